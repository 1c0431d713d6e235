"""Which open cases are likely about the same matter, and who may be told so (decision 0040)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from mangnon.cases.case import Case
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.people import CasePerson
from mangnon.cases.receiving.new_report import NewReport, ReportedChild
from mangnon.children.models import Child
from mangnon.children.names import search_text
from mangnon.children.register import birthday_years_before
from mangnon.core.audit import record_read
from mangnon.core.models import User

MOST_OFFERED = 5
AGES_APART = 1  # years by which two who name the same child may differ
DAYS_APART = timedelta(days=3)  # between two reports of a child without a name


@dataclass(frozen=True)
class Matter:
    """What a report or a case says of whom, where and when: all that is compared."""

    children: Sequence[ReportedChild]
    units: frozenset[int]
    day: date
    case: UUID | None = None


def matter_of(case: Case) -> Matter:
    people = case.people.filter(role=CasePerson.Role.CHILD)
    children = [
        ReportedChild(one.name, one.sex, one.birth_date, one.age, child=one.child_id)
        for one in people
    ]
    units = frozenset(filter(None, (case.unit_id, case.residence_unit_id)))
    return Matter(children, units, local_day(case.received_at), case.pk)


def matter_reported(new: NewReport) -> Matter:
    units = frozenset(unit.pk for unit in (new.unit, new.residence_unit) if unit)
    return Matter(new.children, units, local_day(new.received_at))


def cases_offered(new: NewReport, *, by: User) -> list[Case]:
    """Return the likely cases that the person takes part in anyway, and no others."""
    found = Case.objects.visible_to(by).filter(pk__in=_alike(matter_reported(new)))
    return list(found.select_related("unit").order_by("-received_at")[:MOST_OFFERED])


@dataclass(frozen=True)
class AlikeCase:
    """A case that is likely about the same matter; `is_open` where the person may open it too."""

    case: Case
    is_open: bool


def cases_alike(case: Case, *, by: User) -> list[AlikeCase]:
    """Return for whoever runs a case the others that are likely about the same matter.

    Of one that is not open to them they are told only that it is, where it is and who runs it, and
    only where it was received later: nobody learns of an older case by opening a new one.
    """
    if case.manager_id != by.pk or case.closed_at is not None:
        return []
    others = Case.objects.filter(pk__in=_alike(matter_of(case)))
    seen = {other.pk for other in Case.objects.visible_to(by).filter(pk__in=others)}
    found = []
    for other in others.select_related("unit", "manager").order_by("entered_at"):
        if other.pk in seen:
            found.append(AlikeCase(other, is_open=True))
        elif other.entered_at > case.entered_at:
            record_read(by, "case.told_of", other, unit=other.unit)
            found.append(AlikeCase(other, is_open=False))
    return found[:MOST_OFFERED]


def children_offered(child: ReportedChild, *, by: User, today: date) -> list[Child]:
    """Return children of the register who are likely meant: of those the person sees there."""
    if not child.name or child.child is not None:
        return []
    alike = Child.objects.visible_to(by).filter(
        search_text=search_text(child.name), merged_into=None, closed_on=None
    )
    if child.birth_date is not None:
        alike = alike.filter(birth_date=child.birth_date)
    elif child.age is not None:
        youngest = birthday_years_before(today, max(0, child.age - AGES_APART))
        oldest = birthday_years_before(today, child.age + AGES_APART + 1)
        alike = alike.filter(birth_date__gt=oldest, birth_date__lte=youngest)
    if child.sex != "unknown":
        alike = alike.filter(sex__in=(child.sex, "unknown"))
    return list(alike.select_related("unit").in_name_order()[:MOST_OFFERED])


def _alike(matter: Matter) -> set[UUID]:
    """Return the open cases that a child of the matter is likely in, without the matter's own."""
    found = {key for child in matter.children for key in _of_child(child, matter)}
    return found - {matter.case}


def _of_child(child: ReportedChild, matter: Matter) -> Iterator[UUID]:
    people = CasePerson.objects.filter(
        role=CasePerson.Role.CHILD, case__closed_at=None
    ).select_related("case")
    if child.child is not None:
        yield from people.filter(child=child.child).values_list("case", flat=True)
    near = Q(case__unit__in=matter.units) | Q(case__residence_unit__in=matter.units)
    if child.name:
        for one in people.filter(name__matches=child.name):
            at_hand = {one.case.unit_id, one.case.residence_unit_id} & matter.units
            if _may_be(child, one, is_sure=not at_hand):
                yield one.case_id
        return
    days = (matter.day - DAYS_APART, matter.day + DAYS_APART + timedelta(days=1))
    for one in people.filter(near, name__isnull=True, case__received_at__date__range=days):
        if _may_be(child, one, is_sure=True):
            yield one.case_id


def _may_be(child: ReportedChild, other: CasePerson, *, is_sure: bool) -> bool:
    """Say whether two may be one child; with `is_sure` only where both ages are known."""
    if {child.sex, other.sex} == {"male", "female"}:
        return False
    if child.birth_date and other.birth_date:
        return bool(child.birth_date == other.birth_date)
    if child.age is None or other.age is None:
        return not is_sure
    return abs(child.age - other.age) <= AGES_APART
