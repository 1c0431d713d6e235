"""When limits end: worked by hand on the calendar, and what must hold for every moment."""

import datetime
from datetime import UTC, date

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mangnon.cases.clocks.limits import end_after_pause, end_of, warning_of
from mangnon.engine.cases.clocks import Lead, Limit


def moment(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


def limit(count, unit):
    return Limit(unit=unit, count=count)


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        # Clock hours run through the night, the year and Tết.
        ("2025-06-10 20:30", 12, "hours", "2025-06-11 08:30"),
        ("2024-12-31 20:00", 12, "hours", "2025-01-01 08:00"),
        ("2025-01-29 00:00", 12, "hours", "2025-01-29 12:00"),
        ("2024-02-28 18:00", 12, "hours", "2024-02-29 06:00"),
        # Tết 2025: nobody works from Saturday 25 January to Sunday 2 February.
        ("2025-01-23 09:00", 5, "working_days", "2025-02-06 23:59:59"),
        ("2025-01-23 09:00", 7, "working_days", "2025-02-10 23:59:59"),
        ("2025-01-29 09:00", 1, "working_days", "2025-02-03 23:59:59"),
        # Saturday 26 April 2025 was worked for Friday 2 May.
        ("2025-04-24 09:00", 5, "working_days", "2025-05-05 23:59:59"),
        ("2025-04-24 09:00", 7, "working_days", "2025-05-07 23:59:59"),
        # New Year 2023 fell on a Sunday: Monday the 2nd was off in its place.
        ("2022-12-29 09:00", 5, "working_days", "2023-01-06 23:59:59"),
        # The day a limit begins on is not counted, at its first moment or its last.
        ("2025-06-10 00:00", 5, "working_days", "2025-06-17 23:59:59"),
        ("2025-06-10 23:59", 5, "working_days", "2025-06-17 23:59:59"),
        ("2025-06-11 00:00", 5, "working_days", "2025-06-18 23:59:59"),
        ("2025-06-02 09:00", 15, "working_days", "2025-06-23 23:59:59"),
        ("2025-06-02 09:00", 25, "working_days", "2025-07-07 23:59:59"),
        # 21 June 2025 is a Saturday.
        ("2025-06-06 09:00", 15, "days", "2025-06-23 23:59:59"),
        ("2025-06-10 09:00", 15, "days", "2025-06-25 23:59:59"),
        # Months end on the same day, or on the last one of a shorter month.
        ("2023-08-31 09:00", 6, "months", "2024-02-29 23:59:59"),
        ("2024-08-31 09:00", 6, "months", "2025-02-28 23:59:59"),
        ("2024-02-29 09:00", 12, "months", "2025-02-28 23:59:59"),
        # 1 and 2 September 2025 were both days off.
        ("2025-03-01 09:00", 6, "months", "2025-09-03 23:59:59"),
    ],
)
def test_a_limit_ends_as_worked_by_hand(start, count, unit, end):
    assert end_of(limit(count, unit), moment(start)) == moment(end)


def test_a_limit_that_stays_ends_on_a_day_off():
    end = end_of(limit(15, "days"), moment("2025-06-06 09:00"), moves=False)
    assert end == moment("2025-06-21 23:59:59")


@pytest.mark.parametrize("unit", ["days", "working_days", "months"])
def test_days_are_those_of_vietnam_whatever_the_zone_of_the_moment(unit):
    here = moment("2025-06-11 01:30")
    elsewhere = here.astimezone(UTC)
    assert elsewhere.date() == date(2025, 6, 10)
    assert end_of(limit(3, unit), elsewhere) == end_of(limit(3, unit), here)


@pytest.mark.parametrize(
    ("unit", "due", "paused", "resumed", "end"),
    [
        ("hours", "2025-06-10 20:00", "2025-06-10 15:00", "2025-06-11 15:30", "2025-06-11 20:30"),
        # Two working days were left, Wednesday and Thursday; Friday it goes on.
        ("working_days", "2025-06-12 23:59:59", "2025-06-10 15:00", "2025-06-13 08:00",
         "2025-06-17 23:59:59"),
        ("working_days", "2025-06-12 23:59:59", "2025-06-10 15:00", "2025-06-10 16:00",
         "2025-06-12 23:59:59"),
        ("days", "2025-06-25 23:59:59", "2025-06-20 10:00", "2025-06-22 10:00",
         "2025-06-27 23:59:59"),
    ],
)  # fmt: skip
def test_after_a_pause_as_much_is_left_as_there_was(unit, due, paused, resumed, end):
    found = end_after_pause(unit, moment(due), moment(paused), moment(resumed))
    assert found == moment(end)


starts = st.datetimes(
    datetime.datetime(2015, 1, 1),  # noqa: DTZ001 # the strategy adds the zone
    datetime.datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
units = st.sampled_from(["hours", "days", "working_days", "months"])
limits = st.builds(limit, st.integers(1, 40), units)


@given(starts, limits, st.booleans())
@settings(suppress_health_check=[HealthCheck.too_slow])  # the first of them loads the calendar
def test_a_limit_never_ends_before_it_begins(start, some, moves):
    assert end_of(some, start, moves=moves) >= start


@given(starts, st.timedeltas(datetime.timedelta(), datetime.timedelta(days=30)), limits)
def test_who_begins_later_ends_no_sooner(start, later, some):
    assert end_of(some, start) <= end_of(some, start + later)


@given(starts, st.integers(1, 40), units)
def test_one_more_ends_no_sooner(start, count, unit):
    assert end_of(limit(count, unit), start) <= end_of(limit(count + 1, unit), start)


@given(starts, limits, limits, st.booleans())
def test_a_tighter_limit_never_ends_later(start, one, other, moves):
    if one.is_tighter_than(other):
        assert end_of(one, start, moves=moves) <= end_of(other, start, moves=moves)


@given(starts, limits, st.integers(1, 400))
def test_a_warning_comes_while_the_limit_runs(start, some, hours):
    due = end_of(some, start)
    lead = Lead(unit="hours", count=min(hours, 365))
    assert start <= warning_of(lead, start, due) <= due


@pytest.mark.parametrize(
    ("one", "other", "is_tighter"),
    [
        ((8, "hours"), (12, "hours"), True),
        ((12, "hours"), (12, "hours"), False),
        ((5, "days"), (5, "working_days"), True),
        ((5, "working_days"), (5, "days"), False),
        ((4, "working_days"), (15, "days"), False),
        ((24, "hours"), (1, "working_days"), True),
        ((1, "days"), (12, "hours"), False),
        ((28, "days"), (1, "months"), True),
        ((29, "days"), (1, "months"), False),
    ],
)
def test_which_limit_is_tighter(one, other, is_tighter):
    assert limit(*one).is_tighter_than(limit(*other)) is is_tighter
