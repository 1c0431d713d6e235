"""The same predicate on polars and on DuckDB chooses the same rows."""

from datetime import date, timedelta

import duckdb
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mangnon.engine.bitmaps.bitmaps import Unfit
from mangnon.engine.bitmaps.conditions import condition
from mangnon.engine.definitions import Code, CodeList, Column, Table
from mangnon.engine.predicate_types import predicate_problems
from mangnon.engine.predicates import bind, parse

COLUMNS = {"d": "date", "e": "date", "b": "boolean", "c": "boolean", "n": "integer",
           "m": "integer", "x": "double", "t": "text", "k": "code", "l": "code"}  # fmt: skip
TABLE = Table(
    name="rows",
    description="x",
    columns=tuple(
        Column(name=n, type=t, list="abc" if t == "code" else None, description="x")
        for n, t in COLUMNS.items()
    ),
)
LISTS = {
    "abc": CodeList(
        name="abc",
        title={"vi": "x", "en": "x"},
        source="x",
        certainty="low",
        codes=tuple(Code(code=code, vi=code, en=code) for code in ("a", "đ", "z z")),
    )
}
VALUES = {
    "as_of": date(2024, 2, 29),
    "period_start": date(2024, 1, 31),
    "period_end": date(2025, 12, 31),
    "year": 2024,
}
DAYS = [
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2024, 1, 31),
    date(2024, 12, 31),
    date(1969, 12, 31),
]


def rows(seed):
    frame = {name: [] for name in COLUMNS}
    for i in range(60):
        place = i * 7 + seed
        frame["d"].append(DAYS[place % 5] + timedelta(days=place % 3 - 1))
        frame["e"].append(DAYS[place % 4])
        frame["b"].append(place % 2 == 0)
        frame["c"].append(place % 3 == 0)
        frame["n"].append(place % 9 - 2)
        frame["m"].append([127, -128, 2024, 0][place % 4])
        frame["x"].append([0.1, -0.0, 2.5, 1e300][place % 4])
        frame["t"].append(["a", "A", "đ", "", "it's", "ab"][place % 6])
        frame["k"].append(["a", "đ", "z z"][place % 3])
        frame["l"].append(["a", "đ", "z z"][place % 2])
    return pl.DataFrame(frame)


FRAMES = {seed: rows(seed) for seed in range(3)}
CONNECTION = duckdb.connect()

SPANS = st.builds(
    "INTERVAL '{}' {}".format, st.integers(0, 30), st.sampled_from(["DAY", "MONTH", "YEAR"])
)
DAY = st.recursive(
    st.sampled_from(["d", "e", ":as_of", ":period_start", "DATE '2024-02-29'"]),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-"), SPANS),
    max_leaves=3,
)
NUMBER = st.recursive(
    st.one_of(
        st.sampled_from(["n", "m", ":year", "x", "0.1", "2.5"]),
        st.integers(0, 300).map(str),
        st.builds("EXTRACT({} FROM {})".format, st.sampled_from(["YEAR", "MONTH"]), DAY),
    ),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-"), inner),
    max_leaves=4,
)
WORD = st.sampled_from(["t", "'a'", "'đ'", "''", "'it''s'"])
CODE = st.sampled_from(["k", "l", "'a'", "'đ'", "'z z'"])
ORDER = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
SAME = st.sampled_from(["=", "<>"])


def _compared(kind, signs):
    return st.one_of(
        st.builds("{} {} {}".format, kind, signs, kind),
        st.builds("{} IN ({}, {})".format, kind, kind, kind),
        st.builds("{} NOT IN ({})".format, kind, kind),
    )


ATOM = st.one_of(
    st.sampled_from(["b", "c", "TRUE", "FALSE", "b = c", "c <> TRUE"]),
    _compared(DAY, ORDER),
    _compared(NUMBER, ORDER),
    _compared(WORD, ORDER),
    _compared(CODE, SAME),
    st.builds("{} BETWEEN {} AND {}".format, DAY, DAY, DAY),
    st.builds("{} NOT BETWEEN {} AND {}".format, NUMBER, NUMBER, NUMBER),
)
PREDICATE = st.recursive(
    ATOM,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["AND", "OR"]), inner),
        st.builds("NOT ({})".format, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(text=PREDICATE, seed=st.integers(0, 2))
@example(text="d + INTERVAL '1' MONTH > DATE '2024-02-28'", seed=0)
@example(text="m + 1 > 0", seed=0)
@example(text=" + ".join(["EXTRACT(MONTH FROM d)"] * 12) + " > 140", seed=1)
@example(text="x = 0", seed=0)
def test_polars_and_duckdb_choose_the_same_rows(text, seed):
    tree = parse(text)
    if predicate_problems(tree, TABLE, LISTS):
        return
    bound = bind(tree, VALUES)
    frame = FRAMES[seed]
    ours = frame.select(pl.col("n").is_null() | condition(bound, TABLE)).to_series().to_list()
    CONNECTION.register("rows", frame.to_arrow())
    theirs = CONNECTION.sql(f"SELECT {bound.sql('duckdb')} FROM rows").fetchall()
    assert ours == [row[0] for row in theirs]


@pytest.mark.parametrize("text", ["abs(n) = 1", "b IS NULL", "n IN (SELECT 1)", "INTERVAL '1' DAY"])
def test_what_the_language_does_not_have_is_left_to_the_other_path(text):
    with pytest.raises(Unfit):
        condition(parse(text), TABLE)


def test_narrow_numbers_are_reckoned_with_as_wide_ones():
    narrow = pl.DataFrame({"n": pl.Series([127, -128], dtype=pl.Int8)})
    assert narrow.select(condition(parse("n + 1 > 100"), TABLE)).to_series().to_list() == [
        True,
        False,
    ]
