"""One count by unit and by the members of several breakdowns at once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial, reduce
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from mangnon.engine.bitmaps.bitmaps import Bitmaps, Words
from mangnon.engine.bitmaps.chunks import condition_text
from mangnon.engine.bitmaps.runs import Runs
from mangnon.engine.compile import Count, Scan
from mangnon.engine.counting.rollup import Cells, Ints, Units, roll_up_one

BLOCK = 1 << 15  # words that are crossed at a time, so that they stay near the processor
POOL = ThreadPoolExecutor(pl.thread_pool_size())


class Crossable(Protocol):
    """One table of a snapshot, ready to be crossed."""

    @property
    def scan(self) -> Scan: ...

    def cross(
        self, count: Count, dimensions: Sequence[str], where: Mapping[str, int], units: Ints
    ) -> Ints:
        """Return an array of (units, members of the first dimension, of the second, …).

        `where` keeps, of some breakdowns, the rows of one member, given by its place in the list.
        A breakdown is of the rows, or a class that each unit has.
        """
        ...


@dataclass(frozen=True)
class Bits:
    """A table whose rows are bits."""

    scan: Scan
    bitmaps: Bitmaps
    units: Units
    sizes: Mapping[str, int]  # how many members each breakdown has

    def cross(
        self, count: Count, dimensions: Sequence[str], where: Mapping[str, int], units: Ints
    ) -> Ints:
        classes = self.units.classes
        asked = [self.bitmaps.conditions[condition_text(count.condition)]]
        asked += [self.bitmaps.members[n][place] for n, place in where.items() if n not in classes]
        of_rows = [name for name in dimensions if name not in classes]
        blocks = self._blocks_of(units)
        own = np.zeros((math.prod(self.sizes[name] for name in of_rows), len(self.units)), np.int64)
        members = [self.bitmaps.members[name] for name in of_rows]
        found = POOL.map(partial(_count_block, asked, members), blocks)
        for (_, runs), counts in zip(blocks, found, strict=True):
            runs.add_to(own, counts)
        for name in where.keys() & classes.keys():
            own *= classes[name] == where[name]
        own = own.reshape(*(self.sizes[name] for name in of_rows), len(self.units))
        for place, name in enumerate(dimensions):
            if name in classes:
                of = [own * (classes[name] == member) for member in range(self.sizes[name])]
                own = np.stack(of, axis=place)
        return np.moveaxis(self.units.add_up(own)[..., units], -1, 0)

    @cached_property
    def _blocks(self) -> list[tuple[slice, Runs]]:
        """Return the runs some thousand words at a time."""
        runs = self.bitmaps.runs
        steps = np.arange(0, runs.rows, BLOCK * 64)
        starts = np.searchsorted(runs.bounds[:-1], steps)
        ends = np.unique(np.append(starts, len(runs.unit))).tolist()
        return [runs.part(first, last) for first, last in pairwise(ends)]

    def _blocks_of(self, units: Ints) -> list[tuple[slice, Runs]]:
        """Return the blocks in which there is a row of the units or of one below."""
        if len(units) == len(self.units):
            return self._blocks
        is_asked = np.zeros(len(self.units) + 1, np.bool_)  # the last place is NOWHERE
        is_asked[units] = True
        below = reduce(np.logical_or, (is_asked[step] for step in self.units.steps))
        return [block for block in self._blocks if below[block[1].unit].any()]


@dataclass(frozen=True)
class GroupedRows:
    """A table whose different things are counted, as the cells of the portable path."""

    scan: Scan
    cells: Cells
    units: Units
    sizes: Mapping[str, int]  # how many members each breakdown has

    def cross(
        self, count: Count, dimensions: Sequence[str], where: Mapping[str, int], units: Ints
    ) -> Ints:
        chosen = np.ones(len(self.cells.unit), np.bool_)
        for name, place in where.items():
            chosen &= self.cells.member(name, self.units) == place
        cells = self.cells.only(chosen)
        sizes = [self.sizes[name] for name in dimensions]
        member = np.zeros(len(cells.unit), np.int64)
        for name, size in zip(dimensions, sizes, strict=True):
            member = member * size + cells.member(name, self.units)
        found = roll_up_one(cells, self.units, count, member, math.prod(sizes))
        return found[units].reshape(len(units), *sizes)


def _count_block(
    asked: Sequence[Words], members: Sequence[Words], block: tuple[slice, Runs]
) -> npt.NDArray[np.int32]:
    """Return the counts of (combinations of members, runs), the last dimension changing first."""
    part, runs = block
    words = reduce(np.bitwise_and, (several[part] for several in asked))
    spare = [np.empty_like(words) for _ in members]
    combinations = _combinations(words, [several[:, part] for several in members], spare)
    return np.stack([runs.count(words) for words in combinations])


def _combinations(
    words: Words, members: Sequence[Words], spare: Sequence[Words]
) -> Iterator[Words]:
    """Yield the words of every combination, each in the place of the one before."""
    if not members:
        yield words
        return
    for one in members[0]:
        np.bitwise_and(words, one, out=spare[0])
        yield from _combinations(spare[0], members[1:], spare[1:])
