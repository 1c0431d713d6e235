"""Entering a document in the register, changing it, and taking back one entered by mistake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.core.uploads.attaching import Brought, brought_in
from mangnon.plans.bases.catalog import kinds
from mangnon.plans.bases.document import LegalDocument, number_key
from mangnon.plans.bases.replacing import require_in_order
from mangnon.ui.formats import date_text

FIELDS = ("kind", "number", "issued_on", "issuer", "title", "valid_from", "valid_to")


@transaction.atomic
def enter_document(
    values: Mapping[str, Any],
    *,
    by: User,
    now: datetime,
    key: UUID,
    files: Iterable[Brought] = (),
) -> LegalDocument:
    """Put a document of FIELDS in the register of the person's unit.

    Without `valid_from` it is in force from the day of issue. Refused when the register holds the
    number of that day already: what replaces it must be said of one entry.
    """
    access.require(by, "basis.edit")
    if by.unit is None:
        raise Refused(_("You serve no unit, so there is no register to enter it in."))
    _hold_register(by.unit)
    seen = LegalDocument.objects.visible_to(by)
    known: LegalDocument | None = sent_before(seen, key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    document = LegalDocument(
        id=key, unit=by.unit, entered_by=by, entered_at=now, changed_at=now,
        organisation=by.organisation if access.keeps_to_an_organisation(by) else None,
        **_cleaned(values),
    )  # fmt: skip
    _require_sound(document, now)
    document.save(force_insert=True)
    document.files.add(*brought_in(files, by=by, now=now))
    record(by, "basis.enter", document, unit=document.unit, number=document.number)
    return document


@transaction.atomic
def change_document(
    document_id: UUID,
    values: Mapping[str, Any],
    *,
    by: User,
    now: datetime,
    seen_at: datetime,
    files: Iterable[Brought] = (),
) -> LegalDocument:
    """Write a document anew; `files` come to those that are there."""
    document = locked_document(document_id, by)
    _hold_register(document.unit)
    if document.changed_at != seen_at:
        raise Refused(
            _("Somebody has changed this document since you opened it. Open it again first.")
        )
    before = values_of(document)
    for name, value in _cleaned(values).items():
        setattr(document, name, value)
    document.changed_at = now
    _require_sound(document, now)
    for one in document.replacements.select_related("new"):
        require_in_order(document, one.new, one.from_on)
    for one in document.replaces.select_related("old"):
        require_in_order(one.old, document, one.from_on)
    document.save()
    document.files.add(*brought_in(files, by=by, now=now))
    record(by, "basis.change", document, unit=document.unit, **changes_since(before, document))
    return document


@transaction.atomic
def withdraw_document(document_id: UUID, *, by: User, now: datetime) -> LegalDocument:
    """Take a document out that was entered by mistake; Refused while anything needs it."""
    document = locked_document(document_id, by)
    needed = (
        document.links, document.replacements, document.replaces, document.coordination,
        document.citations, document.amendments,
    )  # fmt: skip
    if any(records.exists() for records in needed):
        raise Refused(
            _("Something rests on this document, or it replaces another: undo that first.")
        )
    document.withdrawn_at = document.changed_at = now
    document.save()
    record(by, "basis.withdraw", document, unit=document.unit)
    return document


def locked_document(document_id: UUID, by: User) -> LegalDocument:
    """Return a document that the person keeps, locked; Refused when it is not theirs."""
    access.require(by, "basis.edit")
    kept = LegalDocument.objects.visible_to(by).kept_by(by)
    found = kept.select_for_update(of=("self",)).filter(pk=document_id).first()
    if found is None:
        raise Refused(_("This document is kept by another unit or agency; ask them to change it."))
    document: LegalDocument = found
    return document


def _hold_register(unit: Unit) -> None:
    """Let nobody else enter a document of the unit until this transaction has ended."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that were given, their texts without spaces around."""
    cleaned = {
        name: " ".join(values[name].split()) if isinstance(values[name], str) else values[name]
        for name in FIELDS
        if name in values
    }
    if not cleaned.get("valid_from"):
        cleaned["valid_from"] = cleaned["issued_on"]
    return cleaned


def _require_sound(document: LegalDocument, now: datetime) -> None:
    if document.kind not in kinds():
        raise Refused(_("Choose one of the list."))
    if not (number_key(document.number) and document.issuer and document.title):
        raise Refused(_("Say number, issuer and abstract of the document."))
    if document.issued_on > now.date():
        raise Refused(_("The document would be issued in the future; look at its day again."))
    if document.valid_to is not None and document.valid_to <= document.valid_from:
        raise Refused(_("The document would end before it is in force; look at both days again."))
    same = LegalDocument.objects.standing().exclude(pk=document.pk)
    same = same.filter(
        unit=document.unit, number_key=number_key(document.number), issued_on=document.issued_on
    )
    if same.exists():
        raise Refused(
            _("The register holds number %(number)s of %(day)s already; use that entry.")
            % {"number": document.number, "day": date_text(document.issued_on)}
        )
