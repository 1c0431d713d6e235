"""What the checks count in a snapshot's own tables: a part and the whole it is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sqlglot import exp

from mangnon.engine.compile import Count, Scan
from mangnon.engine.counting.counter import opener
from mangnon.engine.counting.rollup import TOTAL, Ints, read_units
from mangnon.engine.definitions import Catalog, Term
from mangnon.engine.periods import period_of
from mangnon.engine.predicates import bind, conjuncts, parse
from mangnon.engine.quality.check import Check
from mangnon.engine.reported import UnitKey
from mangnon.engine.results import unit_list

UNITS = "units"
Pair = tuple[int, int]  # part and whole


def count_shares(
    data: Path, catalog: Catalog, checks: Sequence[Check], as_of: date
) -> Mapping[tuple[str, UnitKey], Pair]:
    """Return part and whole of every check of kind `share`, by its name and the unit.

    One scan a table serves all checks. A part that is counted in the table of its whole is counted
    within it.
    """
    shares = [check for check in checks if check.part is not None and check.whole is not None]
    if not shares:
        return {}
    asked: dict[str, list[Count]] = {}
    for check in shares:
        for role, term, where in _terms(check):
            name = f"{role}_{check.name}"
            asked.setdefault(term.table, []).append(_count(name, term, where, as_of))
    tables = [catalog.tables[name] for name in dict.fromkeys((UNITS, *asked))]
    counted: dict[str, Ints] = {}
    with opener("duckdb")(data, catalog, tables) as counter:
        units = read_units(counter.whole(catalog.tables[UNITS]))
        for name, counts in asked.items():
            table = catalog.tables[name]
            scan = Scan(table, table.unit_columns or (), (), tuple(counts))
            counted |= counter.count(scan, units).by(TOTAL, (TOTAL,))
    keys = unit_list(units)
    return {
        (check.name, unit): (part, whole)
        for check in shares
        for unit, part, whole in zip(
            keys,
            counted[f"part_{check.name}"][:, 0].tolist(),
            counted[f"whole_{check.name}"][:, 0].tolist(),
            strict=True,
        )
    }


def _terms(check: Check) -> list[tuple[str, Term, list[str]]]:
    part, whole = check.part, check.whole
    if part is None or whole is None:
        return []
    within = [whole.where] if part.table == whole.table else []
    return [("part", part, [*within, part.where]), ("whole", whole, [whole.where])]


def _count(name: str, term: Term, where: Sequence[str], as_of: date) -> Count:
    values = period_of("calendar_year", as_of).parameters
    trees = [bind(tree, values) for text in where if (tree := parse(text)) is not None]
    parts = [part for tree in trees for part in conjuncts(tree)]
    condition = exp.and_(*parts, copy=False) if parts else None
    return Count(
        name=name,
        note=f"{name}: {term.meaning}",
        condition=condition,
        distinct=term.distinct is not None,
        weight=term.summed,
    )
