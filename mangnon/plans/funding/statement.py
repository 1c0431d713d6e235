"""What was needed, given, spent and settled in a year: by source, holder and task, and by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import F, Model, Q, Sum
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.models import Organisation, Unit, User
from mangnon.plans.funding.catalog import source_label
from mangnon.plans.funding.line import BudgetLine, BudgetLineQuerySet, Stage
from mangnon.plans.work.assignment import Assignment

HALF_YEAR_ENDS = (6, 30)
Key = tuple[int, str, int, int | None, UUID | None]  # year, source, unit, organisation, task


@dataclass(frozen=True)
class Sums:
    """Money of one line of the statement, by stage; `spent_half` is what was spent by 30/06."""

    needed: int = 0
    allocated: int = 0
    spent_half: int = 0
    spent: int = 0
    settled: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(a + b for a, b in zip(self.amounts, other.amounts, strict=True)))

    @property
    def amounts(self) -> tuple[int, ...]:
        return self.needed, self.allocated, self.spent_half, self.spent, self.settled

    @property
    def left(self) -> int:
        return self.allocated - self.spent

    @property
    def share_allocated(self) -> Fraction | None:
        """What part of the need was allocated; None where nothing was asked for."""
        return Fraction(self.allocated, self.needed) if self.needed else None

    @property
    def share_spent(self) -> Fraction | None:
        """What part of the allocation was spent; None where nothing was given."""
        return Fraction(self.spent, self.allocated) if self.allocated else None


@dataclass(frozen=True)
class Row:
    """The money of one source, holder and task in one year."""

    year: int
    source: str
    holder: str
    task: str
    sums: Sums


@dataclass(frozen=True)
class Statement:
    """The rows of a year, by holder, source and task; `years` has one of each year until then."""

    year: int
    rows: Sequence[Row]
    years: Sequence[Row]

    @property
    def total(self) -> Sums:
        return sum((row.sums for row in self.rows), Sums())

    def by(self, name: str) -> list[tuple[str, Sums]]:
        """Return the sums of each "source", "holder" or "task" of the year, in order of name."""
        return _grouped(self.rows, GROUPS[name])

    def by_year(self) -> list[tuple[str, Sums]]:
        return _grouped(self.years, lambda row: str(row.year))


GROUPS: dict[str, Callable[[Row], str]] = {
    "source": lambda row: row.source,
    "holder": lambda row: row.holder,
    "task": lambda row: row.task,
}


def statement(year: int, *, by: User) -> Statement:
    """Add up the approved lines that the person may see."""
    access.require(by, "funding.view")
    lines = BudgetLine.objects.visible_to(by).approved().order_by()
    of_year = _rows(_summed(lines.filter(year=year)))
    return Statement(year, of_year, _by_year(lines.filter(year__lte=year)))


def years_of(by: User, today: date) -> list[int]:
    """Return the years that the person may ask for, the newest first."""
    lines = BudgetLine.objects.visible_to(by).approved().order_by()
    known = set(lines.values_list("year", flat=True).distinct())
    return sorted(known | {today.year}, reverse=True)


def _summed(lines: BudgetLineQuerySet) -> dict[Key, Sums]:
    """Add up by year, source, holder and task, in one statement."""
    half = Q(stage=Stage.SPENDING) & _in_first_half()
    keys = ("year", "source", "unit", "organisation", "task")
    found = lines.values(*keys).annotate(
        needed=Sum("amount", filter=Q(stage=Stage.ESTIMATE), default=0),
        allocated=Sum("amount", filter=Q(stage=Stage.ALLOCATION), default=0),
        spent_half=Sum("amount", filter=half, default=0),
        spent=Sum("amount", filter=Q(stage=Stage.SPENDING), default=0),
        settled=Sum("amount", filter=Q(stage=Stage.SETTLEMENT), default=0),
    )
    return {
        tuple(row[key] for key in keys): Sums(
            *(int(row[name]) for name in ("needed", "allocated", "spent_half", "spent", "settled"))
        )
        for row in found
    }


def _in_first_half() -> Q:
    """Take what was booked until 30/06 of the year that the money is of, or before."""
    month, day = HALF_YEAR_ENDS
    early = Q(on__month__lt=month) | Q(on__month=month, on__day__lte=day)
    return Q(on__year__lt=F("year")) | Q(on__year=F("year")) & early


def _by_year(lines: BudgetLineQuerySet) -> list[Row]:
    summed: dict[int, Sums] = {}
    for key, sums in _summed(lines).items():
        summed[key[0]] = summed.get(key[0], Sums()) + sums
    return [Row(year, "", "", "", sums) for year, sums in sorted(summed.items())]


def _rows(summed: dict[Key, Sums]) -> list[Row]:
    """Put names in place of keys, in three statements, and order by them."""
    units = Unit.objects.filter(pk__in={key[2] for key in summed if not key[3]})
    bodies = Organisation.objects.filter(pk__in={key[3] for key in summed if key[3]})
    tasks = Assignment.objects.filter(pk__in={key[4] for key in summed if key[4]})
    holders = _names([*units, *bodies], lambda one: one.code)
    of_tasks = _names(
        tasks.select_related("organisation", "unit"), lambda one: one.organisation or one.unit
    )
    rows = [
        Row(
            year, source_label(source),
            holders[(Organisation, organisation) if organisation else (Unit, unit)],
            of_tasks[(Assignment, task)] if task else _("Of no task"), sums,
        )
        for (year, source, unit, organisation, task), sums in summed.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.holder, row.source, row.task))


def _names(
    records: Iterable[Model], more: Callable[[Any], str]
) -> dict[tuple[type[Model], Any], str]:
    """Return what each record is called; those of one name are told apart by more of them."""
    named = {(type(record), record.pk): record for record in records}
    times = Counter(str(record) for record in named.values())
    return {
        key: str(record) if times[str(record)] == 1 else f"{record} ({more(record)})"
        for key, record in named.items()
    }


def _grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> list[tuple[str, Sums]]:
    summed: dict[str, Sums] = {}
    for row in rows:
        summed[key(row)] = summed.get(key(row), Sums()) + row.sums
    return sorted(summed.items())
