"""The tables of kept and broken limits, as one person may read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.punctuality.care import care_delays, care_limits, count_care
from mangnon.cases.punctuality.counting import OUTCOMES, Place, count_limits, entry_delays
from mangnon.cases.punctuality.hiding import HIDE_BELOW, hidden_places, summed
from mangnon.core.access import allowed
from mangnon.core.models import Unit, User
from mangnon.core.units.lineage import units_known


@dataclass(frozen=True)
class Row:
    """One unit, limit or month; a count that is hidden is None."""

    title: str
    counts: Sequence[int | None]  # in the order of OUTCOMES
    total: int | None
    delay: int | None = None  # hours after which half of the stops had been entered


@dataclass(frozen=True)
class Punctuality:
    """`hides` where small counts are hidden from the reader."""

    year: int
    whole: Row
    by_unit: Sequence[Row]
    by_limit: Sequence[Row]
    by_month: Sequence[Row]
    hides: bool

    @property
    def is_drawn(self) -> bool:
        """Say whether there is anything to draw: counts that are hidden are not drawn."""
        return any(count for row in self.by_month for count in row.counts)


def punctuality(by: User, year: int, now: datetime) -> Punctuality:
    """Return the counts of the person's units in a year.

    Who works on the cases of a commune, or decides on them, sees its counts as they are; whoever
    else may see counts sees no small one.
    """
    units = units_known(by)
    care = care_limits(units, year)
    sums = summed(count_limits(units, year, now) + count_care(care, local_day(now)))
    hides = not sees_all(by)
    table = _Table(sums, hidden_places(sums) if hides and sums else frozenset())
    delays = entry_delays(units, year, now) | care_delays(care)
    shown = {c: d.hours for c, d in delays.items() if not hides or d.stops >= HIDE_BELOW}
    return Punctuality(
        year=year,
        whole=table.row("", Place()),
        by_unit=[table.row(title, place) for title, place in _units(sums)],
        by_limit=[
            table.row(title, place, shown.get(place.code or "")) for title, place in _limits()
        ],
        by_month=[table.row(f"{m:%m/%Y}", Place(month=m)) for m in _months(sums)],
        hides=hides,
    )


def sees_all(by: User) -> bool:
    """Say whether the person works in the very commune whose counts they see."""
    in_commune = by.unit is not None and by.unit.level == Unit.Level.COMMUNE
    return in_commune and (allowed(by, "case.edit") or allowed(by, "case.decide"))


@dataclass(frozen=True)
class _Table:
    sums: Mapping[Place, int]
    hidden: frozenset[Place]

    def row(self, title: str, place: Place, delay: int | None = None) -> Row:
        cells = [
            Place(place.unit, place.code, place.month, outcome) for outcome in (*OUTCOMES, None)
        ]
        *counts, total = [None if c in self.hidden else self.sums.get(c, 0) for c in cells]
        return Row(title, counts, total, delay)


def _units(sums: Iterable[Place]) -> list[tuple[str, Place]]:
    ids = {place.unit for place in sums if place.unit is not None}
    units = Unit.objects.filter(pk__in=ids).order_by("name_key", "code")
    return [(str(unit), Place(unit=unit.pk)) for unit in units]


def _limits() -> list[tuple[str, Place]]:
    titles = {clock.code: clock.title.vi for clock in case_catalog().clocks}
    return [(title, Place(code=code)) for code, title in titles.items()]


def _months(sums: Iterable[Place]) -> list[date]:
    return sorted({place.month for place in sums if place.month is not None})
