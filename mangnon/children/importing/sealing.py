"""Seals what rows keep sealed in a thread of its own, while other rows are being stored."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import polars as pl

from mangnon.children.importing.changes import Changes
from mangnon.children.importing.copying import ROWS_AT_A_TIME
from mangnon.children.importing.numbers import sealed
from mangnon.children.importing.tables import model_of
from mangnon.core.encryption.fields import EncryptedTextField

# The thread that stores waits for the one that seals at each of its small steps: 5 ms, Python's
# own interval, make the two as slow as one.
SWITCH_AFTER = 0.0002


@contextmanager
def sealed_ahead(parts: Sequence[Changes]) -> Iterator[Mapping[str, Iterator[pl.DataFrame]]]:
    """Give, for each table that keeps something sealed, the pieces of what a part makes, sealed.

    Sealing begins at once, in the order of the parts: whoever stores the others first waits less.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_AFTER)
    pool = ThreadPoolExecutor(1)
    try:
        yield {
            part.table: pool.map(
                partial(with_sealed, part.table), part.made.iter_slices(ROWS_AT_A_TIME)
            )
            for part in parts
            if _sealed_fields(part.table)
        }
    finally:
        pool.shutdown(cancel_futures=True)
        sys.setswitchinterval(before)


def with_sealed(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with the values sealed that the table keeps sealed."""
    return rows.with_columns(
        sealed(rows[str(field.column)], rows["id"], field.place)
        for field in _sealed_fields(table)
        if field.column in rows.columns
    )


def _sealed_fields(table: str) -> list[EncryptedTextField]:
    fields = model_of(table)._meta.concrete_fields
    return [field for field in fields if isinstance(field, EncryptedTextField)]
