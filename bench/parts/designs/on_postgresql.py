"""PostgreSQL: the table loaded as it would be, then one statement of cells for all counts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from bench.parts.designs.nation_data import Nation, Once, Totals
from mangnon.config.postgres import Server

TYPES = {
    "text": "text",
    "code": "text",
    "date": "date",
    "boolean": "boolean",
    "integer": "bigint",
    "double": "double precision",
}


@contextmanager
def cells(nation: Nation) -> Iterator[Once]:
    """Group by commune and breakdowns in the embedded server; no roll-up."""
    keys = ", ".join(nation.scan.keys)
    counts = ", ".join(
        f"count(*) FILTER (WHERE {nation.condition(place, 'postgres')})"
        for place in range(len(nation.scan.counts))
    )
    query = f"SELECT {keys}, {counts} FROM children GROUP BY {keys}"  # noqa: S608
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        Path(folder).chmod(0o711)  # as root the server runs under another account
        with (
            Server(Path(folder) / "home", durable=False).running() as server,
            psycopg.connect(server.url(), autocommit=True) as connection,
        ):
            _load(connection, nation)

            def once() -> Totals:
                rows = connection.execute(query).fetchall()
                first = len(nation.scan.keys)
                return [
                    sum(row[first + place] for row in rows)
                    for place in range(len(nation.scan.counts))
                ]

            yield once


def _load(connection: psycopg.Connection, nation: Nation) -> None:
    columns = [column for column in nation.scan.table.columns if column.name in nation.columns]
    declared = ", ".join(f"{column.name} {TYPES[column.type]} NOT NULL" for column in columns)
    connection.execute(f"CREATE UNLOGGED TABLE children ({declared})")
    plain = pa_csv.WriteOptions(include_header=False)
    statement = f"COPY children ({', '.join(c.name for c in columns)}) FROM STDIN (FORMAT csv)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        file = pq.ParquetFile(nation.children)
        for batch in file.iter_batches(columns=[column.name for column in columns]):
            with tempfile.TemporaryFile() as stream:
                pa_csv.write_csv(batch, stream, plain)
                stream.seek(0)
                copy.write(stream.read())
    connection.execute("VACUUM ANALYZE children")
