"""Polars: reading the columns and nothing else, and grouping by commune and breakdowns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl

from bench.parts.designs.nation_data import Nation, Once, Totals
from mangnon.engine.bitmaps.conditions import condition


@contextmanager
def scan(nation: Nation) -> Iterator[Once]:
    """Read every column that the counts need, and do the least with it that still reads it all."""
    frame = pl.scan_parquet(nation.children)
    table = nation.scan.table.by_name
    sums = []
    for name in nation.columns:
        kind, column = table[name].type, pl.col(name)
        if kind in ("text", "code"):
            column = column == "yes"
        elif kind == "date":
            column = column.to_physical().cast(pl.Int64)
        sums.append(column.sum())

    def once() -> Totals:
        frame.select(sums).collect(engine="streaming")
        return []

    yield once


@contextmanager
def cells(nation: Nation) -> Iterator[Once]:
    """Group by commune and breakdowns, all counts at once; no roll-up."""
    frame = pl.scan_parquet(nation.children)
    counts = [
        (
            pl.len()
            if count.condition is None
            else condition(count.condition, nation.scan.table).sum()
        ).alias(count.name)
        for count in nation.scan.counts
    ]
    keys = nation.scan.keys

    def once() -> Totals:
        found = frame.group_by(keys).agg(counts).collect(engine="streaming")
        return [int(found[count.name].sum()) for count in nation.scan.counts]

    yield once
