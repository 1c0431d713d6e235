"""One count by unit and by the members of several breakdowns at once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np
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

    def cross(self, count: Count, dimensions: Sequence[str], where: Mapping[str, int]) -> Ints:
        """Return an array of (units, members of the first dimension, of the second, …).

        `where` keeps, of some breakdowns, the rows of one member, given by its place in the list.
        """
        ...


@dataclass(frozen=True)
class Bits:
    """A table whose rows are bits."""

    scan: Scan
    bitmaps: Bitmaps
    units: Units

    def cross(self, count: Count, dimensions: Sequence[str], where: Mapping[str, int]) -> Ints:
        words = self.bitmaps.conditions[condition_text(count.condition)]
        kept = [self.bitmaps.members[name][place] for name, place in where.items()]
        members = [self.bitmaps.members[name] for name in dimensions]
        sizes = [len(several) for several in members]
        own = np.zeros((len(self.units), math.prod(sizes)), np.int64)

        def add(part: slice, runs: Runs) -> None:
            cells = words[part]
            for one in kept:
                cells = cells & one[part]
            found = runs.count(_crossed(cells, [several[:, part] for several in members]))
            np.add.at(own, runs.unit, found.T)

        list(POOL.map(lambda block: add(*block), self._blocks()))
        return self.units.add_up(own).reshape(len(self.units), *sizes)

    def _blocks(self) -> Iterator[tuple[slice, Runs]]:
        runs = self.bitmaps.runs
        steps = np.arange(0, runs.rows, BLOCK * 64)
        first = np.unique(np.append(np.searchsorted(runs.bounds[:-1], steps), len(runs.unit)))
        for start, end in zip(first[:-1].tolist(), first[1:].tolist(), strict=True):
            yield runs.part(start, end)


@dataclass(frozen=True)
class GroupedRows:
    """A table whose different things are counted, as the cells of the portable path."""

    scan: Scan
    cells: Cells
    units: Units
    sizes: Mapping[str, int]  # how many members each breakdown has

    def cross(self, count: Count, dimensions: Sequence[str], where: Mapping[str, int]) -> Ints:
        chosen = np.ones(len(self.cells.unit), np.bool_)
        for name, place in where.items():
            chosen &= self.cells.members[name] == place
        cells = self.cells.only(chosen)
        sizes = [self.sizes[name] for name in dimensions]
        member = np.zeros(len(cells.unit), np.int64)
        for name, size in zip(dimensions, sizes, strict=True):
            member = member * size + cells.members[name]
        found = roll_up_one(cells, self.units, count, member, math.prod(sizes))
        return found.reshape(len(self.units), *sizes)


def _crossed(words: Words, members: Sequence[Words]) -> Words:
    """Return the words of every combination of members, the last dimension changing first."""
    cells = words[None, :]
    for several in members:
        cells = (cells[:, None, :] & several[None, :, :]).reshape(-1, cells.shape[-1])
    return cells
