"""Reading a folder of Parquet with DuckDB, and refusing data that would give wrong figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp

from mangnon.engine.counting.parquet_files import UNREADABLE, TableFiles, naming_what_is_broken
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
# Type in the catalogue -> the type in SQL.
CASTS = {
    "date": "DATE",
    "boolean": "BOOLEAN",
    "integer": "BIGINT",
    "double": "DOUBLE",
    "text": "TEXT",
    "code": "TEXT",
}
# Beside its own errors, DuckDB raises this for a column's name that is no text.
ERRORS = (duckdb.Error, RuntimeError)
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}


@contextmanager
def opened_tables(
    data: Path, tables: Iterable[Table], found: Mapping[str, TableFiles]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the tables of a folder for reading; nothing outside the folder can be read.

    Raises EngineError for a table that lacks a column, and for data that prove unreadable while
    the folder is open.
    """
    with (
        naming_what_is_broken(found.values(), *ERRORS),
        duckdb.connect(":memory:", config=SETTINGS) as connection,
    ):
        connection.execute("SET allowed_directories = [?]", [str(data.resolve())])
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        for table in tables:
            _open_table(connection, table, found[table.name])
        yield connection


def require_sound(
    ask: Callable[[exp.Select], pa.Table],
    table: Table,
    columns: Iterable[str],
    lists: Mapping[str, CodeList],
) -> None:
    """Raise EngineError when a column that figures use is empty somewhere or holds a wrong code."""
    checks = [check for name in columns for check in _checks(table.by_name[name], lists)]
    counts = [exp.CountIf(this=check).as_(f"c{i}") for i, (check, _) in enumerate(checks)]
    row = ask(exp.select(*counts).from_(table.name)).to_pylist()[0]
    for (_, problem), found in zip(checks, row.values(), strict=True):
        if found:
            raise EngineError(f"Bảng {table.name}: {found} dòng {problem}")


def may_be_empty(found: TableFiles, names: Iterable[str]) -> list[str]:
    """Return those of the columns that some file does not declare to be required."""
    optional = set(found.partitions)
    with naming_what_is_broken([found], *UNREADABLE):
        for file in found.files:
            schema = pq.read_metadata(file).schema
            columns = (schema.column(place) for place in range(len(schema)))
            optional |= {column.path for column in columns if column.max_definition_level}
    return [name for name in names if name in optional]


def require_columns(table: Table, found: Mapping[str, str]) -> None:
    """Raise EngineError when a column is missing or of another type, by the names of DuckDB."""
    for column in table.columns:
        if column.name not in found:
            raise EngineError(f"Bảng {table.name} thiếu cột {column.name}.")
        if found[column.name] not in TYPES[column.type]:
            raise EngineError(
                f"Bảng {table.name}, cột {column.name}: kiểu {found[column.name]}, "
                f"cần {' hoặc '.join(sorted(TYPES[column.type]))}."
            )


def as_declared(table: Table, partitions: Iterable[str]) -> dict[str, exp.Cast]:
    """Return how the columns that folders give, which are text, become what the table declares."""
    columns = [table.by_name[name] for name in partitions if name in table.by_name]
    return {c.name: exp.cast(exp.column(c.name), CASTS[c.type]) for c in columns}


def _checks(column: Column, lists: Mapping[str, CodeList]) -> Iterator[tuple[exp.Expr, str]]:
    named = exp.column(column.name)
    empty = f"để trống cột {column.name}; mỗi dòng phải có giá trị, không rõ thì ghi unknown."
    yield exp.Is(this=named, expression=exp.Null()), empty
    if column.list:
        codes = list(lists[column.list].by_code)
        wrong = f"có cột {column.name} ngoài danh mục {column.list} ({', '.join(codes)})."
        yield exp.not_(named.isin(*(exp.Literal.string(code) for code in codes))), wrong


def _open_table(connection: duckdb.DuckDBPyConnection, table: Table, found: TableFiles) -> None:
    relation = connection.sql(_read(table, found))
    require_columns(table, dict(zip(relation.columns, map(str, relation.types), strict=True)))
    relation.create_view(table.name)


def _read(table: Table, found: TableFiles) -> str:
    files = exp.array(*(exp.Literal.string(str(file)) for file in found.files))
    options = [("hive_partitioning", bool(found.partitions)), ("hive_types_autocast", False)]
    named = [exp.EQ(this=exp.column(name), expression=exp.convert(to)) for name, to in options]
    given = as_declared(table, found.partitions)
    star = exp.Star(replace=[cast.as_(name) for name, cast in given.items()])
    return exp.select(star).from_(exp.func("READ_PARQUET", files, *named)).sql("duckdb")
