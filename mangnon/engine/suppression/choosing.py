"""Which further cells to hide, so that no sum gives a hidden one away.

A line is safe when two of its cells are hidden and, while its whole is shown, the hidden parts hold
enough between them: with 1 and 2 hidden, a sum of 3 tells that both are small. This looks at one
line at a time; `bounds.py` and `ranges.py` then look at all of them together.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import log1p

import numpy as np

from mangnon.engine.suppression.cells import NOTHING, Bools, Cells

# What a cell costs, in natural logarithms of its count: prices that kept most shown in trials.
UNTOUCHED_LINE = 8.0  # for each line that had nothing hidden yet and then needs a second cell
ZERO = 50.0  # a zero that is shown is worth much to readers and little to others
HIGHER_UP, DEEPEST = 4.0, 8  # for each step nearer to the top
FALLS_SHORT = 2.0  # for each child that the line still lacks
TOO_MUCH = 1 / 2  # of a shelf that is hidden: then all of it is
MANY = 30  # cells of a shelf: smaller ones cost little to hide one by one
ENDLESS = 1 << 40  # how far a count may rise that is no part of another


class Chooser:
    """Hides cells one by one and keeps count of what is hidden in every line."""

    def __init__(self, cells: Cells) -> None:
        lines = cells.lines
        self.cells = cells
        self.count = cells.count.tolist()
        self.wide = np.maximum(cells.wide, cells.wide_rest).tolist()
        self.rest = np.where(cells.within == NOTHING, ENDLESS, cells.rest).tolist()
        self.depth = cells.depth.tolist()
        self.fixed = (cells.known | cells.is_void).tolist()
        self.within = cells.within.tolist()
        self.parts_of: list[list[int]] = [[] for _cell in range(len(cells))]
        for part in np.flatnonzero(cells.within != NOTHING).tolist():
            self.parts_of[self.within[part]].append(part)
        self.hidden = [False] * len(cells)
        starts = lines.start.tolist()
        flat = lines.cells.tolist()
        self.lines = [flat[a:b] for a, b in pairwise(starts)]
        self.lines_of: list[list[int]] = [[] for _cell in range(len(cells))]
        for number, line in enumerate(self.lines):
            for cell in line:
                self.lines_of[cell].append(number)
        self.hidden_in = [0] * len(self.lines)
        self.shelf = cells.shelf.tolist()
        self.on_shelf: dict[int, list[int]] = {}
        for cell in np.flatnonzero(~(cells.known | cells.is_void)).tolist():
            self.on_shelf.setdefault(self.shelf[cell], []).append(cell)
        self.exhausted: set[int] = set()  # lines around which nothing is left to hide
        self.waiting: deque[int] = deque()
        self.is_waiting = [False] * len(self.lines)

    @property
    def mask(self) -> Bools:
        return np.array(self.hidden, np.bool_)

    def hide(self, chosen: Iterable[int]) -> None:
        """Hide the cells, and then whatever their lines need."""
        for cell in chosen:
            self._hide(cell)
        while self.waiting:
            number = self.waiting.popleft()
            self.is_waiting[number] = False
            self._settle(number)

    def hide_beside(self, cell: int, *, whole_shelf: bool = False) -> bool:
        """Hide the cheapest one that stands beside a hidden cell; say whether there was any.

        That is in one of its lines, its whole, or a part shown of it: a part that is shown tells
        how many there are at least. With it goes its whole shelf, where that is asked for.
        """
        tied = {*self._tied(cell)}
        return self._hide_one(self.lines_of[cell], tied, whole_shelf=whole_shelf)

    def hide_nearest(self, cell: int) -> None:
        """Hide the shelf of the cheapest in the nearest lines that still show any."""
        reached: set[int] = set()
        for lines, tied in self._rings(cell):
            if self._hide_one(lines, tied, whole_shelf=True):
                return
            reached |= lines
        self.exhausted |= reached

    def hide_all_around(self, cell: int) -> None:
        """Hide the shelves of all that is tied to a cell."""
        around: set[int] = set()
        for lines, tied in self._rings(cell):
            around |= tied
            around.update(other for number in lines for other in self.lines[number])
            self.exhausted |= lines
        shelves = {self.shelf[tied] for tied in around if self._may_be_hidden(tied)}
        self.hide_shelves(sorted(shelves))

    def _tied(self, cell: int) -> Iterator[int]:
        """Yield the whole of a cell, and its parts that are not empty."""
        if self.within[cell] != NOTHING:
            yield self.within[cell]
        yield from (part for part in self.parts_of[cell] if self.count[part])

    def _rings(self, cell: int) -> Iterator[tuple[set[int], set[int]]]:
        """Yield a cell's lines and what is tied to it, then those of what is hidden of that."""
        ring, seen, asked = {cell}, {cell}, set(self.exhausted)
        while ring:
            lines = {number for near in ring for number in self.lines_of[near]} - asked
            tied = {other for near in ring for other in self._tied(near)}
            yield lines, tied
            asked |= lines
            near = tied.union(*(self.lines[number] for number in lines)) - seen
            ring = {other for other in near if self.hidden[other]}
            seen |= ring

    def hide_shelves(self, shelves: Iterable[int]) -> None:
        """Hide all that stands on the shelves."""
        self.hide([cell for shelf in shelves for cell in self.on_shelf[shelf]])

    def hopeless_shelves(self) -> list[int]:
        """Return the shelves of which so much is hidden that the rest is of no use to readers."""
        return [
            shelf
            for shelf, cells in self.on_shelf.items()
            for hidden in [sum(self.hidden[cell] for cell in cells)]
            if len(cells) >= MANY and TOO_MUCH * len(cells) < hidden < len(cells)
        ]

    def _hide_one(self, lines: Iterable[int], beside: Iterable[int], *, whole_shelf: bool) -> bool:
        prices = {
            cell: self._cost(cell, 0, 0, is_whole=place == 0)
            for number in lines
            for place, cell in enumerate(self.lines[number])
            if self._may_be_hidden(cell)
        }
        prices |= {
            cell: self._cost(cell, 0, 0, is_whole=False)
            for cell in beside
            if self._may_be_hidden(cell)
        }
        if not prices:
            return False
        best = min(prices, key=lambda cell: (prices[cell], cell))
        if whole_shelf:
            self.hide_shelves([self.shelf[best]])
        else:
            self.hide([best])
        return True

    def _may_be_hidden(self, cell: int) -> bool:
        return not (self.hidden[cell] or self.fixed[cell])

    def _hide(self, cell: int) -> None:
        if not self._may_be_hidden(cell):
            return
        self.hidden[cell] = True
        for number in self.lines_of[cell]:
            self.hidden_in[number] += 1
            if not self.is_waiting[number]:
                self.is_waiting[number] = True
                self.waiting.append(number)

    def _settle(self, number: int) -> None:
        while (lack := self._lacks(number)) is not None:
            best = self._best(number, *lack)
            if best is None:
                return
            self._hide(best)

    def _lacks(self, number: int) -> tuple[int, int] | None:
        """Return by how much the hidden parts hold too few with and without; None when safe."""
        whole, *parts = self.lines[number]
        inside = [cell for cell in parts if self.hidden[cell]]
        if self.hidden[whole]:
            return None if inside else (self.count[whole], 0)
        if not inside:
            return None
        needed = max(self.wide[cell] for cell in inside)
        few = needed - sum(self.count[cell] for cell in inside)
        full = needed - sum(self.rest[cell] for cell in inside)
        return None if len(inside) > 1 and few <= 0 and full <= 0 else (few, full)

    def _best(self, number: int, few: int, full: int) -> int | None:
        """Return the cheapest cell of a line that is still shown and makes up for the lack."""
        whole = self.lines[number][0]
        return min(
            (c for c in self.lines[number] if self._may_be_hidden(c)),
            key=lambda cell: self._cost(cell, few, full, is_whole=cell == whole),
            default=None,
        )

    def _cost(self, cell: int, few: int, full: int, *, is_whole: bool) -> float:
        drawn_in = sum(not self.hidden_in[number] for number in self.lines_of[cell])
        count, rest = self.count[cell], self.rest[cell]
        falls_short = 0 if is_whole else max(0, few - count) + max(0, full - rest)
        cost: float = (
            UNTOUCHED_LINE * drawn_in
            + ZERO * (count == 0)
            + HIGHER_UP * (is_whole + DEEPEST - self.depth[cell])
            + FALLS_SHORT * falls_short
            + log1p(count)
        )
        return cost
