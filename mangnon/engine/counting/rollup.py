"""From commune x breakdown cells to every unit and every member of a breakdown.

Cells are first added up by commune, then along the tree of units: a query per level, or SQL's
GROUPING SETS, would read the data again for each (performance study, section 3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mangnon.engine.compile import Count, Scan
from mangnon.engine.definitions import CodeList
from mangnon.engine.issues import EngineError

Ints = npt.NDArray[np.int64]

TOTAL = "total"
NOWHERE = -1


@dataclass(frozen=True)
class Units:
    """The tree of units. `steps[k]` gives each unit's ancestor k steps up, itself for k = 0.

    `classes` gives for each dimension of units, as the class of area, the member that each unit is:
    whatever was counted in a unit is of that member.
    """

    codes: pa.Array
    valid_from: pa.Array
    steps: tuple[Ints, ...]
    classes: Mapping[str, Ints] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def keys(self) -> pa.Array:
        return unit_keys(self.codes, self.valid_from)

    @cached_property
    def climbs(self) -> tuple[Climb, ...]:
        """Return the steps by which what lies in units is added to those above, lowest first."""
        depth = sum((step != NOWHERE).astype(np.int64) for step in self.steps[1:])
        return tuple(
            _climb(np.flatnonzero(depth == level), self.steps[1])
            for level in range(len(self.steps) - 1, 0, -1)
        )

    def positions(self, codes: pa.Array, days: pa.Array) -> Ints:
        """Return the place of each unit in the tree, NOWHERE for one that is not there."""
        asked = unit_keys(codes, days).to_pylist()
        return np.array([self._places.get(key, NOWHERE) for key in asked], np.int64)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.keys.to_pylist())}

    def add_up(self, own: npt.NDArray[Any]) -> Ints:
        """Return what lies in each unit or below, of what lies in it alone; units come last."""
        total = own.astype(np.int64)
        for place in np.ndindex(total.shape[:-1]):  # one at a time stays near the processor
            of_units = total[place]
            for climb in self.climbs:
                of_units[climb.above] += np.add.reduceat(of_units[climb.below], climb.starts)
        return total


@dataclass(frozen=True)
class Climb:
    """Units of one level by the unit above them: those of `above[i]` begin at `starts[i]`."""

    below: Ints
    starts: Ints
    above: Ints


def _climb(units: Ints, parent: Ints) -> Climb:
    below = units[np.argsort(parent[units], kind="stable")]
    above, starts = np.unique(parent[below], return_index=True)
    return Climb(below, starts, above)


@dataclass(frozen=True)
class Cells:
    """The rows of a scan: where each lies, in which member of each breakdown, and its counts."""

    scan: Scan
    unit: Ints
    members: Mapping[str, Ints]
    entity: Ints
    counts: Mapping[str, Ints]

    def member(self, dimension: str, units: Units) -> Ints:
        """Return which member each cell is of: of its rows, or of the class that its unit has."""
        if dimension in units.classes:
            return units.classes[dimension][self.unit]
        return self.members.get(dimension, np.zeros(len(self.unit), np.int64))

    def only(self, chosen: npt.NDArray[np.bool_]) -> Cells:
        """Return the cells that are chosen."""
        return Cells(
            self.scan,
            self.unit[chosen],
            {name: members[chosen] for name, members in self.members.items()},
            self.entity[chosen],
            {name: counts[chosen] for name, counts in self.counts.items()},
        )


def read_units(table: pa.Table, classes: Mapping[str, Sequence[str]] | None = None) -> Units:
    """Return the tree; raise EngineError when a unit is there twice or its parent is not.

    `classes` names the dimensions of units, each with the codes of its list in order.
    """
    table = table.combine_chunks()
    keys = unit_keys(table["code"], table["valid_from"])
    if len(pc.unique(keys)) != len(keys):
        raise EngineError("Bảng units có đơn vị ghi hai lần cùng mã và ngày hiệu lực.")
    parents = unit_keys(table["parent_code"], table["parent_valid_from"])
    parent = _positions(parents, keys)
    lost = (parent == NOWHERE) & ~np.asarray(pc.equal(table["parent_code"], ""))
    if lost.any():
        names = ", ".join(np.asarray(table["code"])[lost][:5])
        raise EngineError(f"Bảng units: không có đơn vị cấp trên của {names}.")
    return Units(
        table["code"].combine_chunks(),
        table["valid_from"].combine_chunks(),
        _steps(parent),
        {name: _positions(table[name], pa.array(codes)) for name, codes in (classes or {}).items()},
    )


def unit_keys(codes: pa.Array | pa.ChunkedArray, days: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return one text a unit: a code alone is ambiguous."""
    keys = pc.binary_join_element_wise(codes.cast(pa.string()), days.cast(pa.string()), "|")
    return keys.combine_chunks() if isinstance(keys, pa.ChunkedArray) else keys


def read_cells(scan: Scan, table: pa.Table, units: Units, lists: Mapping[str, CodeList]) -> Cells:
    """Return a scan's rows as positions; raise EngineError for rows of a unit that is not there."""
    code, valid_from = (table[name] for name in scan.keys[:2])
    unit = _unit_positions(scan, code, valid_from, units)
    columns = scan.table.by_name
    members = {
        name: _positions(table[name], pa.array(lists[columns[name].list or ""].by_code))
        for name in scan.dimensions
    }
    entity = np.zeros(len(table), np.int64)
    if scan.entity:
        entity = _encoded(table[scan.entity])
    first = scan.same_counts
    read = {name: _whole_numbers(table[name]) for name in dict.fromkeys(first.values())}
    return Cells(scan, unit, members, entity, {name: read[first[name]] for name in first})


def roll_up(cells: Cells, units: Units, dimension: str, size: int) -> dict[str, Ints]:
    """Return for each count its value by unit and member, an array of (units, size)."""
    member = cells.member(dimension, units)
    first = cells.scan.same_counts
    found = {
        count.name: roll_up_one(cells, units, count, member, size)
        for count in cells.scan.counts
        if first[count.name] == count.name
    }
    return {name: found[same] for name, same in first.items()}


def roll_up_one(cells: Cells, units: Units, count: Count, member: Ints, size: int) -> Ints:
    """Return one count by unit and member, `member` saying for each cell which of `size` it is."""
    where = cells.unit * size + member
    if count.distinct:
        return _distinct(cells, units, where, count.name, size)
    return _added(where, cells.counts[count.name], units, size)


def _added(where: Ints, weights: Ints, units: Units, size: int) -> Ints:
    # bincount adds doubles, which are exact for whole numbers below 2**53.
    flat = np.bincount(where, weights=weights, minlength=len(units) * size)
    return units.add_up(flat.reshape(len(units), size).T).T


def _distinct(cells: Cells, units: Units, where: Ints, name: str, size: int) -> Ints:
    """Count each entity once in every unit that one of its cells lies in or below."""
    hit = cells.counts[name] > 0
    unit, member = np.divmod(where[hit], size)
    entity = cells.entity[hit]
    entities = int(entity.max(initial=0)) + 1
    seen = []
    for ancestor in units.steps:
        above = ancestor[unit]
        known = above != NOWHERE
        seen.append(((above * size + member) * entities + entity)[known])
    once = np.unique(np.concatenate(seen)) // entities
    return np.bincount(once, minlength=len(units) * size).reshape(len(units), size)


def _unit_positions(
    scan: Scan, codes: pa.ChunkedArray, days: pa.ChunkedArray, units: Units
) -> Ints:
    """Return the place of each row's unit; each different one is looked for once."""
    code, day = codes.combine_chunks(), days.combine_chunks()
    if not len(code):
        return np.zeros(0, np.int64)
    code, day = code.dictionary_encode(), day.dictionary_encode()
    pairs = np.asarray(code.indices).astype(np.int64) * len(day.dictionary) + day.indices
    different, which = np.unique(pairs, return_inverse=True)
    of_code, of_day = np.divmod(different, len(day.dictionary))
    keys = unit_keys(code.dictionary.take(of_code), day.dictionary.take(of_day))
    found = _positions(keys, units.keys)
    if (found == NOWHERE).any():
        lost = pc.min(keys.filter(pa.array(found == NOWHERE))).as_py().replace("|", " từ ")
        raise EngineError(
            f"Bảng {scan.table.name} có dòng của đơn vị {lost}, không có trong bảng units."
        )
    return found[which]


def _whole_numbers(values: pa.ChunkedArray) -> Ints:
    """Return counts as the engine wrote them: in 32 bits, 64, or as a decimal."""
    if not pa.types.is_integer(values.type):
        values = values.cast(pa.int64())
    return np.asarray(values)


def _steps(parent: Ints) -> tuple[Ints, ...]:
    steps = [np.arange(len(parent))]
    while (steps[-1] != NOWHERE).any():
        if len(steps) > len(parent) + 1:
            raise EngineError("Bảng units: có đơn vị là cấp trên của chính nó.")
        above = steps[-1]
        steps.append(np.where(above == NOWHERE, NOWHERE, parent[above]))
    return tuple(steps[:-1]) or (np.arange(0),)


def _positions(values: pa.Array | pa.ChunkedArray, known: pa.Array) -> Ints:
    found = pc.fill_null(pc.index_in(values, value_set=known), NOWHERE)
    return np.asarray(found).astype(np.int64)


def _encoded(values: pa.ChunkedArray) -> Ints:
    encoded = values.combine_chunks().dictionary_encode()
    return np.asarray(encoded.indices).astype(np.int64)
