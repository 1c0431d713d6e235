"""Results as they may leave the office: what tells of a few is hidden, and what would betray it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.flags import SUPPRESSED
from mangnon.engine.suppression.cells import NOTHING
from mangnon.engine.suppression.hiding import hide
from mangnon.engine.suppression.layers import Layers, Place, Sum, Unit
from mangnon.engine.suppression.top import settle_top

ABOUT = ("leaf", "unit", "unit_valid_from", "dimension", "member")
SHOWN = (*ABOUT, "basis", "flags")
STANDING_FLAGS = ("definition_unsettled", "several_targets")  # they tell nothing of the counts
COUNTS = ("numerator", "denominator")
OF_UNITS = "share_of_units"
SHARE = "share"
EVERY_ROW = "TRUE"
Counted = tuple[str, str, frozenset[str], str]  # table, rows or entities, conditions, period


def release(
    results: pa.Table,
    catalog: Catalog,
    sums: Sequence[Sum],
    *,
    on: date,
    earlier: Sequence[pa.Table] = (),
    always_told: Collection[Unit] = (),
) -> pa.Table:
    """Return the results with every count hidden that is small or would give a small one away.

    All tables of the results are taken together, so give all that will be published, of the units
    of every day that they will be shown on; `sums` says what adds up to what, and the definitions
    are those in force `on` a day. `earlier` are tables that are out already: what they printed
    stays shown while it is still the same, and what they hid stays hidden. The totals of the units
    `always_told` are shown however small; no cell is kept less sure than they leave it. In a hidden
    row every figure is null that follows from the hidden count, and it is flagged "suppressed".
    Counts of communes and schools, and figures reported without counts, are left as they are.
    """
    refined = {
        name: (codes.grouped_by, {code.code: code.group for code in codes.codes})
        for name, codes in catalog.lists.items()
        if codes.grouped_by
    }
    built = _Built(catalog.in_force(on), Layers(sums, refined, frozenset(always_told)))
    rows = built.add(results)
    for table in earlier:
        built.mark_printed(table)
    settle_top(built.layers)
    hidden = hide(built.layers.cells()).mask
    of_numerators = [any(hidden[cell] for cell in made_of) for made_of, _low in rows]
    of_denominators = [low != NOTHING and bool(hidden[low]) for _made_of, low in rows]
    return _without(
        results, pa.array(of_numerators, pa.bool_()), pa.array(of_denominators, pa.bool_())
    )


@dataclass
class _Built:
    """The counts of the results in layers: one for each set of rows that any leaf counts."""

    definitions: Mapping[str, Definition]
    layers: Layers
    apart: frozenset[Counted] = frozenset()

    def add(self, results: pa.Table) -> list[tuple[tuple[int, ...], int]]:
        """Return of every row the cells its numerator is made of, and that of its denominator."""
        self.apart = self._in_dispute(results)
        return [self._add_row(row) for row in _rows(results)]

    def _in_dispute(self, results: pa.Table) -> frozenset[Counted]:
        """Return what leaves seem to count alike and yet count differently: no sum ties those."""
        first: dict[tuple[Counted, Place], int] = {}
        return frozenset(
            counted
            for row in _rows(results)
            for definition, counts in self._counts(row)
            for role, count in counts.items()
            for counted in [_counted(definition, role)]
            if first.setdefault((counted, _place(row)), count) != count
        )

    def _add_row(self, row: Mapping[str, Any]) -> tuple[tuple[int, ...], int]:
        for definition, counts in self._counts(row):
            top, bottom = (
                self.layers.add(
                    self._layer(definition, role), _place(row), count, definition.hide_below
                )
                for role, count in counts.items()
            )
            if definition.kind == SHARE:
                self.layers.within[top] = bottom
            return ((top, bottom) if definition.is_change else (top,)), bottom
        return (), NOTHING

    def mark_printed(self, table: pa.Table) -> None:
        """Mark what a table printed, and what is still the same, as known; keep what it hid."""
        for row in _rows(table):
            definition = self.definitions.get(row["leaf"])
            if definition is None:
                continue
            printed = _as_counted(definition, row)
            for role in printed:
                cell = self.layers.at.get((self._layer(definition, role), _place(row)))
                if cell is not None:
                    is_same = self.layers.count[cell] == printed[role]
                    self.layers.known[cell] |= is_same
                    self.layers.kept[cell] |= printed[role] is None

    def _counts(self, row: Mapping[str, Any]) -> Iterator[tuple[Definition, dict[str, int]]]:
        definition = self.definitions.get(row["leaf"])
        if definition is not None:
            counts = _as_counted(definition, row)
            if counts and None not in counts.values():
                yield definition, counts

    def _layer(self, definition: Definition, role: str) -> Hashable:
        counted = _counted(definition, role)
        return (definition.leaf, role) if counted in self.apart else counted


def _as_counted(definition: Definition, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the counts of children behind a row by role; none where it counts no children.

    Of a change on last year that is this year's count: the fall itself may be negative.
    """
    if not definition.is_computed or definition.kind == OF_UNITS:
        return {}
    top, bottom = row["numerator"], row["denominator"]
    if definition.is_change:
        top = None if top is None or bottom is None else bottom - top
    return {"numerator": top, "denominator": bottom}


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    yield from table.select([*ABOUT, *COUNTS]).to_pylist()


def _place(row: Mapping[str, Any]) -> Place:
    return Place((row["unit"], row["unit_valid_from"]), row["dimension"], row["member"])


def _counted(definition: Definition, role: str) -> Counted:
    """Return what tells whether two counts are of the same rows: a share's are within its whole."""
    term = definition.terms[role]
    roles = {role, "denominator"} if definition.kind == SHARE else {role}
    conditions = frozenset(definition.terms[name].where for name in roles) - {EVERY_ROW}
    return term.table, term.count, conditions, definition.period


def _without(results: pa.Table, numerator: pa.Array, denominator: pa.Array) -> pa.Table:
    either = pc.or_(numerator, denominator)
    masks = {"numerator": numerator, "denominator": denominator}
    columns = {}
    for name in results.column_names:
        column = results[name].combine_chunks()
        if name not in SHOWN:
            mask = masks.get(name, either)
            column = pc.if_else(mask, pa.scalar(None, column.type), column)
        columns[name] = column
    columns["flags"] = pa.array(
        [
            [*(flag for flag in flags if flag in STANDING_FLAGS), SUPPRESSED]
            if is_hidden
            else flags
            for flags, is_hidden in zip(
                columns["flags"].to_pylist(), either.to_pylist(), strict=True
            )
        ],
        columns["flags"].type,
    )
    return pa.table(columns, schema=results.schema)
