"""What a plan cites, as proposals for the register: nobody types again what was read already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.plans.bases.catalog import kind_read
from mangnon.plans.bases.document import LegalDocument, number_key
from mangnon.plans.bases.entering import enter_document
from mangnon.plans.bases.linking import link
from mangnon.plans.items import LegalBasis
from mangnon.plans.plan import Plan


@dataclass(frozen=True)
class Proposal:
    """One citation of a plan, and the document of the register that it seems to name."""

    citation: LegalBasis
    known: LegalDocument | None


def proposals_of(plan: Plan, by: User) -> list[Proposal]:
    """Return the plan's citations that no document of the register stands for yet."""
    cited = list(LegalBasis.objects.of(plan).confirmed().filter(document=None))
    keys = {number_key(one.number) for one in cited if one.number}
    known: dict[str, list[LegalDocument]] = {}
    for one in LegalDocument.objects.visible_to(by).standing().filter(number_key__in=keys):
        known.setdefault(one.number_key, []).append(one)
    return [Proposal(one, _same(one, known.get(number_key(one.number), []))) for one in cited]


def as_read(citation: LegalBasis) -> dict[str, Any]:
    """Return the fields of a document as far as the plan says them."""
    return {
        "kind": kind_read(citation.kind),
        "number": citation.number,
        "issued_on": citation.issued_on,
        "issuer": citation.issuer,
        "title": citation.title,
    }


@transaction.atomic
def accept(
    citation_id: int, values: Mapping[str, Any], *, by: User, now: datetime, key: UUID, files: Any
) -> LegalDocument:
    """Enter the document that a plan cites, and let the plan rest on it."""
    citation = _locked(citation_id, by)
    document = enter_document(values, by=by, now=now, key=key, files=files)
    _stand_for(citation, document, by=by, now=now)
    return document


@transaction.atomic
def accept_known(citation_id: int, document_id: UUID, *, by: User, now: datetime) -> LegalDocument:
    """Say which document of the register a plan cites."""
    citation = _locked(citation_id, by)
    seen = LegalDocument.objects.visible_to(by).standing()
    found: LegalDocument | None = seen.filter(pk=document_id).first()
    if found is None:
        raise Refused(_("There is no such document in the register."))
    _stand_for(citation, found, by=by, now=now)
    return found


def _locked(citation_id: int, by: User) -> LegalBasis:
    access.require(by, "basis.edit")
    cited = LegalBasis.objects.visible_to(by).select_for_update(of=("self",))
    found: LegalBasis | None = cited.select_related("plan__unit").filter(pk=citation_id).first()
    if found is None or found.plan.state != Plan.State.APPROVED:
        raise Refused(_("Only what an approved plan of your unit cites comes into the register."))
    return found


def _stand_for(citation: LegalBasis, document: LegalDocument, *, by: User, now: datetime) -> None:
    """Name the document in the citation; the words of the plan stay as they were read."""
    if citation.document_id == document.pk:
        return
    if citation.document_id is not None:
        raise Refused(_("Somebody has said already which document the plan cites here."))
    citation.document = document
    citation.save(update_fields=["document"])
    is_printed = citation.cited_in == LegalBasis.CitedIn.PREAMBLE
    made = link(citation.plan, document, by=by, now=now, is_printed=is_printed)
    if is_printed and not made.is_printed:  # cited in the text before it was found in the head
        made.is_printed = True
        made.save(update_fields=["is_printed"])
    record(by, "basis.accept", citation, unit=citation.plan.unit, document=document.number)


def _same(citation: LegalBasis, known: list[LegalDocument]) -> LegalDocument | None:
    """Return the one document of that number, and of that day where the plan says one."""
    if citation.issued_on:
        known = [one for one in known if one.issued_on == citation.issued_on]
    return known[0] if len(known) == 1 else None
