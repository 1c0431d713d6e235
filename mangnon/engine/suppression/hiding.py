"""Primary and complementary suppression: hide the small, then what would give them away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mangnon.engine.suppression.bounds import narrow_by_sums
from mangnon.engine.suppression.cells import Bools, Cells, Ints
from mangnon.engine.suppression.choosing import Chooser
from mangnon.engine.suppression.folding import fold
from mangnon.engine.suppression.ranges import Met, narrow_by_all
from mangnon.engine.suppression.unknowns import Unknowns

AT_ONCE = 100  # cells whose wider surroundings are searched in one round: that is slow


def hide(cells: Cells) -> Bools:
    """Return which cells to hide, so that none of them can be pinned down from those shown.

    What is known already stays shown: hiding it would protect nobody. So does what follows from
    it, unless it is small: that is not printed once more, but no other cell is spent on it.
    """
    folded, of_cell = fold(cells)
    return _hide(folded)[of_cell] & ~cells.known


def _hide(cells: Cells) -> Bools:
    known, given = cells.known, _given(cells)
    cells = replace(cells, known=given)
    chooser = Chooser(cells)
    chooser.hide(np.flatnonzero(cells.is_small | cells.kept).tolist())
    hidden_again = given & ~known & cells.is_small
    met = Met.only_the_truth(cells)
    while narrow := pinned_down(cells, chooser.mask, met).tolist():
        more = [chooser.hide_beside(cell) for cell in narrow]
        if not any(more):
            more = [chooser.hide_nearest(cell) for cell in narrow[:AT_ONCE]]
        if not any(more):
            cells = _given_up(cells, narrow)
    return chooser.mask | hidden_again


def _given_up(cells: Cells, narrow: list[int]) -> Cells:
    """Ask no more for cells that stay narrow although all around them is hidden."""
    wide, wide_rest = cells.wide.copy(), cells.wide_rest.copy()
    wide[narrow] = wide_rest[narrow] = 0
    return replace(cells, wide=wide, wide_rest=wide_rest)


def _given(cells: Cells) -> Bools:
    """Return what is known and all that follows from it, and from where nobody can be."""
    given = cells.known
    if not given.any():
        return given
    ones = np.ones_like(cells.wide)
    exactly = replace(cells, wide=ones, wide_rest=ones)
    while True:
        unknowns = Unknowns.of(exactly, ~(given | cells.is_void))
        follows = unknowns.cell[narrow_by_sums(unknowns)]
        if not follows.size:
            return given
        given = given.copy()
        given[follows] = True


def pinned_down(cells: Cells, hidden: Bools, met: Met) -> Ints:
    """Return hidden cells whose least and most lie too near to each other; none when all is safe.

    Those that single sums give away come alone: once they are mended, fewer others are left.
    """
    unknowns = Unknowns.of(cells, hidden)
    narrow = narrow_by_sums(unknowns)
    if not narrow.size:
        narrow = narrow_by_all(unknowns, met)
    return np.unique(unknowns.cell[narrow])
