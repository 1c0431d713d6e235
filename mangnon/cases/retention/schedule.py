"""Which closed cases have been kept long enough, by the schedule of the catalogue."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mangnon.cases.care.need import CareNeed
from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import local_day, months_later
from mangnon.cases.people import CasePerson
from mangnon.cases.retention.legal_hold import LegalHold
from mangnon.core.models import User
from mangnon.engine.cases.retention import Retention

GROWN_UP = 16  # a child by the Law on Children is under 16
YEAR = 12  # months


@dataclass(frozen=True)
class Kept:
    """A case that is closed: under which category, from which day its years count, until when.

    It is held by a legal hold, and while a child of it is in need of alternative care.
    """

    case: Case
    category: Retention
    reference: date
    due: date
    is_held: bool


def kept_cases(by: User, day: date, only: UUID | None = None) -> list[Kept]:
    """Return the closed cases of the person's units, those due first; `only` one where it is named.

    Where several categories take a case in, the one that keeps it longest holds.
    """
    on_hold = set(LegalHold.objects.filter(until=None).values_list("case", flat=True))
    on_hold |= set(CareNeed.objects.filter(ended_on=None).values_list("case", flat=True))
    cases = Case.objects.placed_within(by).filter(closed_at__isnull=False, anonymised_at=None)
    if only is not None:
        cases = cases.filter(pk=only)
    categories = case_catalog().retention_on(day)
    children = CasePerson.objects.filter(role=CasePerson.Role.CHILD)
    born: dict[object, list[CasePerson]] = {}
    for child in children.filter(case__in=cases).defer("name", "details"):
        born.setdefault(child.case_id, []).append(child)
    found = [
        _kept(case, categories, born.get(case.pk, []), is_held=case.pk in on_hold)
        for case in cases.order_by("closed_at", "number")
    ]
    return sorted(found, key=lambda kept: (kept.due, kept.case.number))


def due_cases(by: User, day: date, only: UUID | None = None) -> list[Kept]:
    """Return what is to be anonymised on a day: kept long enough, and not held."""
    return [kept for kept in kept_cases(by, day, only) if kept.due <= day and not kept.is_held]


def _kept(
    case: Case,
    categories: Collection[Retention],
    children: Collection[CasePerson],
    *,
    is_held: bool,
) -> Kept:
    found = [
        (months_later(reference, YEAR * category.years), reference, category)
        for category in categories
        if category.takes_in(case.harms, case.closing_reason)
        for reference in [_reference(case, category, children)]
    ]
    due, reference, category = max(found, key=lambda one: (one[0], one[2].code))
    return Kept(case, category, reference, due, is_held)


def _reference(case: Case, category: Retention, children: Collection[CasePerson]) -> date:
    closed = local_day(case.closed_at or case.received_at)
    if category.counts_from == "closing":
        return closed
    received = local_day(case.received_at)
    grown = [_sixteen(child, received) for child in children] or [_sixteen(None, received)]
    return max([closed, *grown])


def _sixteen(child: CasePerson | None, received: date) -> date:
    """Return the 16th birthday; the latest it may be where only the age, or nothing, is known."""
    if child is not None and child.birth_date is not None:
        return months_later(child.birth_date, YEAR * GROWN_UP)
    age = child.age if child is not None and child.age is not None else 0
    return months_later(received, YEAR * max(0, GROWN_UP - age))
