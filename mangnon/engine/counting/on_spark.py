"""Counting in one pass of SQL a table on Apache Spark: the portable path of more than one machine.

The statements are those of DuckDB in Spark's dialect, and cells are rolled up by the same code, so
that figures are the same to the last digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from sqlglot import exp

from mangnon.engine.compile import Scan, columns_used, scan_sql
from mangnon.engine.counting.on_duckdb import RolledUp
from mangnon.engine.counting.parquet_files import (
    TableFiles,
    is_address,
    naming_what_is_broken,
    table_files,
)
from mangnon.engine.counting.reading import as_declared, require_columns, require_sound
from mangnon.engine.counting.rollup import Units, read_cells
from mangnon.engine.counting.spark_session import ERRORS, spark_session
from mangnon.engine.definitions import Catalog, Table

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# Spark's name of a type -> DuckDB's, where they differ by more than capitals.
TYPES = {
    "int": "INTEGER",
    "string": "VARCHAR",
    "binary": "BLOB",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "timestamp_ntz": "TIMESTAMP",
}
WILD = re.compile(r"[\\\[\]{}*?,]")  # what Spark takes for a pattern in the name of a file
# The order in which DuckDB reads rows: file after file, each from its first row.
PLACE = ("_metadata.file_path", "_metadata.row_index")


@contextmanager
def opened(data: Path | str, catalog: Catalog, tables: Sequence[Table]) -> Iterator[Spark]:
    """Open a folder of this machine, or an address that the cluster reads (s3a://, hdfs://)."""
    found = {} if is_address(data) else {t.name: table_files(Path(data), t) for t in tables}
    with (
        naming_what_is_broken(found.values(), *ERRORS),
        spark_session() as session,
    ):
        frames = {t.name: _frame(session, data, t, found.get(t.name)) for t in tables}
        yield Spark(session, catalog, frames, session.version)


@dataclass(frozen=True)
class Spark:
    session: SparkSession
    catalog: Catalog
    frames: Mapping[str, DataFrame]
    version: str

    def whole(self, table: Table) -> pa.Table:
        require_sound(self._ask, table, table.by_name, self.catalog.lists)
        rows = self.frames[table.name].orderBy(*PLACE)
        found: pa.Table = rows.select(*table.by_name).toArrow()
        return found

    def count(self, scan: Scan, units: Units) -> RolledUp:
        require_sound(self._ask, scan.table, columns_used(scan), self.catalog.lists)
        rows = self.session.sql(self.sql(scan)).toArrow()
        return RolledUp(read_cells(scan, rows, units, self.catalog.lists), units)

    def sql(self, scan: Scan) -> str:
        return scan_sql(scan, "spark")

    def _ask(self, query: exp.Select) -> pa.Table:
        found: pa.Table = self.session.sql(query.sql("spark")).toArrow()
        return found


def _frame(
    session: SparkSession, data: Path | str, table: Table, found: TableFiles | None
) -> DataFrame:
    """Read a table, under its name in the statements; EngineError when it lacks a column."""
    if found is None:
        folder = f"{str(data).rstrip('/')}/{table.name}"
        frame = session.read.option("pathGlobFilter", "*.parquet").parquet(folder)
    else:
        files = [WILD.sub(r"\\\g<0>", f"file://{file}") for file in found.files]
        frame = session.read.option("basePath", f"file://{found.folder}").parquet(*files)
    types = {f.name: f.dataType.simpleString() for f in frame.schema}
    partitions = found.partitions if found else ()
    for name, cast in as_declared(table, partitions).items():
        frame = frame.withColumn(name, frame[name].cast(cast.to.sql("spark")))
        types[name] = frame.schema[name].dataType.simpleString()
    require_columns(table, {name: TYPES.get(type_, type_.upper()) for name, type_ in types.items()})
    frame.createOrReplaceTempView(table.name)
    return frame
