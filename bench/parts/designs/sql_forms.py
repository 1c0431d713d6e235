"""What SQL is usually written for this: GROUPING SETS with FILTER, or a query for each figure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow.compute as pc

from bench.parts.designs.nation_data import Nation, Once, Totals

LEVELS = (
    "unit_code",
    "(unit_code::INTEGER - 10000) // 10",
    "(unit_code::INTEGER - 10000) // 100",
    "",  # the nation
)


@contextmanager
def grouping_sets(nation: Nation) -> Iterator[Once]:
    """One statement for communes and each breakdown of them: all counts, all 18 members.

    Districts, provinces and the nation, which the engine's paths answer too, are not in it.
    """
    dimensions = nation.scan.dimensions
    counts = ", ".join(
        f"count(*) FILTER (WHERE {nation.condition(place, 'duckdb')}) AS {count.name}"
        for place, count in enumerate(nation.scan.counts)
    )
    sets = ", ".join(["(unit_code)", *(f"(unit_code, {name})" for name in dimensions)])
    names = ", ".join(dimensions)
    query = (
        f"SELECT unit_code, {names}, grouping({names}) AS level, {counts} "  # noqa: S608
        f"FROM children GROUP BY GROUPING SETS ({sets})"
    )
    with duckdb.connect() as connection:
        connection.read_parquet(str(nation.children)).create_view("children")

        def once() -> Totals:
            found = connection.sql(query).to_arrow_table()
            whole = 2 ** len(dimensions) - 1  # every breakdown is grouped away
            rows = found.filter(pc.equal(found["level"], whole))
            return [int(pc.sum(rows[count.name]).as_py()) for count in nation.scan.counts]

        yield once


@contextmanager
def one_by_one(nation: Nation) -> Iterator[Once]:
    """A query for each measure, level of units and breakdown."""
    queries = []
    for leaf in range(len(nation.scan.counts) // 2):
        counts = ", ".join(
            f"count_if({nation.condition(place, 'duckdb')})" for place in (2 * leaf, 2 * leaf + 1)
        )
        for level in LEVELS:
            for dimension in ("", *nation.scan.dimensions):
                keys = ", ".join(filter(None, [level, dimension]))
                by = f"GROUP BY {keys}" if keys else ""
                queries.append(f"SELECT {counts} FROM children {by}")  # noqa: S608
    with duckdb.connect() as connection:
        connection.read_parquet(str(nation.children)).create_view("children")

        def once() -> Totals:
            found: Totals = []
            for place, query in enumerate(queries):
                rows = connection.sql(query).fetchall()
                if place % (len(LEVELS) * (1 + len(nation.scan.dimensions))) == 0:
                    found += [sum(row[0] for row in rows), sum(row[1] for row in rows)]
            return found

        yield once
