"""When each dose is due by the schedule that a child was born under.

`catalog/vaccines/<name>@<valid_from>.yaml`: a child keeps the schedule in force at its birth; one
born before the first of them keeps the first. Who got a dose is taken to have had those before it.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pydantic import Field

from mangnon.engine.definitions import NAME, Certainty, Frozen, Text
from mangnon.engine.drafts import Entry, read_entries
from mangnon.engine.issues import CatalogError, Issue

VACCINES = "vaccines"
AGE = r"^[0-9]{1,3}[dmy]$"


class Dose(Frozen):
    """One dose of a course; ages are "0d", "2m", "6y"."""

    dose: int = Field(ge=1, le=9)
    due: str = Field(pattern=AGE)
    latest: str | None = Field(default=None, pattern=AGE)  # from this age on it is too late
    after_days: int = Field(default=28, ge=0)  # at least so long after the dose before it
    certainty: Certainty | None = None


class Course(Frozen):
    """The doses against one disease; the dose that makes a child of under 1 fully immunised."""

    antigen: str = Field(pattern=NAME)
    title: Text
    full_with_dose: int | None = None
    doses: tuple[Dose, ...] = Field(min_length=1)


class Schedule(Frozen):
    """The doses that the children born from `valid_from` on are given."""

    name: str = Field(pattern=NAME)
    valid_from: date
    title: Text
    overdue_after_days: int = Field(ge=0)
    courses: tuple[Course, ...]
    source: str = Field(min_length=1)
    certainty: Certainty

    @property
    def full_doses(self) -> dict[str, int]:
        """Return, by antigen, the dose with which a course is complete for full immunisation."""
        return {c.antigen: c.full_with_dose for c in self.courses if c.full_with_dose is not None}


@dataclass(frozen=True)
class DueDose:
    """A dose that a child may get on a day, and whether it is late."""

    antigen: str
    title: Text
    dose: int
    due_on: date
    is_overdue: bool


@dataclass(frozen=True)
class Window:
    """Whose next dose of a course is due on a day: those born in a span, by the dose they had.

    Born after one day and by another, with `given` as the last dose (0 for none), which lies
    `after_days` back at least.
    """

    antigen: str
    given: int
    after_days: int
    born_after: date
    born_by: date


def load_schedules(path: Path) -> tuple[Schedule, ...]:
    """Return the schedules, oldest first; raise CatalogError, which lists every mistake."""
    issues: list[Issue] = []
    entries = read_entries(path, VACCINES, Schedule, issues)
    if issues := [*issues, *_problems(entries)]:
        raise CatalogError(sorted(set(issues)))
    return tuple(sorted((e.value for e in entries), key=lambda s: s.valid_from))


def check_schedules(path: Path) -> list[Issue]:
    """Return every mistake in the vaccination schedules; a catalogue without any has none."""
    issues: list[Issue] = []
    entries = read_entries(path, VACCINES, Schedule, issues)
    return [*issues, *_problems(entries)]


def born_under(schedules: Sequence[Schedule], birth: date) -> Schedule:
    """Return the schedule that a child born on the day keeps."""
    in_force = [schedule for schedule in schedules if schedule.valid_from <= birth]
    return in_force[-1] if in_force else schedules[0]


def due_doses(
    schedule: Schedule, birth: date, given: Iterable[tuple[str, int, date]], day: date
) -> list[DueDose]:
    """Return the next dose of each course that is due on the day, the longest due first.

    `given` holds (antigen, dose, day) of what the child got by then.
    """
    last: dict[str, tuple[int, date]] = {}
    for antigen, dose, given_on in given:
        if given_on <= day:
            last[antigen] = max(last.get(antigen, (0, birth)), (dose, given_on))
    found = [_next(c, schedule, birth, last.get(c.antigen), day) for c in schedule.courses]
    return sorted((dose for dose in found if dose), key=lambda dose: (dose.due_on, dose.antigen))


def windows(schedules: Sequence[Schedule], day: date) -> list[Window]:
    """Return who is due a dose on the day, as `due_doses` finds it for one child after another."""
    starts = [date.min, *(schedule.valid_from for schedule in schedules[1:])]
    ends = [start - timedelta(1) for start in starts[1:]] + [date.max]
    return [
        Window(
            course.antigen, given, dose.after_days if given else 0, max(low, after), min(high, by)
        )
        for schedule, start, high in zip(schedules, starts, ends, strict=True)
        for low in [start - timedelta(1) if start > date.min else start]
        for course in schedule.courses
        for given in range(course.doses[-1].dose)
        for dose, after, by in _next_of(course, given, day)
        if max(low, after) < min(high, by)
    ]


def _next_of(course: Course, given: int, day: date) -> Iterator[tuple[Dose, date, date]]:
    """Yield the doses that may come next after one, and born after and by when it is they."""
    by = day
    for dose in course.doses:
        if dose.dose > given:
            too_late = born_by(day, dose.latest) if dose.latest else date.min
            yield dose, too_late, min(by, born_by(day, dose.due))
            by = too_late


@lru_cache(maxsize=4096)
def at_age(birth: date, age: str) -> date:
    """Return the day on which a child reaches an age such as "2m".

    >>> at_age(date(2024, 12, 31), "2m"), at_age(date(2024, 2, 29), "1y")
    (datetime.date(2025, 2, 28), datetime.date(2025, 2, 28))
    """
    number = int(age[:-1])
    if age.endswith("d"):
        return birth + timedelta(number)
    months = birth.month - 1 + number * (12 if age.endswith("y") else 1)
    year, month = birth.year + months // 12, months % 12 + 1
    return date(year, month, min(birth.day, calendar.monthrange(year, month)[1]))


def born_by(day: date, age: str) -> date:
    """Return the birth date of the youngest who have reached an age by a day.

    >>> born_by(date(2025, 2, 28), "2m"), born_by(date(2025, 3, 30), "1m")
    (datetime.date(2024, 12, 31), datetime.date(2025, 2, 28))
    """
    number = int(age[:-1])
    if age.endswith("d"):
        return day - timedelta(number)
    months = 12 * day.year + day.month - 1 - number * (12 if age.endswith("y") else 1)
    year, month = months // 12, months % 12 + 1
    last = calendar.monthrange(year, month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))


def _next(
    course: Course, schedule: Schedule, birth: date, last: tuple[int, date] | None, day: date
) -> DueDose | None:
    """Return the first dose after the last one given that is due and not yet too late."""
    given, given_on = last or (0, birth)
    for dose in course.doses:
        if dose.dose <= given or (dose.latest and at_age(birth, dose.latest) <= day):
            continue
        due_on = at_age(birth, dose.due)
        if given:
            due_on = max(due_on, given_on + timedelta(dose.after_days))
        if due_on > day:
            return None
        is_overdue = day > due_on + timedelta(schedule.overdue_after_days)
        return DueDose(course.antigen, course.title, dose.dose, due_on, is_overdue)
    return None


def _problems(entries: tuple[Entry[Schedule], ...]) -> Iterator[Issue]:
    for entry in entries:
        schedule = entry.value
        wanted = f"{VACCINES}/{schedule.name}@{schedule.valid_from}.yaml"
        if entry.source.file != wanted:
            yield entry.issue(("name",), f"Tên tệp phải là {wanted} theo name và valid_from.")
        seen: dict[str, int] = {}
        for place, course in enumerate(schedule.courses):
            if seen.setdefault(course.antigen, place) != place:
                message = f"Bệnh “{course.antigen}” có hai lịch tiêm; chỉ giữ một."
                yield entry.issue(("courses", place, "antigen"), message)
            yield from _course_problems(entry, place, course)


def _course_problems(entry: Entry[Schedule], place: int, course: Course) -> Iterator[Issue]:
    birth = date(2001, 1, 1)
    for before, after in pairwise(course.doses):
        if after.dose <= before.dose or at_age(birth, after.due) <= at_age(birth, before.due):
            message = f"Các liều của “{course.antigen}” phải theo thứ tự số liều và tuổi."
            yield entry.issue(("courses", place, "doses"), message)
    for dose in course.doses:
        if dose.latest and at_age(birth, dose.latest) <= at_age(birth, dose.due):
            message = f"Liều {dose.dose} của “{course.antigen}”: latest phải sau due."
            yield entry.issue(("courses", place, "doses"), message)
    if course.full_with_dose not in (None, *(dose.dose for dose in course.doses)):
        message = f"full_with_dose {course.full_with_dose} không phải một liều của lịch này."
        yield entry.issue(("courses", place, "full_with_dose"), message)
