"""Who of an agency's list is in a case too: by name, year of birth and day.

Two records are of one child where the names are the same but for marks and case, the years of birth
are no more than a year apart where both are known, and the days no more than 30. What is alike is
no proof: it is counted, never joined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import numpy as np
from django.db.models import Q

from mangnon.cases.case import Case
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.matching.agency_record import AgencyRecord
from mangnon.cases.people import CasePerson
from mangnon.children.names import search_text
from mangnon.core import access
from mangnon.core.models import User
from mangnon.engine.suppression.cells import NOTHING, Cells, Lines
from mangnon.engine.suppression.hiding import hide

APART = timedelta(days=30)
YEARS_APART = 1


@dataclass(frozen=True)
class Compared:
    """Counts of a year; None where one is hidden."""

    listed: int | None
    in_both: int | None
    only_list: int | None
    in_cases: int | None
    only_cases: int | None


@dataclass(frozen=True)
class _InCase:
    person: UUID
    case: UUID
    name: str
    born: int | None
    day: date


def compared(source: str, year: int, below: int, *, by: User) -> Compared:
    """Count who is in both, on the list alone and in cases alone, small counts hidden."""
    access.require(by, "case.statistics")
    records = AgencyRecord.objects.filter(source=source, occurred_on__year=year)
    people = _people(year)
    kept = sum(record.was_in_case for record in records)
    listed, both, total = len(records), kept + len(_matched(records, people)), len(people)
    return _released([listed, both, listed - both, total, total - both], below)


def cases_matched(records: Sequence[AgencyRecord], year: int) -> dict[UUID, UUID]:
    """Return the case of the child that a record is like, by the record."""
    return {key: found.case for key, found in _matched(records, _people(year)).items()}


def keep_matches(case: Case) -> None:
    """Keep which rows are like the children of a case whose names are about to be destroyed.

    A row and a child are alike by name, so that only those of the same names are compared.
    """
    year = (case.happened_on or local_day(case.received_at)).year
    names = {search_text(child.name) for child in case.people.filter(role="child")} - {""}
    for name in sorted(names):
        people = [one for one in _people(year) if one.name == name]
        rows = AgencyRecord.objects.filter(occurred_on__year=year, name__matches=name)
        for source in sorted(set(rows.values_list("source", flat=True))):
            found = _matched(rows.filter(source=source), people)
            theirs = [row for row, one in found.items() if one.case == case.pk]
            AgencyRecord.objects.filter(pk__in=theirs).update(was_in_case=True)


def _matched(records: Iterable[AgencyRecord], people: Sequence[_InCase]) -> dict[UUID, _InCase]:
    """Return by record the child who is alike and nearest in time; each child for one record."""
    open_records = [one for one in records if not one.was_in_case and one.anonymised_at is None]
    by_name: dict[str, list[_InCase]] = defaultdict(list)
    for one in people:
        by_name[one.name].append(one)
    found = {}
    for record in sorted(open_records, key=lambda r: (r.occurred_on, str(r.pk))):
        free = by_name[search_text(record.name)]
        alike = [one for one in free if _is_alike(record, one)]
        if alike:
            nearest = min(alike, key=lambda one: abs(one.day - record.occurred_on))
            free.remove(nearest)
            found[record.pk] = nearest
    return found


def _is_alike(record: AgencyRecord, one: _InCase) -> bool:
    return abs(one.day - record.occurred_on) <= APART and _same_age(one.born, record.birth_year)


def _people(year: int) -> list[_InCase]:
    """Return the children of the cases of a year; one without a name is like nobody."""
    of_year = Q(case__happened_on__year=year) | Q(
        case__happened_on=None, case__received_at__year=year
    )
    found = []
    children = CasePerson.objects.filter(of_year, role="child")
    for person in children.select_related("case", "child"):
        case = person.case
        day = case.happened_on or local_day(case.received_at)
        name = search_text(person.name) or str(person.pk)
        found.append(_InCase(person.pk, case.pk, name, _born(person, day), day))
    return found


def _born(person: CasePerson, day: date) -> int | None:
    known = person.child.birth_date if person.child else person.birth_date
    if known is not None:
        return int(known.year)
    return None if person.age is None else day.year - person.age


def _same_age(first: int | None, second: int | None) -> bool:
    return first is None or second is None or abs(first - second) <= YEARS_APART


def _released(counts: Sequence[int], below: int) -> Compared:
    size = len(counts)
    least = np.full(size, below, np.int64)
    cells = Cells(
        count=np.array(counts, np.int64), below=least, wide=least, wide_rest=least,
        within=np.full(size, NOTHING, np.int64), depth=np.array([0, 1, 1, 0, 1], np.int64),
        shelf=np.arange(size), known=np.array([False, False, False, True, False]),
        kept=np.zeros(size, np.bool_),
        lines=Lines.of([[0, 1, 2], [3, 1, 4]]),
    )  # fmt: skip
    hidden = hide(cells).mask
    return Compared(*(None if out else count for count, out in zip(counts, hidden, strict=True)))
