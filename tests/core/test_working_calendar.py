"""Working days around Tết and compensatory days, counted by hand on the official calendar."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.core.working_calendar import (
    Override,
    WorkingCalendar,
    add_clock_hours,
    load_calendar,
    working_calendar,
)

CALENDAR = working_calendar()
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2025, 1, 27), False),  # 28 Tết, Monday
        (date(2025, 1, 31), False),
        (date(2025, 2, 3), True),  # Monday after Tết
        (date(2025, 4, 26), True),  # a Saturday worked for Friday 2 May
        (date(2025, 5, 2), False),
        (date(2026, 4, 27), False),  # Giỗ Tổ fell on a Sunday
        (date(2025, 11, 8), False),  # a Saturday
        (date(2025, 11, 10), True),
    ],
)
def test_days_off_are_those_of_the_official_calendar(day, is_working):
    assert CALENDAR.is_working_day(day) is is_working


def test_seven_working_days_that_begin_before_tet_end_after_it():
    # Thu 23 Jan 2025: Fri 24 Jan is the first; Mon 27 to Fri 31 are off; then 3 to 7 and 10 Feb.
    assert CALENDAR.add_working_days(date(2025, 1, 23), 7) == date(2025, 2, 10)
    assert CALENDAR.working_days_between(date(2025, 1, 23), date(2025, 2, 10)) == 7


def test_a_reminder_three_working_days_before_monday_is_sent_on_wednesday():
    assert CALENDAR.add_working_days(date(2025, 11, 10), -3) == date(2025, 11, 5)


def test_a_limit_that_would_end_on_a_sunday_ends_on_the_next_working_day():
    assert CALENDAR.on_or_after(date(2025, 11, 9)) == date(2025, 11, 10)


def test_twelve_hours_are_clock_hours_through_the_night():
    received = datetime(2025, 1, 28, 20, 30, tzinfo=UTC)
    assert add_clock_hours(received, 12) == datetime(2025, 1, 29, 8, 30, tzinfo=UTC)
    with pytest.raises(ValueError, match="time zone"):
        add_clock_hours(received.replace(tzinfo=None), 12)


def test_a_dated_override_of_the_province_wins(tmp_path):
    file = tmp_path / "overrides.yaml"
    file.write_text(
        "overrides:\n- {day: 2025-11-10, is_working: false, name: Nghỉ tránh bão}\n",
        encoding="utf-8",
    )
    calendar = load_calendar(file)
    assert not calendar.is_working_day(date(2025, 11, 10))
    assert calendar.name_of(date(2025, 11, 10)) == "Nghỉ tránh bão"
    assert calendar.on_or_after(date(2025, 11, 8)) == date(2025, 11, 11)


@given(DAYS, st.integers(0, 60))
def test_counting_undoes_adding(day, count):
    end = CALENDAR.add_working_days(day, count)
    assert CALENDAR.working_days_between(day, end) == count
    if count:
        assert CALENDAR.is_working_day(end)


@given(DAYS, st.integers(1, 30), st.integers(1, 30))
def test_adding_twice_is_adding_the_sum(day, first, second):
    once = CALENDAR.add_working_days(day, first + second)
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(day, first), second) == once


def test_one_more_day_off_never_makes_a_limit_end_sooner():
    day_off = Override(date(2025, 3, 5), False, "")
    longer = WorkingCalendar({day_off.day: day_off})
    for count in range(1, 10):
        start = date(2025, 3, 3)
        assert longer.add_working_days(start, count) >= CALENDAR.add_working_days(start, count)
