"""From counts under keys to cells and lines: breakdowns, units above units, units of two days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from mangnon.engine.suppression.cells import NOTHING, Cells, Lines

Unit = Hashable
TOTAL = "total"


class Sum(NamedTuple):
    """A unit that its parts add up to: a province, or a new commune made of whole old ones."""

    whole: Unit
    parts: tuple[Unit, ...]


def sums_of(parents: Mapping[Unit, Unit | None]) -> list[Sum]:
    """Return the sums of a tree of units, each named with the unit above it."""
    parts: dict[Unit, list[Unit]] = defaultdict(list)
    for unit, parent in parents.items():
        if parent is not None:
            parts[parent].append(unit)
    return [Sum(whole, tuple(units)) for whole, units in parts.items()]


class Place(NamedTuple):
    """Which count of a layer: of a unit, in a member of a dimension or in total."""

    unit: Unit
    dimension: str
    member: str


@dataclass
class Layers:
    """Counts of several things (a denominator, a leaf's numerator), each in places of its own."""

    sums: Sequence[Sum] = ()
    # A dimension -> the coarser one that it refines, and in which member of that each member lies.
    refined: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    at: dict[tuple[Hashable, Place], int] = field(default_factory=dict)
    count: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    within: list[int] = field(default_factory=list)
    known: list[bool] = field(default_factory=list)

    def add(self, layer: Hashable, place: Place, count: int, below: int) -> int:
        """Return the cell of a count; one that is there already keeps the stricter threshold."""
        cell = self.at.setdefault((layer, place), len(self.count))
        if cell == len(self.count):
            self.count.append(count)
            self.below.append(below)
            self.within.append(NOTHING)
            self.known.append(False)
        self.below[cell] = max(self.below[cell], below)
        return cell

    def cells(self) -> Cells:
        """Return the cells with all their lines."""
        depth = self._depths()
        return Cells(
            count=np.array(self.count, np.int64),
            below=np.array(self.below, np.int64),
            within=np.array(self.within, np.int64),
            depth=np.array(
                [2 * depth.get(p.unit, 0) + (p.dimension != TOTAL) for _layer, p in self.at],
                np.int64,
            ),
            known=np.array(self.known, np.bool_),
            lines=Lines.of([*self._breakdowns(), *self._refinements(), *self._units()]),
        )

    def _breakdowns(self) -> Iterator[list[int]]:
        lines: dict[tuple[int, str], list[int]] = {}
        for (layer, place), cell in self.at.items():
            if place.dimension == TOTAL:
                continue
            whole = self.at.get((layer, Place(place.unit, TOTAL, TOTAL)))
            if whole is not None:
                lines.setdefault((whole, place.dimension), [whole]).append(cell)
        yield from lines.values()

    def _refinements(self) -> Iterator[list[int]]:
        lines: dict[int, list[int]] = {}
        for (layer, place), cell in self.at.items():
            coarser, group_of = self.refined.get(place.dimension, ("", {}))
            group = group_of.get(place.member, "")
            whole = self.at.get((layer, Place(place.unit, coarser, group)))
            if whole is not None:
                lines.setdefault(whole, [whole]).append(cell)
        yield from lines.values()

    def _units(self) -> Iterator[list[int]]:
        of_whole: dict[Unit, list[Sum]] = defaultdict(list)
        for sum_ in self.sums:
            of_whole[sum_.whole].append(sum_)
        for (layer, place), cell in self.at.items():
            for sum_ in of_whole[place.unit]:
                parts = (self.at.get((layer, place._replace(unit=unit))) for unit in sum_.parts)
                line = [cell, *(part for part in parts if part is not None)]
                if len(line) > 1:
                    yield line

    def _depths(self) -> dict[Unit, int]:
        depth: dict[Unit, int] = {}
        changed = True
        while changed:
            changed = False
            for whole, parts in self.sums:
                for unit in parts:
                    if depth.get(unit, 0) <= depth.get(whole, 0):
                        depth[unit] = depth.get(whole, 0) + 1
                        changed = True
        return depth
