"""Rows of one table as bits: which of them answer a condition, which belong to a member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from mangnon.engine.bitmaps.runs import Runs

Words = npt.NDArray[np.uint64]


class Unfit(Exception):
    """This table is better counted on the portable path, which also says what is wrong with it."""


@dataclass(frozen=True)
class Bitmaps:
    """Words of 64 rows each, with one more word than full ones; bits past the last row are 0."""

    runs: Runs
    conditions: Mapping[str, Words]  # by the text of the condition
    members: Mapping[str, Words]  # dimension -> (members, words), in the order of its list


def length(rows: int) -> int:
    """Return how many words hold the rows, so that the place after the last row has one too."""
    return (rows >> 6) + 1


def packed(column: pl.Series) -> Words:
    """Return a boolean column as words; Unfit when one of its cells is empty."""
    if column.null_count():
        raise Unfit
    rows = len(column)
    words = np.zeros(length(rows), np.uint64)
    array = column.rechunk().to_arrow()
    if array.offset % 8:
        found = np.packbits(column.to_numpy(), bitorder="little")
    else:
        found = np.frombuffer(array.buffers()[1], np.uint8)[array.offset // 8 :]
    size = (rows + 7) // 8
    words.view(np.uint8)[:size] = found[:size]
    words[-1] &= np.uint64((1 << (rows & 63)) - 1)
    return words


def all_rows(rows: int) -> Words:
    """Return the words in which every row has its bit."""
    words = np.full(length(rows), ~np.uint64(0))
    words[-1] = np.uint64((1 << (rows & 63)) - 1)
    return words
