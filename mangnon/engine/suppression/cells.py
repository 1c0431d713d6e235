"""Counts that are published together, and the sums that tie them to each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NOTHING = -1


@dataclass(frozen=True)
class Lines:
    """Sums of cells: line k is `cells[start[k]:start[k + 1]]`, the whole first, then its parts."""

    start: Ints
    cells: Ints

    def __len__(self) -> int:
        return len(self.start) - 1

    @classmethod
    def of(cls, lines: Iterable[Sequence[int]]) -> Lines:
        kept = list(lines)
        sizes = np.fromiter((len(line) for line in kept), np.int64, len(kept))
        start = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        flat = (cell for line in kept for cell in line)
        return cls(start, np.fromiter(flat, np.int64, int(start[-1])))

    @cached_property
    def line_of(self) -> Ints:
        """Return the line of each entry of `cells`."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    @cached_property
    def is_whole(self) -> Bools:
        found = np.zeros(len(self.cells), np.bool_)
        found[self.start[:-1]] = True
        return found


@dataclass(frozen=True)
class Cells:
    """All counts that readers can lay side by side.

    `below` is what a count must reach to be shown. `wide` is how far apart the least and the most
    that a hidden count can be must stay, `wide_rest` the same of how many of its whole it leaves
    out. `within` is the cell that a count is a part of (its denominator), NOTHING where there is
    none. `depth` is how far below the top a cell stands: a deeper one is the smaller loss. Cells
    of one `shelf` can be hidden together: one breakdown of all communes. What is `known` is out
    already and cannot be hidden; what is `kept` has been hidden before and stays so.
    """

    count: Ints
    below: Ints
    wide: Ints
    wide_rest: Ints
    within: Ints
    depth: Ints
    shelf: Ints
    known: Bools
    kept: Bools
    lines: Lines

    def __len__(self) -> int:
        return len(self.count)

    @cached_property
    def rest(self) -> Ints:
        """Return how many of its whole each count leaves out; NOTHING where it has no whole."""
        whole = self.count[np.maximum(self.within, 0)]
        return np.where(self.within == NOTHING, NOTHING, whole - self.count)

    @cached_property
    def is_void(self) -> Bools:
        """Say which counts are zero because there is nobody to count: those hide nothing."""
        void: Bools = (self.count == 0) & (self.rest <= 0)
        return void

    @cached_property
    def is_small(self) -> Bools:
        """Say which counts would tell of a few: too few have it, or too few have it not.

        Nobody is not a few: a zero says nothing of any one child, and that every child has what
        all should have is the aim.
        """
        some_have_it_not = (self.count > 0) & _is_few(self.rest, self.below)
        return _is_few(self.count, self.below) | some_have_it_not


def _is_few(count: Ints, below: Ints) -> Bools:
    return (count > 0) & (count < below)
