"""What was needed, given, spent and settled in a year: by source, holder and task, and by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import F, Max, Min, Model, Q, Sum
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.models import Organisation, Unit, User
from mangnon.plans.funding.catalog import source_label
from mangnon.plans.funding.line import BudgetLine, BudgetLineQuerySet, Stage
from mangnon.plans.work.assignment import Assignment

HALF_YEAR_ENDS = (6, 30)


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


@dataclass(frozen=True)
class Overview:
    """The sums of a year, or of the years, as a page shows them."""

    year: int
    groups: Sequence[tuple[str, Sums]]
    total: Sums
    has_more: bool


MOST_GROUPS = 250
COLUMNS = {
    "source": ("source",), "holder": ("unit", "organisation"), "task": ("task",), "year": ("year",),
}  # fmt: skip
EVERY_COLUMN = ("year", *COLUMNS["source"], *COLUMNS["holder"], *COLUMNS["task"])
GROUPS: dict[str, Callable[[Row], str]] = {
    "source": lambda row: row.source,
    "holder": lambda row: row.holder,
    "task": lambda row: row.task,
}


def statement(year: int, *, by: User) -> Statement:
    """Add up the approved lines that the person may see."""
    access.require(by, "funding.view")
    lines = BudgetLine.objects.visible_to(by).approved().order_by()
    of_year = _rows(_summed(lines.filter(year=year), EVERY_COLUMN))
    return Statement(year, of_year, _by_year(lines.filter(year__lte=year)))


def overview(year: int, name: str, *, by: User) -> Overview:
    """Add up the year by "source", "holder" or "task", or the years by "year": only what is asked.

    Of many groups those with the largest allocation are there; the total is of all.
    """
    access.require(by, "funding.view")
    lines = BudgetLine.objects.visible_to(by).approved().order_by()
    lines = lines if name == "year" else lines.filter(year=year)
    found = _summed(lines, COLUMNS[name], most=MOST_GROUPS + 1)
    shown = dict(list(found.items())[:MOST_GROUPS])
    labels = _labels(name, shown)
    groups = sorted((labels[key], sums) for key, sums in shown.items())
    has_more = len(found) > MOST_GROUPS
    whole = _summed(lines, COLUMNS["source"]) if has_more else shown
    return Overview(year, groups, sum(whole.values(), Sums()), has_more)


def years_of(by: User, today: date) -> list[int]:
    """Return the years that the person may ask for, the newest first."""
    lines = BudgetLine.objects.visible_to(by).approved()
    ends = lines.aggregate(first=Min("year"), last=Max("year"))
    first, last = ends["first"] or today.year, ends["last"] or today.year
    return list(range(max(last, today.year), min(first, today.year) - 1, -1))


def _summed(
    lines: BudgetLineQuerySet, keys: Sequence[str], most: int | None = None
) -> dict[tuple[Any, ...], Sums]:
    """Add up by some columns, in one statement; with `most`, those with the largest allocations."""
    half = Q(stage=Stage.SPENDING) & _in_first_half()
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
        for row in (
            found if most is None else found.order_by("-allocated", "-needed", "-spent")[:most]
        )
    }


def _in_first_half() -> Q:
    """Take what was booked until 30/06 of the year that the money is of, or before."""
    month, day = HALF_YEAR_ENDS
    early = Q(on__month__lt=month) | Q(on__month=month, on__day__lte=day)
    return Q(on__year__lt=F("year")) | Q(on__year=F("year")) & early


def _by_year(lines: BudgetLineQuerySet) -> list[Row]:
    found = _summed(lines, COLUMNS["year"])
    return [Row(year, "", "", "", sums) for (year,), sums in sorted(found.items())]


def _rows(summed: dict[tuple[Any, ...], Sums]) -> list[Row]:
    """Put names in place of keys, and order by them."""
    holders = _labels("holder", {key[2:4] for key in summed})
    tasks = _labels("task", {key[4:] for key in summed})
    rows = [
        Row(key[0], source_label(key[1]), holders[key[2:4]], tasks[key[4:]], sums)
        for key, sums in summed.items()
    ]
    return sorted(rows, key=lambda row: (row.holder, row.source, row.task))


def _labels(name: str, keys: Collection[tuple[Any, ...]]) -> dict[tuple[Any, ...], str]:
    """Return what each key of a grouping is called."""
    if name == "source":
        return {key: source_label(key[0]) for key in keys}
    if name == "year":
        return {key: str(key[0]) for key in keys}
    if name == "task":
        tasks = Assignment.objects.filter(pk__in={key[0] for key in keys if key[0]})
        found = _names(
            tasks.select_related("organisation", "unit"), lambda one: one.organisation or one.unit
        )
        return {key: found[Assignment, key[0]] if key[0] else _("Of no task") for key in keys}
    units = Unit.objects.filter(pk__in={key[0] for key in keys if not key[1]})
    bodies = Organisation.objects.filter(pk__in={key[1] for key in keys if key[1]})
    found = _names([*units, *bodies], lambda one: one.code)
    return {key: found[(Organisation, key[1]) if key[1] else (Unit, key[0])] for key in keys}


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
