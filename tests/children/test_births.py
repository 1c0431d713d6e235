"""What people write of a birth, and what the register keeps of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.children.births import KnownBirth, age_in_words, read_birth

TODAY = date(2025, 10, 31)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("17/05/2020", date(2020, 5, 17), "day"),
        (" 7-5-2020 ", date(2020, 5, 7), "day"),
        ("2020-05-17", date(2020, 5, 17), "day"),
        ("29/02/2024", date(2024, 2, 29), "day"),
        ("02/2024", date(2024, 2, 29), "month"),
        ("2020", date(2020, 12, 31), "year"),
        ("2025", TODAY, "year"),  # the year is not over, and the child is born
        ("10/2025", TODAY, "month"),
        ("3 tuổi", date(2022, 10, 31), "estimated"),
        ("3 TUỔI 2 tháng", date(2022, 8, 31), "estimated"),
        ("khoảng 8 tháng", date(2025, 2, 28), "estimated"),
        ("chừng 5 tuoi", date(2020, 10, 31), "estimated"),
        ("khoảng 01/06/2019", date(2019, 6, 1), "estimated"),
    ],
)
def test_a_birth_is_the_last_day_of_what_is_known(text, day, precision):
    assert read_birth(text, TODAY) == KnownBirth(day, precision)


@pytest.mark.parametrize(
    "text", ["", "31/02/2020", "13/2020", "hôm qua", "20", "3", "1/2/20", "khoảng", "99999999 tuổi"]
)
def test_what_says_nothing_of_a_birth_is_not_guessed(text):
    assert read_birth(text, TODAY) is None


BIRTHS = st.builds(
    KnownBirth,
    st.dates(date(1990, 1, 1), date(2024, 12, 31)),
    st.sampled_from(["day", "estimated"]),
)


@given(BIRTHS)
def test_what_is_shown_is_read_again_as_the_same(birth):
    assert read_birth(str(birth), TODAY) == birth


@pytest.mark.parametrize("text", ["05/2020", "2020", "12/1999"])
def test_a_month_and_a_year_are_shown_as_they_were_told(text):
    assert str(read_birth(text, TODAY)) == text


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (TODAY, "0 ngày tuổi"),
        (date(2025, 10, 2), "29 ngày tuổi"),
        (date(2025, 9, 30), "1 tháng tuổi"),
        (date(2024, 11, 1), "11 tháng tuổi"),
        (date(2024, 10, 31), "1 tuổi"),
        (date(2023, 8, 31), "2 tuổi 2 tháng"),
        (date(2009, 11, 1), "15 tuổi"),
        (date(2009, 10, 31), "16 tuổi"),
        (TODAY + timedelta(1), "chưa sinh"),
    ],
)
def test_an_age_is_said_as_finely_as_it_matters(born, words):
    assert age_in_words(born, TODAY) == words
