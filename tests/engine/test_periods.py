from datetime import date
from fractions import Fraction

import pytest

from mangnon.engine.periods import elapsed, period_of, shift


def test_a_calendar_year_is_counted_up_to_the_as_of_date():
    period = period_of("calendar_year", date(2025, 10, 31))
    assert period.parameters == {
        "as_of": date(2025, 10, 31),
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 10, 31),
        "year": 2025,
        "last_period_start": date(2024, 1, 1),
        "last_period_end": date(2024, 10, 31),
        "last_year": 2024,
    }
    assert not period.is_over
    assert period_of("calendar_year", date(2025, 12, 31)).is_over


def test_the_school_year_of_a_plan_year_is_the_one_that_ends_in_it():
    period = period_of("school_year", date(2025, 10, 31))
    assert (period.start, period.end, period.counted_to) == (
        date(2024, 9, 1), date(2025, 5, 31), date(2025, 5, 31),
    )  # fmt: skip
    assert period.is_over
    assert not period_of("school_year", date(2025, 5, 30)).is_over


@pytest.mark.parametrize(
    ("pace", "day", "share"),
    [
        ("linear", date(2025, 1, 1), Fraction(1, 365)),
        ("linear", date(2025, 10, 31), Fraction(304, 365)),
        ("linear", date(2024, 12, 31), Fraction(1)),
        ("linear", date(2024, 2, 29), Fraction(60, 366)),
        ("school_year", date(2025, 1, 1), Fraction(123, 273)),
        ("school_year", date(2025, 10, 31), Fraction(1)),
        ("annual", date(2025, 10, 31), Fraction(304, 365)),
    ],
)
def test_the_time_that_has_passed_takes_the_day_itself_in(pace, day, share):
    assert elapsed(pace, day) == share


@pytest.mark.parametrize(
    ("day", "count", "unit", "landed"),
    [
        (date(2024, 2, 29), -1, "YEAR", date(2023, 2, 28)),
        (date(2024, 2, 29), -4, "YEAR", date(2020, 2, 29)),
        (date(2025, 3, 31), -1, "MONTH", date(2025, 2, 28)),
        (date(2025, 1, 31), -2, "MONTH", date(2024, 11, 30)),
        (date(2025, 12, 31), 2, "MONTH", date(2026, 2, 28)),
        (date(2025, 3, 1), -1, "DAY", date(2025, 2, 28)),
    ],
)
def test_a_day_is_moved_inside_the_month_it_lands_in(day, count, unit, landed):
    assert shift(day, count, unit) == landed
