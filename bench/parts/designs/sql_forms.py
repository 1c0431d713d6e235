"""What SQL is usually written for this: GROUPING SETS with FILTER, or a query for each figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import duckdb
import pyarrow.compute as pc

from bench.parts.designs.nation_data import Nation, Once, Totals

LEVELS = (
    "unit_code",
    "(unit_code::INTEGER - 10000) // 10",
    "(unit_code::INTEGER - 10000) // 100",
    "",  # the nation
)


def grouping_sets(nation: Nation) -> AbstractContextManager[Once]:
    """One statement for what the engine answers: every level, whole and by each breakdown."""
    return _grouping_sets(nation, LEVELS)


def communes_alone(nation: Nation) -> AbstractContextManager[Once]:
    """The same for communes: districts, provinces and the nation are not in it."""
    return _grouping_sets(nation, LEVELS[:1])


@contextmanager
def _grouping_sets(nation: Nation, levels: Sequence[str]) -> Iterator[Once]:
    dimensions = nation.scan.dimensions
    counts = ", ".join(
        f"count(*) FILTER (WHERE {nation.condition(place, 'duckdb')}) AS {count.name}"
        for place, count in enumerate(nation.scan.counts)
    )
    keys = [f"level_{place}" for place, level in enumerate(levels) if level]
    wholes = [*keys, *([""] if "" in levels else [])]
    parts = [", ".join(filter(None, (key, name))) for key in wholes for name in ("", *dimensions)]
    sets = ", ".join(f"({part})" for part in parts)
    shown = ", ".join([*keys, *dimensions])
    named = ", ".join(f"{level} AS level_{place}" for place, level in enumerate(levels) if level)
    query = (
        f"SELECT grouping({shown}) AS set, {shown}, {counts} "  # noqa: S608
        f"FROM (SELECT *, {named} FROM children) GROUP BY GROUPING SETS ({sets})"
    )
    with duckdb.connect() as connection:
        connection.read_parquet(str(nation.children)).create_view("children")

        def once() -> Totals:
            found = connection.sql(query).to_arrow_table()
            # All that is shown is grouped away but the commune, whose bit is the first.
            communes = 2 ** (len(keys) + len(dimensions) - 1) - 1
            rows = found.filter(pc.equal(found["set"], communes))
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
