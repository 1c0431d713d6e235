"""What a unit had in the period before, shown beside each cell and asked by the guard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from mangnon.values.grid.cell import EntryCell
from mangnon.values.grid.desk import Desk
from mangnon.values.grid.items import Item, Way
from mangnon.values.grid.periods import Period
from mangnon.values.grid.reading import Figure, written
from mangnon.values.reported_value import ReportedValue

Place = tuple[int, str]  # unit and item


@dataclass(frozen=True)
class Earlier:
    """A figure and the words that say of when it is."""

    figure: Figure
    of: str

    @property
    def text(self) -> str:
        return written(self.figure)


def of_half(desk: Desk) -> Mapping[Place, Figure]:
    """Return what was entered for the first half of the year."""
    return _entered(desk, desk.year, Period.HALF)


def beside(desk: Desk, period: Period) -> Mapping[Place, Earlier]:
    """Return the figure of the period before; where there is none, that of the year before.

    Of a year before that was not entered here, it is what the register holds.
    """
    last, words = desk.year - 1, _("year %(year)s") % {"year": desk.year - 1}
    found: dict[Place, Earlier] = {}
    leaves = {(item.leaf, item.series): item.key for item in desk.items if not item.is_count}
    values = ReportedValue.objects.filter(unit__in=desk.units, year=last)
    for unit, leaf, series, state, value in values.values_list(
        "unit", "leaf", "series", "state", "value"
    ):
        if key := leaves.get((leaf, series)):
            exact = None if value is None else Decimal(repr(value))
            found[unit, key] = Earlier(Figure(state, exact), words)
    halves = _entered(desk, last, Period.HALF)
    for place, figure in _entered(desk, last, Period.YEAR).items():
        whole = year_figure(desk.by_key[place[1]], halves.get(place), figure)
        if whole is not None and whole.state:
            found[place] = Earlier(whole, words)
    if period is Period.YEAR:
        half = str(_("6 months"))
        found |= {place: Earlier(f, half) for place, f in of_half(desk).items()}
    return found


def year_figure(item: Item, half: Figure | None, year: Figure) -> Figure | None:
    """Return the figure of the whole year; None where the half that belongs to it is missing."""
    if item.way is not Way.IN_PERIOD or year.number is None:
        return year
    if half is None or half.number is None:
        return None
    if half.state == year.state == ReportedValue.State.NOT_APPLICABLE:
        return year
    total = half.number + year.number
    return Figure(ReportedValue.State.VALUE if total else ReportedValue.State.ZERO, total)


def _entered(desk: Desk, year: int, period: Period) -> dict[Place, Figure]:
    cells = EntryCell.objects.filter(year=year, period=period, unit__in=desk.units)
    keys = desk.by_key
    return {
        (cell.unit_id, cell.item): cell.figure for cell in cells if cell.state and cell.item in keys
    }
