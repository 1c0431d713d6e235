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
from mangnon.engine.counting.parquet_files import TableFiles, is_address, table_files
from mangnon.engine.counting.reading import may_be_empty, opened_tables, require_sound
from mangnon.engine.counting.rollup import (
    Cells,
    Ints,
    Units,
    read_cells,
    roll_up,
)
from mangnon.engine.definitions import Catalog, CodeList, Table
from mangnon.engine.issues import EngineError


@contextmanager
def opened(data: Path | str, catalog: Catalog, tables: Sequence[Table]) -> Iterator[DuckDB]:
    """Open a folder with one subfolder of Parquet files a table; see `opened_tables`."""
    if is_address(data):
        raise EngineError(
            f"Chỉ máy tính spark đọc được địa chỉ {data}; hãy thêm --engine spark, hoặc chép số "
            f"liệu về một thư mục trên máy này."
        )
    found = {table.name: table_files(Path(data), table) for table in tables}
    with opened_tables(Path(data), tables, found) as connection:
        yield DuckDB(connection, catalog, found)


@dataclass(frozen=True)
class DuckDB:
    connection: duckdb.DuckDBPyConnection
    catalog: Catalog
    files: Mapping[str, TableFiles]
    version: str = duckdb.__version__

    def whole(self, table: Table) -> pa.Table:
        require_sound(self._ask, table, table.by_name, self.catalog.lists)
        return self._ask(exp.select(*table.by_name).from_(table.name))

    def count(self, scan: Scan, units: Units) -> RolledUp:
        return RolledUp(read_cells(scan, self.cells(scan), units, self.catalog.lists), units)

    def cells(self, scan: Scan) -> pa.Table:
        """Return the rows of a scan; EngineError when a cell is empty or a code unknown.

        What a row stands for shows by itself whether it is sound. Other columns are looked through
        before, where their files or their lists do not say that they must be.
        """
        table, lists = scan.table, self.catalog.lists
        used = columns_used(scan)
        optional = may_be_empty(self.files[table.name], used)
        others = [
            name
            for name in used
            if name not in scan.keys and (name in optional or table.by_name[name].list)
        ]
        if others:
            require_sound(self._ask, table, others, lists)
        rows = self.connection.sql(_narrow(scan, self.sql(scan))).to_arrow_table()
        if not _keys_are_sound(scan, rows, lists):
            require_sound(self._ask, table, used, lists)
        return rows

    def sql(self, scan: Scan) -> str:
        return scan_sql(scan, "duckdb")

    def _ask(self, query: exp.Select) -> pa.Table:
        return self.connection.sql(query.sql("duckdb")).to_arrow_table()


def _narrow(scan: Scan, sql: str) -> str:
    """Return a query for the rows of a scan, each count once and in no more bits than it needs.

    DuckDB's count_if is a HUGEINT, which Arrow holds as a decimal of 16 bytes.
    """
    counts = {count.name: count for count in scan.counts}
    columns: list[exp.Expr] = [exp.column(key) for key in scan.keys]
    for name in dict.fromkeys(scan.same_counts.values()):
        kind = "BIGINT" if counts[name].weight else "INTEGER"
        columns.append(exp.cast(exp.column(name), kind).as_(name))
    return f"{exp.select(*columns).sql('duckdb')} FROM ({sql})"


def _keys_are_sound(scan: Scan, rows: pa.Table, lists: Mapping[str, CodeList]) -> bool:
    if any(rows[key].null_count for key in scan.keys):
        return False
    for name in scan.dimensions:
        codes = lists[scan.table.by_name[name].list or ""].by_code
        if not set(rows[name].unique().to_pylist()) <= set(codes):
            return False
    return True


@dataclass(frozen=True)
class RolledUp:
    """Cells of commune x breakdowns; any engine that runs SQL gives these."""

    cells: Cells
    units: Units

    def by(self, dimension: str, members: Sequence[str]) -> Mapping[str, Ints]:
        return roll_up(self.cells, self.units, dimension, len(members))
