"""Counting in one pass of SQL a table on DuckDB, cells then rolled up: the portable path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from sqlglot import exp

from mangnon.engine.compile import Scan, columns_used, scan_sql
from mangnon.engine.counting.reading import fetch, opened_tables, require_sound
from mangnon.engine.counting.rollup import Cells, Ints, Units, read_cells, roll_up
from mangnon.engine.definitions import Catalog, Table


@contextmanager
def opened(data: Path, catalog: Catalog, tables: Sequence[Table]) -> Iterator[DuckDB]:
    """Open a folder with one subfolder of Parquet files a table; see `opened_tables`."""
    with opened_tables(data, tables) as connection:
        yield DuckDB(connection, catalog)


@dataclass(frozen=True)
class DuckDB:
    connection: duckdb.DuckDBPyConnection
    catalog: Catalog
    version: str = duckdb.__version__

    def whole(self, table: Table) -> pa.Table:
        require_sound(self.connection, table, table.by_name, self.catalog.lists)
        columns = [exp.column(column) for column in table.by_name]
        return fetch(self.connection, exp.select(*columns).from_(table.name).sql("duckdb"))

    def count(self, scan: Scan, units: Units) -> RolledUp:
        require_sound(self.connection, scan.table, columns_used(scan), self.catalog.lists)
        rows = fetch(self.connection, self.sql(scan))
        return RolledUp(read_cells(scan, rows, units, self.catalog.lists), units)

    def sql(self, scan: Scan) -> str:
        return scan_sql(scan, "duckdb")


@dataclass(frozen=True)
class RolledUp:
    """Cells of commune x breakdowns; any engine that runs SQL gives these."""

    cells: Cells
    units: Units

    def by(self, dimension: str, members: Sequence[str]) -> Mapping[str, Ints]:
        return roll_up(self.cells, self.units, dimension, len(members))
