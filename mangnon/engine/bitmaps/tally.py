"""Adding up the runs of bitmaps by unit, for every condition and every member of a breakdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt
import polars as pl

from mangnon.engine.bitmaps.bitmaps import Bitmaps, all_rows
from mangnon.engine.bitmaps.chunks import condition_text
from mangnon.engine.compile import Scan
from mangnon.engine.counting.rollup import TOTAL, Ints, Units


@dataclass(frozen=True)
class Tally:
    """How many rows of each unit itself answer each condition: in all, then by member.

    The last member of a breakdown is not counted: it has what the others leave of the whole.
    """

    scan: Scan
    units: Units
    places: Mapping[str, int]  # of each condition in `own`
    cells: Mapping[str, slice]  # of each breakdown in `own`, without its last member
    own: npt.NDArray[np.int32]  # (cells, conditions, units), the first cell is the whole

    def by(self, dimension: str, members: Sequence[str]) -> Mapping[str, Ints]:
        if dimension in self.units.classes:
            found = self._by_class(dimension, len(members))
        elif dimension == TOTAL:
            found = self._whole
        else:
            others = self.units.add_up(self.own[self.cells[dimension]])
            found = np.concatenate([others, self._whole - others.sum(axis=0)])
        return {
            count.name: found[:, self.places[condition_text(count.condition)]].T
            for count in self.scan.counts
        }

    @cached_property
    def _whole(self) -> Ints:
        return self.units.add_up(self.own[self.cells[TOTAL]])

    def _by_class(self, dimension: str, size: int) -> Ints:
        """Return what lies in units of each class: a unit is wholly of one."""
        of = self.units.classes[dimension]
        own = [self.own[0] * (of == place) for place in range(size)]
        return self.units.add_up(np.stack(own))


def tally(scan: Scan, units: Units, sizes: Mapping[str, int], chunks: Iterable[Bitmaps]) -> Tally:
    """Count every chunk; `sizes` says how many members each breakdown has."""
    texts = dict.fromkeys(condition_text(count.condition) for count in scan.counts)
    cells, end = {TOTAL: slice(0, 1)}, 1
    for name in scan.dimensions:
        cells[name] = slice(end, end + sizes[name] - 1)
        end += sizes[name] - 1
    own = np.zeros((end, len(texts), len(units)), np.int32)
    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        for chunk in chunks:
            several = [chunk.members[name][:-1] for name in scan.dimensions]
            members = np.concatenate([all_rows(chunk.runs.rows)[None, :], *several])
            add = partial(_add, chunk, members, own)
            list(pool.map(add, range(len(texts)), texts))
    return Tally(scan, units, {text: place for place, text in enumerate(texts)}, cells, own)


def _add(
    chunk: Bitmaps,
    members: npt.NDArray[np.uint64],
    own: npt.NDArray[np.int32],
    place: int,
    text: str,
) -> None:
    found = chunk.runs.count(members & chunk.conditions[text])
    chunk.runs.add_to(own[:, place], found)
