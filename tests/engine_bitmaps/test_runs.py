"""Bits counted by run: at every odd size, beside the same counted row by row."""

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.engine.bitmaps.bitmaps import Unfit, all_rows, length, packed
from mangnon.engine.bitmaps.runs import Runs

SIZES = st.lists(st.one_of(st.integers(0, 5), st.integers(60, 68), st.just(200)), max_size=12)


def runs_of(sizes):
    return Runs(np.cumsum([0, *sizes]), np.arange(len(sizes)))


@given(sizes=SIZES, seed=st.integers(0, 1000))
def test_each_run_has_the_bits_of_its_own_rows(sizes, seed):
    rows = sum(sizes)
    flags = np.random.default_rng(seed).random((3, rows)) < 0.5
    words = np.stack([packed(pl.Series(row)) for row in flags])
    bounds = np.cumsum([0, *sizes])
    by_hand = [[int(row[start:end].sum()) for start, end in pairwise(bounds)] for row in flags]
    assert runs_of(sizes).count(words).tolist() == by_hand


@given(sizes=SIZES)
def test_all_rows_are_all_rows(sizes):
    assert runs_of(sizes).count(all_rows(sum(sizes))).tolist() == sizes


def test_two_communes_that_begin_and_end_in_one_word():
    words = packed(pl.Series([True] * 10))
    assert runs_of([3, 4, 3]).count(words).tolist() == [3, 4, 3]


@pytest.mark.parametrize("rows", [0, 1, 63, 64, 65, 128])
def test_bits_past_the_last_row_are_zero(rows):
    """Polars leaves what it likes there: here the next rows of which the column is a part."""
    words = packed(pl.Series([True] * 200)[:rows])
    assert len(words) == length(rows)
    assert int(np.bitwise_count(words).sum()) == rows


@pytest.mark.parametrize("start", [0, 1, 7, 8, 9])
def test_a_part_of_a_column_is_packed_from_its_own_first_row(start):
    flags = [i % 3 == 0 for i in range(100)]
    part = pl.Series(flags)[start:]
    words = packed(part)
    bits = np.unpackbits(words.view(np.uint8), bitorder="little")[: 100 - start]
    assert bits.astype(bool).tolist() == flags[start:]


def test_an_empty_cell_is_no_answer():
    with pytest.raises(Unfit):
        packed(pl.Series([True, None]))
