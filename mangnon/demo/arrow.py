"""Columns for the database from what numpy holds."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from mangnon.demo.draw import Floats, Ints, identifiers

UUID = pa.binary(16)


def uuids(rows: np.ndarray) -> pa.Array:
    raw = pa.py_buffer(np.ascontiguousarray(rows).tobytes())
    return pa.Array.from_buffers(UUID, len(rows), [None, raw])


def fresh(rng: np.random.Generator, count: int) -> pa.Array:
    return uuids(identifiers(rng, count))


def days(values: Ints, *, none: int | None = None) -> pa.Array:
    """Return dates; `none` is the number that stands for no date."""
    mask = None if none is None else np.asarray(values) == none
    return pa.array(np.asarray(values, dtype=np.int32), mask=mask).cast(pa.date32())


def decimals(values: Floats, digits: int, places: int) -> pa.Array:
    """Return decimals as the database keeps them; NaN becomes null."""
    rounded = np.round(values, places) + 0.0  # no minus zero
    return pa.array(rounded, mask=np.isnan(rounded)).cast(pa.decimal128(digits, places))


def small(values: Ints, *, none: int | None = None) -> pa.Array:
    mask = None if none is None else np.asarray(values) == none
    return pa.array(np.asarray(values, dtype=np.int16), mask=mask)


def chosen(names: Sequence[str] | np.ndarray, places: Ints) -> pa.Array:
    """Return the name at each place: many rows, few names."""
    return pa.array(names, type=pa.string()).take(pa.array(places))


def text(values: np.ndarray | list[str]) -> pa.Array:
    return pa.array(values, type=pa.string())
