"""What is closed and has been kept long enough, by the schedule of the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from mangnon.cases.care.need import CareNeed
from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import local_day, months_later
from mangnon.cases.people import CasePerson
from mangnon.cases.retention.legal_hold import LegalHold
from mangnon.cases.retention.listed import Listed, listed
from mangnon.core.models import User
from mangnon.engine.cases.retention import Retention

GROWN_UP = 16  # a child by the Law on Children is under 16
YEAR = 12  # months


@dataclass(frozen=True)
class Kept:
    """What is closed: under which category, from which day its years count, until when.

    It is held by a legal hold; a case also while a child of it is in need of alternative care, or
    while the case is kept that it was joined into; a carer while a child is kept of whom they took
    care.
    """

    number: str
    record: Case | Listed
    category: Retention
    reference: date
    due: date
    is_held: bool


def all_kept(by: User, day: date) -> list[Kept]:
    """Return all that is closed of the person's units, in cases and in none, those due first."""
    return _by_day([*kept_cases(by, day), *kept_listed(by, day)])


def all_due(by: User, day: date) -> list[Kept]:
    """Return what is to be anonymised on a day: kept long enough, and not held."""
    return [kept for kept in all_kept(by, day) if kept.due <= day and not kept.is_held]


def kept_listed(by: User, day: date, number: str = "") -> list[Kept]:
    """Return what stands in no case and is in use no more; `number` one where it is given."""
    on_hold = set(LegalHold.objects.filter(until=None, case=None).values_list("listed", flat=True))
    categories = case_catalog().retention_on(day)
    found = []
    for one in listed(by, number):
        theirs = [category for category in categories if category.of == one.of]
        if one.closed_on is None or one.closed_on > day or not theirs:
            continue
        dates = [(category, _reference_of(one, one.closed_on, category)) for category in theirs]
        is_held = one.number in on_hold or one.is_needed
        found.append(_longest(one.number, one, dates, is_held=is_held))
    return _by_day(found)


def due_listed(by: User, day: date, number: str) -> bool:
    """Say whether what bears the number in no case is to be anonymised on a day."""
    return any(kept.due <= day and not kept.is_held for kept in kept_listed(by, day, number))


def kept_cases(by: User, day: date, only: UUID | None = None) -> list[Kept]:
    """Return the closed cases of the person's units, those due first; `only` one where it is named.

    Where several categories take a case in, the one that keeps it longest holds.
    """
    on_hold = set(LegalHold.objects.filter(until=None).values_list("case", flat=True))
    on_hold |= set(CareNeed.objects.filter(ended_on=None).values_list("case", flat=True))
    kept = Q(joined_into__isnull=False, joined_into__anonymised_at=None)
    on_hold |= set(Case.objects.filter(kept).values_list("pk", flat=True))
    cases = Case.objects.placed_within(by).filter(closed_at__isnull=False, anonymised_at=None)
    if only is not None:
        cases = cases.filter(pk=only)
    categories = [one for one in case_catalog().retention_on(day) if one.of == "case"]
    children = CasePerson.objects.filter(role=CasePerson.Role.CHILD)
    born: dict[object, list[CasePerson]] = {}
    for child in children.filter(case__in=cases).defer("name", "details"):
        born.setdefault(child.case_id, []).append(child)
    found = [
        _kept(case, categories, born.get(case.pk, []), is_held=case.pk in on_hold)
        for case in cases.order_by("closed_at", "number")
    ]
    return _by_day(found)


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
    dates = [
        (category, _reference(case, category, children))
        for category in categories
        if category.takes_in(case.harms, case.closing_reason)
    ]
    return _longest(case.number, case, dates, is_held=is_held)


def _longest(
    number: str, record: Case | Listed, dates: Sequence[tuple[Retention, date]], *, is_held: bool
) -> Kept:
    found = [(months_later(day, YEAR * one.years), one.code, one, day) for one, day in dates]
    due, _code, category, reference = max(found, key=lambda each: each[:2])
    return Kept(number, record, category, reference, due, is_held)


def _by_day(kept: Collection[Kept]) -> list[Kept]:
    return sorted(kept, key=lambda one: (one.due, one.number))


def _reference_of(one: Listed, closed: date, category: Retention) -> date:
    if category.counts_from == "closing":
        return closed
    sixteen = months_later(one.born, YEAR * GROWN_UP) if one.born else None
    return max(closed, sixteen or months_later(closed, YEAR * GROWN_UP))


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
