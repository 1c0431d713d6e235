"""From the registers to typed tables: one SELECT a table, in `extract/<table>.sql`.

The statements run by COPY on the caller's own connection, so that every table is read at the same
moment of one transaction. They name three values: $1 the as-of date, $2 the pseudonym key, $3 the
day whose units the figures stand on.
"""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
from django.db import connection, transaction
from psycopg import sql

from mangnon.engine import Table

STATEMENTS = Path(__file__).parent / "extract"
ARROW_TYPES = {
    "text": pa.string(),
    "code": pa.string(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "integer": pa.int64(),
    "double": pa.float64(),
}


def schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of a snapshot table; no column may be null."""
    return pa.schema(
        [
            pa.field(column.name, ARROW_TYPES[column.type], nullable=False)
            for column in table.columns
        ]
    )


def extract(tables: list[Table], *, as_of: date, key: str, units_on: date) -> dict[str, pa.Table]:
    """Read every table of the registers as one consistent set."""
    values: dict[str, date | str] = {"$1": as_of, "$2": key, "$3": units_on}
    alone = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if alone:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        literals = {name: _literal(value, cursor) for name, value in values.items()}
        return {table.name: _copy(cursor, table, literals) for table in tables}


def _literal(value: date | str, cursor: Any) -> str:
    text = sql.Literal(value).as_string(cursor.connection)
    return f"DATE {text.removesuffix('::date')}" if isinstance(value, date) else text


def _copy(cursor: Any, table: Table, literals: dict[str, str]) -> pa.Table:
    statement = (STATEMENTS / f"{table.name}.sql").read_text(encoding="utf-8")
    for name, literal in literals.items():
        statement = statement.replace(name, literal)
    buffer = io.BytesIO()
    with cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv, HEADER true)") as copy:
        for block in copy:
            buffer.write(block)
    buffer.seek(0)
    wanted = schema(table)
    read = pa_csv.read_csv(
        buffer,
        parse_options=pa_csv.ParseOptions(newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types=wanted,
            include_columns=wanted.names,
            null_values=[],
            strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    )
    return read.cast(wanted)
