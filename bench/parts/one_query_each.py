"""The peer of the engine: one query for every leaf, breakdown and level of units."""

from datetime import date
from pathlib import Path

import duckdb
from sqlglot import exp

from mangnon.engine.compile import Count, Scan, plan_scans
from mangnon.engine.counting.rollup import TOTAL
from mangnon.engine.definitions import Catalog, Definition

PLACES = {
    "commune": "u.code",
    "district": "u.parent_code",
    "province": "(SELECT p.parent_code FROM units AS p WHERE p.code = u.parent_code)",
}


def ask_each(data: Path, catalog: Catalog, as_of: date) -> int:
    """Ask everything that the engine answers, each thing by its own query; return how many."""
    definitions = catalog.in_force(as_of)
    scans = {scan.table.name: scan for scan in plan_scans(definitions, catalog.tables, as_of)}
    asked = 0
    with duckdb.connect() as connection:
        for name in ("units", *scans):
            connection.read_parquet(str(data / name / "*.parquet")).create_view(name)
        for definition in definitions.values():
            for query in _queries(definition, scans):
                connection.sql(query).fetchall()
                asked += 1
    return asked


def _queries(definition: Definition, scans: dict[str, Scan]) -> list[str]:
    return [
        _query(scans[term.table], f"{role[0]}_{definition.leaf}", dimension, place)
        for role, term in definition.terms.items()
        for dimension in (TOTAL, *definition.breakdowns)
        for place in PLACES.values()
    ]


def _query(scan: Scan, name: str, dimension: str, place: str) -> str:
    count = next(count for count in scan.counts if count.name == name)
    keys = place if dimension == TOTAL else f"{place}, t.{dimension}"
    return (
        f"SELECT {keys}, {_counted(count, scan)} FROM {scan.table.name} AS t "  # noqa: S608
        f"JOIN units AS u ON u.code = t.unit_code AND u.valid_from = t.unit_valid_from "
        f"GROUP BY ALL"
    )


def _counted(count: Count, scan: Scan) -> str:
    condition = "TRUE" if count.condition is None else _of_table(count.condition).sql("duckdb")
    what = f"DISTINCT t.{scan.table.entity}" if count.distinct else "*"
    return f"count({what}) FILTER (WHERE {condition})"


def _of_table(condition: exp.Expr) -> exp.Expr:
    """Name the table of every column: units have columns of the same names."""
    return condition.transform(
        lambda node: exp.column(node.name, table="t") if isinstance(node, exp.Column) else node
    )
