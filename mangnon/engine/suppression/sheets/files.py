"""A CSV file in, the same file with marks out, and how many cells were hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mangnon.engine.issues import EngineError
from mangnon.engine.suppression.cells import Bools, Cells
from mangnon.engine.suppression.hiding import hide
from mangnon.engine.suppression.sheets.cube import At, cube_of
from mangnon.engine.suppression.sheets.shape import Shape, shape_of
from mangnon.engine.suppression.sheets.sheet import Sheet, read_sheet, write_sheet
from mangnon.engine.suppression.sheets.terms import terms_of

MOST_HIDDEN = 1_000_000


@dataclass(frozen=True)
class Tally:
    """How many counts there were, how many are small, and how many were hidden beside those."""

    cells: int
    primary: int
    complementary: int


def suppress_file(source: Path, target: Path, hide_below: int) -> Tally:
    """Write a table with small counts hidden, and all that would give them away."""
    if hide_below < 2:
        raise EngineError(f"--hide-below là {hide_below}; phải từ 2 trở lên thì mới ẩn được gì.")
    if hide_below > MOST_HIDDEN:
        raise EngineError(f"--hide-below là {hide_below}; lớn nhất là {MOST_HIDDEN}.")
    sheet = read_sheet(source)
    shape = shape_of(sheet)
    cells, where = _cells(sheet, shape, hide_below)
    hidden = hide(cells).mask
    write_sheet(sheet, _marks(shape, where, hidden), target)
    printed = [cell for cell, places in enumerate(where) for _place in places]
    small = sum(bool(cells.is_small[cell]) for cell in printed)
    return Tally(len(printed), small, sum(bool(hidden[cell]) for cell in printed) - small)


def _cells(sheet: Sheet, shape: Shape, hide_below: int) -> tuple[Cells, list[list[At]]]:
    if shape.terms is not None:
        terms = terms_of(sheet, shape.terms, shape.parent, hide_below)
        return terms.layers.cells(), list(terms.where.values())
    cube = cube_of(sheet, shape, hide_below)
    return cube.cells(), [[at] for at in cube.where]


def _marks(shape: Shape, where: list[list[At]], hidden: Bools) -> Iterable[At]:
    """Return the hidden cells and the figures in their rows that are made of them."""
    for cell, places in enumerate(where):
        if hidden[cell]:
            yield from places
            yield from ((row, column) for row, _c in places for column in shape.betraying)
