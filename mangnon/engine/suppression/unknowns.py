"""What a reader does not know, and every sum that says something of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csc_array, csr_array
from scipy.sparse.csgraph import connected_components

from mangnon.engine.suppression.cells import NOTHING, Bools, Cells, Ints

Floats = npt.NDArray[np.float64]
FAR = 1000.0  # beyond all counts together: how high a count may rise that nothing holds


@dataclass(frozen=True)
class Unknowns:
    """The hidden cells, and what a hidden part leaves out of a hidden whole.

    `cell` is the cell each belongs to, `is_rest` says where it is what that leaves out, `wide` how
    far its least and most must be apart. The sums in `rows` come out at `sums` for every table that
    a reader must hold possible.
    """

    cell: Ints
    is_rest: Bools
    true: Ints
    wide: Ints
    low: Floats
    high: Floats
    rows: csr_array
    sums: Floats

    @classmethod
    def of(cls, cells: Cells, hidden: Bools) -> Unknowns:
        places = np.flatnonzero(hidden)
        column = np.full(len(cells), NOTHING)
        column[places] = np.arange(len(places))
        parts = np.flatnonzero(cells.within != NOTHING)
        both = parts[hidden[parts] & hidden[cells.within[parts]]]
        rest = cells.rest[both]
        is_few = (rest > 0) & (rest < cells.below[both])
        low, high = _bounds(cells, hidden, parts)
        true = np.concatenate([cells.count[places], rest])
        rows = _rows(cells, column, len(places), both)
        return cls(
            cell=np.concatenate([places, both]),
            is_rest=np.arange(len(places) + len(both)) >= len(places),
            true=true,
            wide=np.concatenate([cells.wide[places], np.where(is_few, cells.wide_rest[both], 0)]),
            low=np.concatenate([low[places], np.zeros(len(both))]),
            high=np.concatenate([high[places], np.full(len(both), high.max(initial=0))]),
            rows=rows,
            sums=rows @ true.astype(np.float64),
        )

    @cached_property
    def columns(self) -> csc_array:
        return self.rows.tocsc()

    def apart(self) -> Iterator[Ints]:
        """Yield the unknowns in groups that no sum ties together."""
        if not len(self.cell):
            return
        tied = abs(self.columns)
        count, label = connected_components(tied.T @ tied, directed=False)
        order = np.argsort(label, kind="stable")
        ends = np.cumsum(np.bincount(label, minlength=count))[:-1]
        yield from np.split(order, ends)


def _bounds(cells: Cells, hidden: Bools, parts: Ints) -> tuple[Floats, Floats]:
    """Return what each cell can be at least and at most by the cell it is within or holds."""
    wholes = cells.within[parts]
    low = np.zeros(len(cells))
    shown = ~hidden[parts]
    np.maximum.at(low, wholes[shown], cells.count[parts[shown]])
    high = np.full(len(cells), 2.0 * cells.count.sum() + FAR)
    shown = ~hidden[wholes]
    high[parts[shown]] = cells.count[wholes[shown]]
    return low, high


def _rows(cells: Cells, column: Ints, hidden: int, both: Ints) -> csr_array:
    """Return the lines as rows over the hidden cells, then whole = part + rest for each pair."""
    lines = cells.lines
    inside = column[lines.cells] != NOTHING
    used, line = np.unique(lines.line_of[inside], return_inverse=True)
    number = len(used) + np.arange(len(both))
    ones = np.ones(len(both))
    value = [np.where(lines.is_whole[inside], -1.0, 1.0), -ones, ones, ones]
    row = [line, number, number, number]
    at = [column[lines.cells[inside]], column[cells.within[both]], column[both]]
    at.append(hidden + np.arange(len(both)))
    return coo_array(
        (np.concatenate(value), (np.concatenate(row), np.concatenate(at))),
        shape=(len(used) + len(both), hidden + len(both)),
    ).tocsr()
