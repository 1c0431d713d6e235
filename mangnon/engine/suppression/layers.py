"""From counts under keys to cells and lines: breakdowns, units above units, units of two days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from mangnon.engine.suppression.cells import NOTHING, Cells, Ints, Lines

Unit = Hashable
TOTAL = "total"
ENDLESS = 1 << 40


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
    always_told: frozenset[Unit] = frozenset()  # units whose totals are told however small
    at: dict[tuple[Hashable, Place], int] = field(default_factory=dict)
    count: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    within: list[int] = field(default_factory=list)
    known: list[bool] = field(default_factory=list)
    kept: list[bool] = field(default_factory=list)

    def add(self, layer: Hashable, place: Place, count: int, below: int) -> int:
        """Return the cell of a count; one that is there already keeps the stricter threshold."""
        cell = self.at.setdefault((layer, place), len(self.count))
        if cell == len(self.count):
            self.count.append(count)
            self.below.append(below)
            self.within.append(NOTHING)
            self.known.append(False)
            self.kept.append(False)
        self.below[cell] = max(self.below[cell], below)
        return cell

    def cells(self) -> Cells:
        """Return the cells with all their lines."""
        level = self._levels()
        is_told = np.array([self._is_told(place) for _layer, place in self.at], np.bool_)
        below = np.where(is_told, 0, np.array(self.below, np.int64))
        wide, wide_rest = self._widths(below)
        return Cells(
            count=np.array(self.count, np.int64),
            below=below,
            wide=wide,
            wide_rest=wide_rest,
            within=np.array(self.within, np.int64),
            depth=np.array(
                [2 * len(level.get(p.unit, ())) + (p.dimension != TOTAL) for _layer, p in self.at],
                np.int64,
            ),
            shelf=self._shelves(level),
            known=np.array(self.known, np.bool_) | is_told,
            kept=np.array(self.kept, np.bool_) & ~is_told,
            lines=Lines.of([*self._breakdowns(), *self._refinements(), *self._units()]),
        )

    def _is_told(self, place: Place) -> bool:
        return place.dimension == TOTAL and place.unit in self.always_told

    def _widths(self, below: Ints) -> tuple[Ints, Ints]:
        """Return how unsure each count, and its rest, can be kept beside the totals always told.

        A reader knows that no part is more than the total, nor leaves out more than the total does.
        """
        top_of = self._tops()
        left, left_rest = np.full(len(below), ENDLESS), np.full(len(below), ENDLESS)
        for (layer, place), cell in self.at.items():
            top = top_of.get(place.unit)
            total = NOTHING if top is None else self.at.get((layer, top), NOTHING)
            if total == NOTHING:
                continue
            left[cell] = self.count[total]
            if self.within[total] != NOTHING and self.within[cell] != NOTHING:
                left_rest[cell] = self.count[self.within[total]] - self.count[total]
        wide_rest = np.minimum(below, left_rest)
        return np.minimum(wide_rest, left), wide_rest

    def _tops(self) -> dict[Unit, Place]:
        """Return for each unit the total always told of which its own is a part."""
        parts_of: dict[Unit, list[Unit]] = defaultdict(list)
        for whole, parts in self.sums:
            parts_of[whole] += parts
        found = {unit: Place(unit, TOTAL, TOTAL) for unit in self.always_told}
        waiting = list(self.always_told)
        while waiting:
            unit = waiting.pop()
            below = [part for part in parts_of[unit] if part not in found]
            found.update(dict.fromkeys(below, found[unit]))
            waiting += below
        return found

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

    def _shelves(self, level: Mapping[Unit, tuple[int, ...]]) -> Ints:
        """Return for each cell the shelf it stands on: a layer, by one dimension, at one level."""
        number: dict[Hashable, int] = {}
        return np.array(
            [
                number.setdefault((layer, p.dimension, level.get(p.unit, ())), len(number))
                for layer, p in self.at
            ],
            np.int64,
        )

    def _levels(self) -> dict[Unit, tuple[int, ...]]:
        """Return the way from the top to each unit: in which sum of the one above it stands.

        Districts and new communes both add up to the province, and are two levels. The longest way
        counts.
        """
        sums: dict[Unit, list[Sum]] = defaultdict(list)
        for sum_ in self.sums:
            sums[sum_.whole].append(sum_)
        level: dict[Unit, tuple[int, ...]] = {}
        waiting = list(sums)
        while waiting:
            whole = waiting.pop()
            for number, (_whole, parts) in enumerate(sums[whole]):
                way = (*level.get(whole, ()), number)
                longer = [part for part in parts if len(level.get(part, ())) < len(way)]
                level.update(dict.fromkeys(longer, way))
                waiting += [part for part in longer if part in sums]
        return level
