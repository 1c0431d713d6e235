"""Working days around Tết and compensatory days, counted by hand on the official calendar."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

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
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
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


@pytest.mark.parametrize(
    ("begins", "count", "ends"),
    [
        # 2025: 30/4, 1/5 and 2/5 (for Saturday 26/4) are off. Thu 24/4; 25, 26, 28, 29; 5/5.
        (date(2025, 4, 24), 5, date(2025, 5, 5)),
        # 2025: 1/9 and 2/9 are off. Thu 28/8; 29; 3/9, 4, 5.
        (date(2025, 8, 28), 4, date(2025, 9, 5)),
        # 2026: Friday 2/1 is off for Saturday 10/1, worked. Wed 31/12; 5 to 9/1; 10/1.
        (date(2025, 12, 31), 6, date(2026, 1, 10)),
        # 2026: Tết is 16 to 20/2. Thu 12/2; 13; 23, 24, 25.
        (date(2026, 2, 12), 4, date(2026, 2, 25)),
        # 2026: Sunday 26/4 is made up for on 27/4; 30/4 and 1/5 are off. Fri 24/4; 28, 29; 4/5.
        (date(2026, 4, 24), 3, date(2026, 5, 4)),
        # 2026: Saturday 22/8 is worked for Monday 31/8; 1/9 and 2/9 are off.
        (date(2026, 8, 21), 1, date(2026, 8, 22)),
        (date(2026, 8, 28), 1, date(2026, 9, 3)),
    ],
)
def test_working_days_counted_by_hand_over_the_holidays_of_2025_and_2026(begins, count, ends):
    assert CALENDAR.add_working_days(begins, count) == ends
    assert CALENDAR.working_days_between(begins, ends) == count


@pytest.mark.parametrize(
    ("hours", "ends"),
    [
        (12, datetime(2026, 2, 17, 11, 30, tzinfo=HANOI)),
        (24, datetime(2026, 2, 17, 23, 30, tzinfo=HANOI)),
        (48, datetime(2026, 2, 18, 23, 30, tzinfo=HANOI)),
    ],
)
def test_clock_hours_run_through_midnight_and_through_tet(hours, ends):
    # Received on the eve of Tết 2026 at 23:30 in Hà Nội, 16:30 in UTC: the same moment.
    assert add_clock_hours(datetime(2026, 2, 16, 23, 30, tzinfo=HANOI), hours) == ends
    assert add_clock_hours(datetime(2026, 2, 16, 16, 30, tzinfo=UTC), hours) == ends


def test_the_calendar_lists_what_is_not_as_in_an_ordinary_week_with_its_source():
    listed = {special.day: special for special in CALENDAR.special_days(2025)}
    assert listed[date(2025, 4, 26)].is_working
    assert not listed[date(2025, 5, 2)].is_working
    assert listed[date(2025, 5, 2)].source.startswith("thư viện holidays")
    assert date(2025, 11, 8) not in listed  # an ordinary Saturday
