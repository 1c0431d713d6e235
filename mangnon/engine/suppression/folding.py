"""Counts that can only be the same are one cell: a commune that is all rural, a lone people.

Where all parts of a sum but one count nobody, the one is the whole, and every reader knows it. So
it is where a known total leaves nobody out: then none of its parts does.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from mangnon.engine.suppression.cells import NOTHING, Bools, Cells, Ints, Lines


def fold(cells: Cells) -> tuple[Cells, Ints]:
    """Return the different counts, and for each cell which of them it is."""
    size, of_cell = _the_same(cells)
    first = np.full(size, len(cells))
    np.minimum.at(first, of_cell, np.arange(len(cells)))
    has_whole = (cells.within != NOTHING) & (of_cell != of_cell[cells.within])
    within = np.full(size, NOTHING)
    within[of_cell[has_whole]] = of_cell[cells.within[has_whole]]
    lines, empty = _lines(cells, of_cell)
    known = _any(cells.known, of_cell, size)
    known[empty] = True
    folded = replace(
        cells,
        count=cells.count[first],
        below=_greatest(cells.below, of_cell, size),
        wide=_greatest(cells.wide, of_cell, size),
        wide_rest=_greatest(cells.wide_rest, of_cell, size),
        within=within,
        depth=-_greatest(-cells.depth, of_cell, size),
        shelf=cells.shelf[_highest(cells.depth, of_cell, size)],
        known=known,
        kept=_any(cells.kept, of_cell, size),
        lines=lines,
    )
    return folded, of_cell


def _the_same(cells: Cells) -> tuple[int, Ints]:
    lines = cells.lines
    is_part = ~lines.is_whole & ~cells.is_void[lines.cells]
    alone = np.bincount(lines.line_of, is_part, len(lines)) == 1
    is_part &= alone[lines.line_of]
    part = lines.cells[is_part]
    whole = lines.cells[lines.start[:-1]][lines.line_of[is_part]]
    same = cells.count[part] == cells.count[whole]
    all_of_it = np.flatnonzero(_leaves_nobody_out(cells))
    one = np.concatenate([part[same], all_of_it])
    other = np.concatenate([whole[same], cells.within[all_of_it]])
    tied = coo_array((np.ones(len(one)), (one, other)), shape=(len(cells), len(cells)))
    size, of_cell = connected_components(tied, directed=False)
    return int(size), of_cell.astype(np.int64)


def _leaves_nobody_out(cells: Cells) -> Bools:
    """Say which counts every reader knows to be the whole that they are within.

    That is so where both are known, and then below it: the rests of the parts add up to nothing.
    """
    lines, is_within = cells.lines, cells.within != NOTHING
    wholes = lines.cells[lines.start[:-1]]
    lacks = np.bincount(lines.line_of, ~is_within[lines.cells], len(lines)) > 0
    found: Bools = is_within & cells.known & cells.known[cells.within] & (cells.rest == 0)
    while True:
        passes_on = found[wholes] & ~lacks
        below = lines.cells[passes_on[lines.line_of]]
        grown = found.copy()
        grown[below[cells.rest[below] == 0]] = True
        if np.array_equal(grown, found):
            return found
        found = grown


def _lines(cells: Cells, of_cell: Ints) -> tuple[Lines, list[int]]:
    """Return the lines of the different counts, each once, and which counts are nobody for sure.

    Where the whole is one of its own parts, the others are empty, and every reader knows it.
    """
    lines = cells.lines
    flat, is_void = of_cell[lines.cells].tolist(), cells.is_void[lines.cells].tolist()
    found: dict[tuple[int, ...], None] = {}
    empty: set[int] = set()
    for start, end in pairwise(lines.start.tolist()):
        whole = flat[start]
        parts = sorted(flat[at] for at in range(start + 1, end) if not is_void[at])
        if whole in parts:
            empty.update(part for part in parts if part != whole)
        elif parts:
            found[whole, *parts] = None
    return Lines.of(list(found)), sorted(empty)


def _highest(depth: Ints, of_cell: Ints, size: int) -> Ints:
    """Return for each different count the cell of it that stands nearest to the top."""
    deepest_first = np.argsort(-depth, kind="stable")
    found = np.zeros(size, np.int64)
    found[of_cell[deepest_first]] = deepest_first
    return found


def _greatest(values: Ints, of_cell: Ints, size: int) -> Ints:
    found = np.full(size, values.min(initial=0))
    np.maximum.at(found, of_cell, values)
    return found


def _any(values: Bools, of_cell: Ints, size: int) -> Bools:
    return np.bincount(of_cell[values], minlength=size) > 0
