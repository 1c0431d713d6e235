"""Saying that one document replaces another, and following the chain to what is in force."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.bases.supersession import Supersession
from mangnon.ui.formats import date_text

WHOLE = Supersession.Extent.WHOLE


@transaction.atomic
def replace_document(
    old_id: UUID,
    new_id: UUID,
    *,
    extent: str,
    from_on: date,
    part: str = "",
    by: User,
    now: datetime,
) -> Supersession:
    """Say that the new document replaces the old one, wholly or in `part`, from a day.

    The old one must be the person's to keep. Refused where the days do not follow each other: what
    replaces a document was issued after it, so that no chain comes back to itself.
    """
    access.require(by, "basis.edit")
    old, new = _both(old_id, new_id, by)
    part = " ".join(part.split())
    if (extent == WHOLE) == bool(part):
        raise Refused(_("Say which part is replaced; where the whole is, leave the part empty."))
    require_in_order(old, new, from_on)
    known = Supersession.objects.filter(old=old)
    same: Supersession | None = known.filter(new=new).first()
    if same is not None:
        if (same.extent, same.part, same.from_on) == (extent, part, from_on):
            return same
        raise Refused(_("It is said already that %(new)s replaces it.") % {"new": new})
    if extent == WHOLE and (whole := known.filter(extent=WHOLE).select_related("new").first()):
        raise Refused(
            _("%(old)s is wholly replaced by %(new)s already; take that back first.")
            % {"old": old, "new": whole.new}
        )
    made = Supersession.objects.create(
        old=old, new=new, extent=extent, part=part, from_on=from_on, entered_by=by, entered_at=now
    )
    record(by, "basis.replace", made, unit=old.unit, old=old.number, new=new.number, extent=extent)
    return made


@transaction.atomic
def take_back_replacement(supersession_id: int, *, by: User) -> None:
    """Take back that one document replaces another."""
    access.require(by, "basis.edit")
    made = Supersession.objects.select_for_update(of=("self",)).select_related("old__unit", "new")
    found = made.filter(pk=supersession_id, old__in=LegalDocument.objects.kept_by(by)).first()
    if found is None:
        raise Refused(_("Only who keeps the document that is replaced may take that back."))
    record(
        by, "basis.replace_undo", found, unit=found.old.unit, old=found.old.number,
        new=found.new.number,
    )  # fmt: skip
    found.delete()


def require_in_order(old: LegalDocument, new: LegalDocument, from_on: date) -> None:
    """Refuse days that cannot be: the new one is issued later, and replaces once it is in force."""
    if new.issued_on <= old.issued_on:
        raise Refused(
            _("%(new)s of %(new_day)s cannot replace %(old)s of %(old_day)s: it is not later.")
            % {
                "new": new, "new_day": date_text(new.issued_on),
                "old": old, "old_day": date_text(old.issued_on),
            }
        )  # fmt: skip
    if from_on < new.valid_from:
        raise Refused(
            _("%(new)s is in force from %(day)s only; it replaces nothing before.")
            % {"new": new, "day": date_text(new.valid_from)}
        )


def successor_of(document: LegalDocument, day: date) -> LegalDocument | None:
    """Return the last of the documents that wholly replaced this one until the day, None for none.

    A chain is as long as the law changed; each step is one statement.
    """
    last = document
    while step := (
        Supersession.objects.filter(old=last, extent=WHOLE, from_on__lte=day)
        .select_related("new__unit")
        .first()
    ):
        last = step.new
    return None if last == document else last


def chain_of(document: LegalDocument) -> tuple[list[Supersession], list[Supersession]]:
    """Return what the document replaces, and what replaces it."""
    replaces = document.replaces.select_related("old").order_by("-from_on", "pk")
    replaced = document.replacements.select_related("new").order_by("from_on", "pk")
    return list(replaces), list(replaced)


def _both(old_id: UUID, new_id: UUID, by: User) -> tuple[LegalDocument, LegalDocument]:
    """Return both documents, locked in one order so that two people never wait for each other."""
    seen = LegalDocument.objects.visible_to(by).standing().select_related("unit").order_by("pk")
    held = {
        one.pk: one for one in seen.select_for_update(of=("self",)).filter(pk__in=(old_id, new_id))
    }
    if old_id == new_id or len(held) < 2:
        raise Refused(_("Choose another document of the register; this one cannot replace it."))
    if not LegalDocument.objects.kept_by(by).filter(pk=old_id).exists():
        raise Refused(_("This document is kept by another unit or agency; ask them to change it."))
    return held[old_id], held[new_id]
