"""A reader who lays all published tables side by side and works out what was hidden.

Written apart from the product: it takes only printed rows, sums of units and the definitions. For
each hidden count it asks a linear program for the least and the most it can be, until it has met
two answers of the count that lie far enough apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from scipy.sparse import csc_array

from mangnon.engine.definitions import Catalog
from mangnon.engine.suppression import Sum
from tests.engine_suppression.ranges import System, one_sum_at_a_time, ranges

Cell = tuple[Any, ...]  # what is counted, unit, dimension, member
Equation = dict[Cell, int]
HIGHEST = 1e6
# The numerator of 8a is what 8b divides by.
SAME: dict[str, Cell] = {"8a": ("children", "is_special_circumstances", "rows", "as_of")}


def recovered(
    published: Sequence[pa.Table],
    truth: pa.Table,
    catalog: Catalog,
    sums: Sequence[Sum],
    told: Hashable | None = None,
) -> dict[Cell, tuple[int, int]]:
    """Return the hidden counts that are pinned down too closely, each with its least and most.

    A total of the unit `told` is out however small: no count can be kept less sure than that total
    and the zeros that are shown leave it when all else is hidden.
    """
    known: dict[Cell, int] = {}
    asked: dict[Cell, int] = {}
    for table in published:
        for row in table.to_pylist():
            definition = catalog.indicators[row["leaf"]]
            for cell, count in _cells(row, catalog):
                asked[cell] = definition.hide_below
                if count is not None:
                    known[cell] = count
    true = {cell: n for row in truth.to_pylist() for cell, n in _cells(row, catalog)}
    hidden = {cell: below for cell, below in asked.items() if cell not in known}
    shares = [row for row in truth.to_pylist() if catalog.indicators[row["leaf"]].kind == "share"]
    pairs = {tuple(cell for cell, _n in _cells(row, catalog)) for row in shares}
    sought = hidden
    if told is not None:
        bare = {cell: n for cell, n in true.items() if cell[1:3] == (told, "total")}
        bare |= {cell: 0 for cell, n in true.items() if not n and cell not in hidden}
        every = {cell: hidden.get(cell, 0) for cell in true if cell not in bare}
        cells, nothing_else = _system(sums, pairs, bare, every, true)
        low, high = one_sum_at_a_time(nothing_else)
        leaves = dict(zip(cells, (high - low).tolist(), strict=True))
        sought = {cell: min(n, leaves.get(cell, 0)) for cell, n in hidden.items()}
    cells, system = _system(sums, pairs, known, sought, true)
    low, high = ranges(system)
    found = {cell: (int(a), int(b)) for cell, a, b in zip(cells, low, high, strict=True)}
    narrow = {cell for cell, (least, most) in found.items() if most - least < sought[cell]}
    if narrow and told is not None:
        cells, nothing_else = _system(sums, pairs, bare, every, true, narrow)
        low, high = ranges(nothing_else)
        leaves = dict(zip(cells, (high - low).tolist(), strict=True))
        narrow = {
            cell
            for cell in narrow
            if found[cell][1] - found[cell][0] < min(hidden[cell], leaves.get(cell, 0))
        }
    return {cell: found[cell] for cell in narrow}


def _cells(row: Mapping[str, Any], catalog: Catalog) -> Iterator[tuple[Cell, int | None]]:
    definition = catalog.indicators[row["leaf"]]
    where = _unit(row), row["dimension"], row["member"]
    term = definition.terms["denominator"]
    whole = term.table, term.where, term.count, definition.period
    yield (SAME.get(definition.leaf, definition.leaf), *where), row["numerator"]
    yield (whole, *where), row["denominator"]


def _unit(row: Mapping[str, Any]) -> Hashable:
    return row["unit"], row["unit_valid_from"]


def _equations(true: Mapping[Cell, int], sums: Sequence[Sum]) -> Iterator[Equation]:
    """Yield each sum over the tables; only those that hold in truth, which flatters the reader."""
    of_total: dict[tuple[Any, ...], list[Cell]] = defaultdict(list)
    for cell in true:
        if cell[2] != "total":
            of_total[cell[:3]].append(cell)
    for (what, unit, _dimension), parts in of_total.items():
        yield {(what, unit, "total", "total"): -1, **dict.fromkeys(parts, 1)}
    of_group: dict[Cell, list[Cell]] = defaultdict(list)
    for what, unit, dimension, member in true:
        if dimension == "ethnicity":
            group = {"01": "kinh", "unknown": "unknown"}.get(member, "other")
            of_group[what, unit, "ethnic_group", group].append((what, unit, dimension, member))
    for whole_group, parts in of_group.items():
        if whole_group in true:
            yield {whole_group: -1, **dict.fromkeys(parts, 1)}
    of_unit = {cell[0:1] + cell[2:] for cell in true}
    for whole, units in sums:
        for what, *rest in of_unit:
            parts = [(what, unit, *rest) for unit in units]
            if (what, whole, *rest) in true and all(part in true for part in parts):
                yield {(what, whole, *rest): -1, **dict.fromkeys(parts, 1)}


def _system(
    sums: Sequence[Sum],
    pairs: set[tuple[Cell, Cell]],
    known: Mapping[Cell, int],
    hidden: Mapping[Cell, float],
    true: Mapping[Cell, int],
    asked: Collection[Cell] | None = None,
) -> tuple[list[Cell], System]:
    """Return all that is said of the hidden counts, each to be as wide as `hidden` says."""
    cells = list(hidden)
    column = {cell: place for place, cell in enumerate(cells)}
    low, high = np.zeros(len(cells)), np.full(len(cells), HIGHEST)
    rows: list[tuple[dict[int, int], float, float]] = []
    for equation in _equations(true, sums):
        unknown = {column[cell]: sign for cell, sign in equation.items() if cell in hidden}
        given = -sum(sign * true[cell] for cell, sign in equation.items() if cell not in hidden)
        if unknown:
            rows.append((unknown, given, given))
    for part, whole in pairs:
        if part in hidden and whole in hidden:
            rows.append(({column[whole]: 1, column[part]: -1}, 0, HIGHEST))
        elif part in hidden:
            high[column[part]] = min(high[column[part]], known[whole])
        elif whole in hidden:
            low[column[whole]] = max(low[column[whole]], known[part])
    entries = [
        (n, at, sign) for n, (row, _low, _high) in enumerate(rows) for at, sign in row.items()
    ]
    number, at, sign = (np.array(x) for x in zip(*entries, strict=True))
    matrix = csc_array((sign.astype(float), (number, at)), shape=(len(rows), len(cells)))
    return cells, System(
        matrix,
        np.array([least for _row, least, _most in rows], float),
        np.array([most for _row, _least, most in rows], float),
        low,
        high,
        np.array([true[cell] for cell in cells], float),
        np.array(list(hidden.values()), float),
        np.array([asked is None or cell in asked for cell in cells]),
    )
