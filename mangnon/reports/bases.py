"""The documents that a report names as its bases: of the register, else as the plan cites."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mangnon.core.models import User
from mangnon.plans.bases.replacing import successor_of
from mangnon.plans.bases.shown import printed_bases
from mangnon.plans.models import LegalBasis, LegalDocument, Plan
from mangnon.reports.facts import Citation


def bases_of(plan: Plan, by: User, as_of: date) -> tuple[Citation, ...]:
    """Return what the plan's head cites, in its order, then what else was linked to be named.

    A citation that stands for a document of the register is named as the register has it; one that
    was moved to the document which replaced it is named by that one alone.
    """
    printed = {document.pk: document for document in printed_bases(plan, by)}
    head = LegalBasis.CitedIn.PREAMBLE
    named = []
    for basis in LegalBasis.objects.visible_to(by).confirmed().of(plan).filter(cited_in=head):
        if basis.document_id is None:
            named.append(
                Citation(basis.kind, basis.title, basis.number, basis.issued_on, basis.issuer)
            )
        elif document := printed.pop(basis.document_id, None):
            named.append(_citation(document, as_of))
    return (*named, *(_citation(document, as_of) for document in printed.values()))


def _citation(document: LegalDocument, as_of: date) -> Citation:
    """Return how a document is named; it comes `with_end`."""
    if document.ends_on is None or document.ends_on > as_of:
        return _named(document)
    new = successor_of(document, as_of)
    replaced_by = _named(new) if new else None
    return replace(_named(document), ended_on=document.ends_on, replaced_by=replaced_by)


def _named(document: LegalDocument) -> Citation:
    return Citation(
        document.kind_label, document.title, document.number, document.issued_on, document.issuer
    )
