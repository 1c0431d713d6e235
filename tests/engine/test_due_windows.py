"""Who is due a dose, found for all births at once as it is found for one child after another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.catalog import CATALOG
from mangnon.engine.definitions import Text
from mangnon.engine.vaccines import (
    Course,
    Dose,
    Schedule,
    Window,
    at_age,
    born_by,
    born_under,
    due_doses,
    load_schedules,
    windows,
)

TITLE = Text(vi="Thử", en="Test")
DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))


def schedule(since, *doses):
    course = Course(antigen="polio", title=TITLE, doses=doses)
    return Schedule(
        name="test", valid_from=since, title=TITLE, overdue_after_days=30, source="-",
        certainty="low", courses=(course,),
    )  # fmt: skip


OLD = schedule(
    date(2000, 1, 1),
    Dose(dose=1, due="0d", latest="7d"),
    Dose(dose=2, due="2m", latest="5y", after_days=200),
    Dose(dose=4, due="3m"),
)
NEW = schedule(date(2024, 6, 1), Dose(dose=1, due="1m"))


@given(day=DAYS, age=st.sampled_from(["0d", "7d", "1m", "2m", "18m", "1y", "5y"]))
def test_who_was_born_by_the_day_has_the_age_and_who_was_born_later_has_not(day, age):
    youngest = born_by(day, age)
    assert at_age(youngest, age) <= day < at_age(youngest + timedelta(1), age)


def test_the_windows_of_a_day_by_hand():
    day = date(2025, 10, 31)
    assert windows([OLD, NEW], day) == [
        # A second dose: of two months, too old for the first and too young for the second schedule.
        Window("polio", 0, 0, date(2020, 10, 31), date(2024, 5, 31)),
        Window("polio", 0, 0, date.min, date(2020, 10, 31)),
        Window("polio", 1, 200, date(2020, 10, 31), date(2024, 5, 31)),
        Window("polio", 1, 28, date.min, date(2020, 10, 31)),
        Window("polio", 2, 28, date.min, date(2024, 5, 31)),
        Window("polio", 3, 28, date.min, date(2024, 5, 31)),
        Window("polio", 0, 0, date(2024, 5, 31), date(2025, 9, 30)),
    ]


@pytest.mark.parametrize("schedules", [load_schedules(CATALOG), (OLD, NEW)])
@given(data=st.data(), day=DAYS, age=st.integers(0, 6 * 365))
def test_the_windows_find_whom_the_schedule_finds(schedules, data, day, age):
    birth = day - timedelta(age)
    given_on = st.dates(birth, day)
    courses = born_under(schedules, birth).courses
    last = {
        course.antigen: data.draw(st.none() | st.tuples(st.integers(1, 4), given_on))
        for course in courses
    }
    had = [(antigen, *dose) for antigen, dose in last.items() if dose]
    due = {
        window.antigen
        for window in windows(schedules, day)
        if window.born_after < birth <= window.born_by
        for dose, on in [last.get(window.antigen) or (0, None)]
        if dose == window.given and (on is None or on + timedelta(window.after_days) <= day)
    }
    expected = due_doses(born_under(schedules, birth), birth, had, day)
    assert due == {dose.antigen for dose in expected}
