"""Reading a folder of Parquet with DuckDB, and refusing data that would give wrong figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp

from mangnon.engine.definitions import CodeList, Column, Table
from mangnon.engine.issues import EngineError

# Type in the catalogue -> types that DuckDB may find in the file.
TYPES = {
    "date": {"DATE"},
    "boolean": {"BOOLEAN"},
    "integer": {"TINYINT", "SMALLINT", "INTEGER", "BIGINT"},
    "double": {"DOUBLE", "FLOAT"},
    "text": {"VARCHAR"},
    "code": {"VARCHAR"},
}
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}


@contextmanager
def opened_tables(data: Path, tables: Iterable[Table]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the tables of a folder for reading, one subfolder of Parquet files a table.

    Nothing outside the folder can be read. Raises EngineError for a table that is missing,
    unreadable, or lacks a column.
    """
    with duckdb.connect(":memory:", config=SETTINGS) as connection:
        connection.execute("SET allowed_directories = [?]", [str(data.resolve())])
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        for table in tables:
            _open_table(connection, data.resolve() / table.name, table)
        yield connection


def fetch(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
    """Run a query; raise EngineError with one sentence when the data cannot be read."""
    try:
        return connection.sql(sql).to_arrow_table()
    except duckdb.Error as error:
        raise EngineError(f"Không đọc được số liệu: {_first_line(error)}") from error


def require_sound(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    columns: Iterable[str],
    lists: Mapping[str, CodeList],
) -> None:
    """Raise EngineError when a column that figures use is empty somewhere or holds a wrong code."""
    checks = [check for name in columns for check in _checks(table.by_name[name], lists)]
    query = exp.select(*(exp.CountIf(this=condition) for condition, _ in checks))
    row = fetch(connection, query.from_(table.name).sql("duckdb")).to_pylist()[0]
    for (_, problem), found in zip(checks, row.values(), strict=True):
        if found:
            raise EngineError(f"Bảng {table.name}: {found} dòng {problem}")


def may_be_empty(files: Iterable[Path], names: Iterable[str]) -> list[str]:
    """Return those of the columns that some file does not declare to be required."""
    optional = set()
    for file in files:
        schema = pq.read_metadata(file).schema
        columns = (schema.column(place) for place in range(len(schema)))
        optional |= {column.path for column in columns if column.max_definition_level}
    return [name for name in names if name in optional]


def files_of(data: Path, table: Table) -> list[Path]:
    """Return the files of a table in a folder, in their order."""
    return sorted((data / table.name).glob("*.parquet"))


def _checks(column: Column, lists: Mapping[str, CodeList]) -> Iterator[tuple[exp.Expr, str]]:
    named = exp.column(column.name)
    empty = f"để trống cột {column.name}; mỗi dòng phải có giá trị, không rõ thì ghi unknown."
    yield exp.Is(this=named, expression=exp.Null()), empty
    if column.list:
        codes = list(lists[column.list].by_code)
        wrong = f"có cột {column.name} ngoài danh mục {column.list} ({', '.join(codes)})."
        yield exp.not_(named.isin(*(exp.Literal.string(code) for code in codes))), wrong


def _open_table(connection: duckdb.DuckDBPyConnection, folder: Path, table: Table) -> None:
    files = [str(file) for file in files_of(folder.parent, table)]
    if not files:
        raise EngineError(f"Thiếu bảng {table.name}: không có tệp .parquet nào trong {folder}.")
    try:
        relation = connection.read_parquet(files)
        found = dict(zip(relation.columns, map(str, relation.types), strict=True))
        relation.create_view(table.name)
    except duckdb.Error as error:
        raise EngineError(f"Không đọc được bảng {table.name}: {_first_line(error)}") from error
    for column in table.columns:
        if column.name not in found:
            raise EngineError(f"Bảng {table.name} thiếu cột {column.name}.")
        if found[column.name] not in TYPES[column.type]:
            raise EngineError(
                f"Bảng {table.name}, cột {column.name}: kiểu {found[column.name]}, "
                f"cần {' hoặc '.join(sorted(TYPES[column.type]))}."
            )


def _first_line(error: duckdb.Error) -> str:
    return str(error).splitlines()[0]
