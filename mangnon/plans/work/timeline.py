"""The tasks of a year as bars from their first to their last day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mangnon.core.models import User
from mangnon.plans.work.assignment import Assignment, AssignmentQuerySet, last_late_day

MOST = 500
WIDTH = 1000  # of the drawing; the page stretches it
LEAST = 6


@dataclass(frozen=True)
class Bar:
    """A task and where its bar lies; `done` is how much of it is filled."""

    task: Assignment
    x: int
    width: int
    done: int
    look: str


@dataclass(frozen=True)
class Group:
    """The tasks of one doer."""

    name: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Timeline:
    """`today` is where the day lies, None in another year; `left_out` tells there are more."""

    year: int
    months: Sequence[int]
    groups: Sequence[Group]
    today: int | None
    left_out: bool


def draw(tasks: AssignmentQuerySet, year: int, day: date) -> Timeline:
    """Return the timeline of the tasks that are due in a year, by who does them."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = list(
        tasks.filter(due_on__range=(first, last))
        .select_related("organisation", "unit")
        .order_by("organisation__name", "unit__name", "due_on", "pk")[: MOST + 1]
    )
    late = last_late_day(day)
    groups: dict[str, list[Bar]] = {}
    for task in found[:MOST]:
        groups.setdefault(task.doer, []).append(_bar(task, first, late))
    return Timeline(
        year,
        range(1, 13),
        [Group(name, bars) for name, bars in groups.items()],
        _at(day, first) if day.year == year else None,
        len(found) > MOST,
    )


def _bar(task: Assignment, first: date, late: date) -> Bar:
    due = task.due_on or first
    begins = max(task.begins_on or due, first)
    x = min(_at(begins, first), WIDTH - LEAST)
    width = max(_at(due, first) - x, LEAST)
    look = "late" if task.is_open and due <= late else task.state
    done = width * task.percent // 100 if task.is_open else 0
    return Bar(task, x, width, done, look)


def _at(day: date, first: date) -> int:
    days = (date(first.year + 1, 1, 1) - first).days
    return WIDTH * (day - first).days // days


def years_of(user: User, day: date) -> list[int]:
    """Return the years from the first to the last due day, this one among them."""
    due = Assignment.objects.visible_to(user).exclude(Q(due_on=None)).order_by("due_on", "pk")
    ends = [due.values_list("due_on", flat=True).first(), day]
    last = due.reverse().values_list("due_on", flat=True).first()
    years = [end.year for end in (*ends, last) if end]
    return list(range(min(years), max(years) + 1))
