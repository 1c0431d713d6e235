"""What agencies had reported when a snapshot was taken: its tables `population`, `reported_counts`.

They are numbers that their sources published; they add up over units, and are not hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from mangnon.core.models import Unit
from mangnon.core.units.territories import unit_key
from mangnon.engine.crosswalk import UnitKey
from mangnon.engine.statistics.form import People
from mangnon.indicators.frozen import read_frozen
from mangnon.indicators.shelves import OnUnits, Shelf

OLD = 60  # a population of all ages names people of this age
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Numbers:
    """One number a unit, with the member of each breakdown; `sources` says who published them."""

    rows: Mapping[UnitKey, list[Row]]
    below: Mapping[UnitKey, list[UnitKey]]

    @cached_property
    def sources(self) -> list[str]:
        return sorted({row["source"] for rows in self.rows.values() for row in rows})

    def of(self, unit: Unit, shelf: Shelf, **member: str) -> int | None:
        """Return the number of a unit; None where it, or one that it is made of, has none."""
        keys = _parts(unit, shelf)
        found = [self._of_key(key, member) for key in keys]
        return None if not found or None in found else sum(n for n in found if n is not None)

    def members(self, unit: Unit, shelf: Shelf, dimension: str) -> set[str]:
        keys = [key for part in _parts(unit, shelf) for key in self._subtree(part)]
        return {row[dimension] for key in keys for row in self.rows.get(key, ())}

    def _of_key(self, key: UnitKey, member: Mapping[str, str]) -> int | None:
        own = self.rows.get(key)
        if own is not None:
            inside = (r for r in own if all(r[name] == m for name, m in member.items()))
            return sum(int(row["number"]) for row in inside)
        parts = [self._of_key(part, member) for part in self.below.get(key, ())]
        return None if not parts or None in parts else sum(n for n in parts if n is not None)

    def _subtree(self, key: UnitKey) -> list[UnitKey]:
        return [key, *(one for part in self.below.get(key, ()) for one in self._subtree(part))]


@lru_cache(maxsize=64)
def population(folder: Path, year: int, people: People) -> Numbers:
    """Return how many people of the ages and sex lived in each unit in a year."""
    rows = _read(folder, "population", year)
    if people.below_age is None and max((row["age"] for row in rows), default=0) < OLD:
        rows = []  # only children were published: nobody knows of how many all are
    top = people.below_age or 1000
    wanted = (row for row in rows if row["age"] < top and people.sex in {None, row["sex"]})
    return _numbers(folder, [{**row, "number": row["persons"]} for row in wanted])


@lru_cache(maxsize=64)
def items(folder: Path, year: int, item: str) -> Numbers:
    """Return how many of an item agencies counted in each unit in a year."""
    rows = _read(folder, "reported_counts", year)
    return _numbers(folder, [row for row in rows if row["item"] == item])


def _numbers(folder: Path, rows: Collection[Row]) -> Numbers:
    of_unit: dict[UnitKey, list[Row]] = defaultdict(list)
    for row in rows:
        of_unit[row["unit_code"], row["unit_valid_from"]].append(row)
    return Numbers(dict(of_unit), _below(folder))


def _read(folder: Path, table: str, year: int) -> list[Row]:
    """Return the rows of a year; none of a snapshot that was taken before there was the table."""
    if not (folder / table).exists():
        return []
    rows = read_frozen(folder, table)
    return rows.filter(pc.equal(rows["year"], year)).to_pylist() if rows.num_rows else []


@lru_cache(maxsize=16)
def _below(folder: Path) -> Mapping[UnitKey, list[UnitKey]]:
    below: dict[UnitKey, list[UnitKey]] = defaultdict(list)
    for unit in read_frozen(folder, "units").to_pylist():
        if unit["parent_code"]:
            above = unit["parent_code"], unit["parent_valid_from"]
            below[above].append((unit["code"], unit["valid_from"]))
    return below


def _parts(unit: Unit, shelf: Shelf) -> list[UnitKey]:
    """Return the units of the snapshot that a unit is made of; none where one lies in it partly."""
    if not isinstance(shelf, OnUnits):
        return [unit_key(unit)]
    territory = shelf.made.territories[unit_key(unit)]
    if territory.same is not None:
        return [territory.same]
    return [part.unit for part in territory.parts] if territory.is_whole else []
