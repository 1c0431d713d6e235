"""The grid as it is shown: units by items, or turned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mangnon.core.models import Unit
from mangnon.values.grid.cell import EntryCell
from mangnon.values.grid.desk import Desk
from mangnon.values.grid.earlier import Earlier, Place, beside
from mangnon.values.grid.items import Item
from mangnon.values.grid.periods import Period
from mangnon.values.grid.reading import written


@dataclass(frozen=True)
class GridCell:
    """One cell; `last` is what the period before had, `of` of when that is."""

    unit: Unit
    item: Item
    text: str
    version: int
    cell_id: int | None
    last: str
    of: str
    is_open: bool


@dataclass(frozen=True)
class Line:
    """One row: of a unit, or of an item where the grid is turned."""

    unit: Unit | None
    item: Item | None
    cells: Sequence[GridCell]
    is_summed: bool  # a unit of the lowest level


@dataclass(frozen=True)
class Grid:
    """`is_turned`: the rows are items and the columns units."""

    items: Sequence[Item]
    units: Sequence[Unit]
    lines: Sequence[Line]
    is_turned: bool


def grid_of(
    desk: Desk, period: Period, units: Sequence[Unit] | None = None, *, is_turned: bool = False
) -> Grid:
    """Return the grid of these units, by default all of the desk's."""
    shown = desk.units if units is None else units
    of_period = EntryCell.objects.filter(year=desk.year, period=period, unit__in=shown)
    cells = {(cell.unit_id, cell.item): cell for cell in of_period}
    last = beside(desk, period)
    lowest = _lowest_level(shown)

    def at(unit: Unit, item: Item) -> GridCell:
        return _cell(desk, unit, item, cells, last)

    if is_turned:
        lines = [Line(None, item, [at(u, item) for u in shown], False) for item in desk.items]
    else:
        lines = [
            Line(unit, None, [at(unit, item) for item in desk.items], unit.level == lowest)
            for unit in shown
        ]
    return Grid(desk.items, shown, lines, is_turned)


def _cell(
    desk: Desk,
    unit: Unit,
    item: Item,
    cells: Mapping[Place, EntryCell],
    last: Mapping[Place, Earlier],
) -> GridCell:
    cell, before = cells.get((unit.pk, item.key)), last.get((unit.pk, item.key))
    return GridCell(
        unit, item, written(cell.figure) if cell else "", cell.version if cell else 0,
        cell.pk if cell and cell.version else None,
        before.text if before else "", before.of if before else "",
        desk.may_write(unit.pk, item.key),
    )  # fmt: skip


def _lowest_level(units: Sequence[Unit]) -> str:
    order = (Unit.Level.PROVINCE, Unit.Level.DISTRICT, Unit.Level.COMMUNE)
    levels = [Unit.Level(unit.level) for unit in units]
    return max(levels, key=order.index, default="")
