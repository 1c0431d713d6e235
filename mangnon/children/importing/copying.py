"""Whole tables between the database and frames, by COPY on Django's own connection."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import polars as pl
from django.db import connection

ROWS_AT_A_TIME = 20_000
Schema = dict[str, Any]


def fetch(query: str, values: Sequence[object], schema: Schema) -> pl.DataFrame:
    """Return the rows of a query as columns of the given types, in the query's order.

    Sealed values arrive as PostgreSQL writes them, `\\x…`; an empty text stays one.
    """
    answer = io.BytesIO()
    statement = f"COPY ({query}) TO STDOUT (FORMAT csv)"
    connection.ensure_connection()
    # Django's own cursor knows no values of a COPY when it keeps count of the queries.
    with connection.connection.cursor() as cursor, cursor.copy(statement, values) as blocks:
        for block in blocks:
            answer.write(block)
    if not answer.tell():
        return pl.DataFrame(schema=schema)
    answer.seek(0)
    return pl.read_csv(answer, has_header=False, schema=schema)


def store(table: str, frame: pl.DataFrame) -> None:
    """Append the rows to a table; the columns of the frame are columns of the table."""
    if frame.is_empty():
        return
    columns = ", ".join(f'"{name}"' for name in frame.columns)
    statement = f'COPY "{table}" ({columns}) FROM STDIN (FORMAT csv)'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for part in frame.iter_slices(ROWS_AT_A_TIME):
            copy.write(part.write_csv(include_header=False).encode())
