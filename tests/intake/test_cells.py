"""Whatever a cell holds, it is read or complained of: nothing raises, and no number is invented."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.intake.importers import CellKind, Column
from mangnon.intake.reading.cells import read_column
from mangnon.intake.reading.dates import dates_of
from mangnon.intake.reading.numbers import digits_of, numbers_of, whole_numbers_of

TEXTS = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.text(alphabet="0123456789/-.,: eE+'", max_size=20),
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def column_of(kind):
    return Column(
        "x", "Cột", kind, codes={"a": ("Có",)} if kind is CellKind.CODE else {}, length=12
    )


@pytest.mark.parametrize("kind", list(CellKind))
@given(texts=st.lists(TEXTS, min_size=1, max_size=8))
def test_every_cell_is_read_or_complained_of(kind, texts):
    rows = pl.Series(range(1, len(texts) + 1), dtype=pl.UInt32)
    answer = read_column(column_of(kind), pl.Series(texts, dtype=pl.String), rows)
    complained = {problem.row for problem in answer.problems}
    for row, value in zip(rows, answer.series[0], strict=True):
        assert value is None or row not in complained


@given(DAYS)
def test_a_date_is_read_the_same_in_every_way_it_is_written(day):
    serial = (day - date(1899, 12, 30)).days
    ways = [
        f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}", f"{day:%Y-%m-%d}",
        f"{day:%Y-%m-%d} 00:00:00", f"{day.day} / {day.month} / {day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    ]  # fmt: skip
    if serial >= 10_000:
        ways += [str(serial), f"{serial}.5"]
    dates, precisions = dates_of(pl.Series(ways))
    assert dates.to_list() == [day] * len(ways)
    assert set(precisions) == {"day"}


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_a_month_and_a_year_are_their_last_day(year, month):
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    dates, precisions = dates_of(pl.Series([f"{month}/{year}", f"{year}", f"{year}-{month:02d}"]))
    last = first_of_next - timedelta(days=1)
    assert dates.to_list() == [last, date(year, 12, 31), last]
    assert precisions.to_list() == ["month", "year", "month"]


@pytest.mark.parametrize(
    "text", ["31/02/2020", "29/2/2019", "03/25/2020", "0/1/2020", "1/1/1899", "1/1/3020", "123456"]
)
def test_a_date_that_never_was_is_none(text):
    assert dates_of(pl.Series([text]))[0].to_list() == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,5", 12.5), ("12.5", 12.5), ("1.234,5", 1234.5), ("1.234.567", 1234567.0),
        ("-3", -3.0), ("1 234,5", 1234.5), ("1,234.5", None), ("12 kg", None), ("1e400", None),
        ("nan", None), ("inf", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written_here(text, expected):
    assert numbers_of(pl.Series([text])).to_list() == [expected]


@given(st.floats(-1e9, 1e9).map(lambda x: round(x, 3)))
def test_a_number_is_the_same_with_a_comma_and_with_a_point(number):
    text = f"{number:.3f}"
    read = numbers_of(pl.Series([text, text.replace(".", ",")]))
    assert read.to_list() == [pytest.approx(number)] * 2


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_have_points_between_thousands_or_none(number):
    written = [str(number), f"{number:,}".replace(",", "."), f"{number},0"]
    assert whole_numbers_of(pl.Series(written)).to_list() == [number] * 3


@given(st.integers(0, 10**12 - 1).map(lambda n: f"{n:012d}"))
def test_digits_get_back_the_zeros_they_lost_and_no_others(number):
    lost = number.lstrip("0")
    digits, padded = digits_of(pl.Series([number, lost or None], dtype=pl.String), 12)
    if len(lost) >= 9:
        assert digits.to_list() == [number, number]
        assert padded == (lost != number)
    else:
        assert digits.to_list() == [number, lost or None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7.0301000123E+10", "070301000123"), ("7.0301E+10", None), ("7,03E+10", None),
        ("'070301000123", "070301000123"), ("070 301 000 123", "070301000123"),
        ("70301000123.0", "070301000123"), ("TE1 23", "TE123"), ("0123", "0123"),
    ],
)  # fmt: skip
def test_digits_that_excel_shortened_are_read_only_when_none_is_lost(text, expected):
    assert digits_of(pl.Series([text]), 12)[0].to_list() == [expected]


def test_a_word_written_alike_without_marks_is_known_only_with_them():
    column = Column("x", "X", CellKind.CODE, codes={"a": ("Hộ",), "b": ("Họ",), "c": ("Nữ",)})
    texts = pl.Series(["Hộ", "họ", "ho", "NU", "c", "nữ "])
    answer = read_column(column, texts, pl.Series(range(6)))
    assert answer.series[0].to_list() == ["a", "b", None, "c", "c", "c"]
    assert [problem.row for problem in answer.problems] == [2]
