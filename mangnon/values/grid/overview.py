"""How far the sheets of a body are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mangnon.values.grid.cell import EntryCell
from mangnon.values.grid.desk import Desk
from mangnon.values.grid.periods import Period
from mangnon.values.grid.sheet import EntrySheet


@dataclass(frozen=True)
class SheetLine:
    """One period that can be entered, and how many of the body's cells are filled."""

    year: int
    period: Period
    filled: int
    sheet: EntrySheet | None


def lines_of(desk: Desk) -> list[SheetLine]:
    """Return the periods of the desk's year, the later one first."""
    cells = EntryCell.objects.filter(year=desk.year, unit__in=desk.units, item__in=desk.own)
    filled = Counter(cells.exclude(state="").values_list("period", flat=True))
    return [
        SheetLine(desk.year, period, filled[period], sheet_there(desk, period))
        for period in (Period.YEAR, Period.HALF)
    ]


def sheet_there(desk: Desk, period: Period) -> EntrySheet | None:
    """Return the body's sheet of the period, None before anything was entered."""
    made = EntrySheet.objects.filter(unit=desk.unit, organisation=desk.organisation)
    return made.filter(year=desk.year, period=period).select_related("sent_by").first()
