"""Which doses are due: worked by hand on a schedule of two courses."""

from datetime import date

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.definitions import Text
from mangnon.engine.load import check_catalog
from mangnon.engine.vaccines import (
    Course,
    Dose,
    Schedule,
    at_age,
    born_under,
    check_schedules,
    due_doses,
    load_schedules,
)

BIRTH = date(2024, 1, 31)
TITLE = Text(vi="Thử", en="Test")


def schedule(since=date(2000, 1, 1)):
    return Schedule(
        name="test", valid_from=since, title=TITLE, overdue_after_days=30, source="-",
        certainty="low",
        courses=(
            Course(antigen="first", title=TITLE, doses=(
                Dose(dose=1, due="0d", latest="7d"), Dose(dose=2, due="2m"), Dose(dose=3, due="3m"),
            )),
            Course(antigen="second", title=TITLE, doses=(Dose(dose=1, due="9m", latest="5y"),)),
        ),
    )  # fmt: skip


def due(day, *given):
    found = due_doses(schedule(), BIRTH, given, day)
    return [(dose.antigen, dose.dose, dose.due_on, dose.is_overdue) for dose in found]


@pytest.mark.parametrize(
    ("birth", "age", "day"),
    [
        (date(2024, 1, 31), "0d", date(2024, 1, 31)),
        (date(2024, 1, 31), "1m", date(2024, 2, 29)),
        (date(2024, 11, 30), "3m", date(2025, 2, 28)),
        (date(2024, 2, 29), "1y", date(2025, 2, 28)),
        (date(2024, 12, 15), "18m", date(2026, 6, 15)),
    ],
)
def test_an_age_is_reached_on_a_day_that_exists(birth, age, day):
    assert at_age(birth, age) == day


def test_before_anything_is_due_nothing_is():
    assert due(date(2024, 1, 30)) == []


def test_the_dose_of_the_first_days_is_due_at_birth_and_not_made_up_later():
    assert due(date(2024, 2, 6)) == [("first", 1, BIRTH, False)]
    assert due(date(2024, 2, 7)) == []


def test_a_missed_first_dose_is_passed_over_for_the_next():
    assert due(date(2024, 3, 31)) == [("first", 2, date(2024, 3, 31), False)]


def test_a_dose_is_overdue_when_more_than_thirty_days_have_passed():
    assert due(date(2024, 4, 30)) == [("first", 2, date(2024, 3, 31), False)]
    assert due(date(2024, 5, 1)) == [("first", 2, date(2024, 3, 31), True)]


def test_a_late_dose_moves_the_next_one_four_weeks_on():
    given = ("first", 2, date(2024, 6, 1))
    assert due(date(2024, 6, 28), given) == []
    assert due(date(2024, 6, 29), given) == [("first", 3, date(2024, 6, 29), False)]


def test_a_completed_course_asks_for_nothing_though_its_first_doses_were_not_entered():
    assert due(date(2024, 9, 1), ("first", 3, date(2024, 5, 1))) == []


def test_a_dose_given_after_the_day_is_not_known_yet():
    assert due(date(2024, 4, 1), ("first", 3, date(2024, 5, 1)))[0][:2] == ("first", 2)


def test_the_longest_due_comes_first_and_too_late_is_not_asked_for():
    assert [row[0] for row in due(date(2024, 11, 1))] == ["first", "second"]
    assert [row[0] for row in due(date(2029, 1, 31))] == ["first"]


def test_a_child_keeps_the_schedule_of_its_birth_and_an_older_one_the_first():
    old, new = schedule(), schedule(date(2025, 1, 1))
    assert born_under((old, new), date(2024, 12, 31)) is old
    assert born_under((old, new), date(2025, 1, 1)) is new
    assert born_under((old, new), date(1999, 1, 1)) is old


def test_our_own_schedule_names_the_eight_diseases_of_measure_5():
    assert load_schedules(CATALOG)[0].full_doses == {
        "tuberculosis": 1, "hepatitis_b": 4, "diphtheria": 3, "pertussis": 3, "tetanus": 3,
        "hib": 3, "polio": 4, "measles": 1,
    }  # fmt: skip


WHOLE = """\
name: national
valid_from: 2024-01-01
title: {vi: "Lịch", en: "Schedule"}
overdue_after_days: 30
source: "-"
certainty: low
courses:
  - antigen: polio
    title: {vi: "Bại liệt", en: "Polio"}
    full_with_dose: 2
    doses:
      - {dose: 1, due: 2m}
      - {dose: 2, due: 3m}
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("due: 2m}", "due: 2m, lates: 1y}", 12, "latest"),
        ("due: 2m", "due: 2w", 12, "due"),
        ("due: 3m", "due: 2m", 11, "thứ tự"),
        ("due: 2m}", "due: 2m, latest: 1m}", 11, "latest phải sau due"),
        ("full_with_dose: 2", "full_with_dose: 3", 10, "full_with_dose 3"),
        ("name: national", "name: other", 1, "other@2024-01-01.yaml"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, old, new, line, words):
    folder = tmp_path / "vaccines"
    folder.mkdir()
    file = folder / "national@2024-01-01.yaml"
    file.write_text(WHOLE, encoding="utf-8")
    assert check_schedules(tmp_path) == []
    file.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    (issue,) = check_schedules(tmp_path)
    assert (issue.file, issue.line) == (f"vaccines/{file.name}", line)
    assert words in issue.message
    assert issue in check_catalog(tmp_path)
