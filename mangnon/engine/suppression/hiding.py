"""Primary and complementary suppression: hide the small, then what would give them away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mangnon.engine.suppression.bounds import narrow_by_sums
from mangnon.engine.suppression.cells import Bools, Cells, Ints
from mangnon.engine.suppression.choosing import Chooser
from mangnon.engine.suppression.ranges import narrow_by_all
from mangnon.engine.suppression.unknowns import Unknowns


def hide(cells: Cells) -> Bools:
    """Return which cells to hide, so that none of them can be pinned down from those shown.

    What is known already stays shown: hiding it would protect nobody. So does what follows from
    it, unless it is small: that is not printed once more, but no other cell is spent on it.
    """
    known, given = cells.known, _given(cells)
    cells = replace(cells, known=given)
    chooser = Chooser(cells)
    chooser.hide(np.flatnonzero(cells.is_small | cells.kept).tolist())
    hidden_again = given & ~known & cells.is_small
    safe: set[bytes] = set()
    while narrow := pinned_down(cells, chooser.mask, safe).tolist():
        more = [chooser.hide_beside(cell) for cell in narrow]
        if not (any(more) or any(chooser.hide_nearest(cell) for cell in narrow)):
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


def pinned_down(cells: Cells, hidden: Bools, safe: set[bytes]) -> Ints:
    """Return hidden cells whose least and most lie less than `below` apart; none when all is safe.

    Those that single sums give away come alone: once they are mended, fewer others are left.
    """
    unknowns = Unknowns.of(cells, hidden)
    narrow = narrow_by_sums(unknowns)
    if not narrow.size:
        narrow = narrow_by_all(unknowns, safe)
    return np.unique(unknowns.cell[narrow])
