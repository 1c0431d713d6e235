"""Counting on bitmaps made by polars and numpy: the fast path.

Where bitmaps do not fit (distinct things, rows in no order), and to say what is wrong with data, it
asks the portable path.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from mangnon.engine.bitmaps.bitmaps import Unfit
from mangnon.engine.bitmaps.chunks import Source, condition_text
from mangnon.engine.bitmaps.tally import tally
from mangnon.engine.compile import Scan
from mangnon.engine.counting import on_duckdb
from mangnon.engine.counting.counter import Counts
from mangnon.engine.counting.rollup import Units
from mangnon.engine.definitions import Catalog, Table


@contextmanager
def opened(data: Path | str, catalog: Catalog, tables: Sequence[Table]) -> Iterator[OnBitmaps]:
    """Open a folder with one subfolder of Parquet files a table; see `opened_tables`."""
    with on_duckdb.opened(data, catalog, tables) as portable:
        yield OnBitmaps(catalog, portable)


@dataclass(frozen=True)
class OnBitmaps:
    catalog: Catalog
    portable: on_duckdb.DuckDB
    by_sql: set[str] = field(default_factory=set)  # tables that the portable path counted

    @property
    def version(self) -> str:
        return f"polars {pl.__version__}, duckdb {self.portable.version}"

    def whole(self, table: Table) -> pa.Table:
        return self.portable.whole(table)

    def count(self, scan: Scan, units: Units) -> Counts:
        source = Source(self.portable.files[scan.table.name], scan, self.catalog.lists, units)
        sizes = {name: len(source.codes(name)) for name in scan.dimensions}
        try:
            return tally(scan, units, sizes, source.chunks())
        except Unfit:
            self.by_sql.add(scan.table.name)
            return self.portable.count(scan, units)

    def sql(self, scan: Scan) -> str:
        """Return the conditions, one a count; the statement of the portable path where it ran."""
        if scan.table.name in self.by_sql:
            return self.portable.sql(scan)
        by = ", ".join(scan.keys)
        lines = [f"-- numpy {np.__version__}: bits of {scan.table.name} by {by}"]
        for count in scan.counts:
            lines.append(f"{count.name}: {condition_text(count.condition)}  -- {count.note}")
        return "\n".join(lines) + "\n"
