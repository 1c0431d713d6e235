"""Reminding of tasks before they are due, and telling further up when they are late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.db import transaction
from django.db.models import Exists, OuterRef

from mangnon.catalog import CATALOG
from mangnon.core.audit import record
from mangnon.core.models import Refused
from mangnon.core.working_calendar import working_calendar
from mangnon.plans.work.assignment import Assignment
from mangnon.plans.work.reminder import TaskReminder


@dataclass(frozen=True)
class Step:
    """When somebody is told: so many working days after the due day, before it where negative."""

    code: str
    to: str
    days: int
    words: str

    def due_days(self, day: date) -> tuple[date | None, date]:
        """Return from which to which due day a task is told of on a working day."""
        calendar = working_calendar()
        last = calendar.add_working_days(day, -self.days)
        if self.days < 0:
            return day, last
        return (None, last) if self.days else (calendar.add_working_days(day, -1), day)


@cache
def steps_on(day: date) -> tuple[Step, ...]:
    """Return the steps that the catalogue of the day tells."""
    files = sorted((CATALOG / "work").glob("reminders@*.yaml"))
    begun = [file for file in files if _first_day(file) <= day] or files[:1]
    if not begun:
        raise Refused("Danh mục work/ thiếu tệp reminders@<ngày>.yaml; hãy cài lại phần mềm.")
    entries = yaml.safe_load(begun[-1].read_text(encoding="utf-8"))["steps"]
    return tuple(Step(**entry) for entry in entries)


def remind(day: date) -> int:
    """Write the reminders of a day that are not there yet; return how many.

    Nobody is reminded on a day off; what was missed while the server was off is told later.
    """
    if not working_calendar().is_working_day(day):
        return 0
    return sum(_remind(step, day) for step in steps_on(day))


@transaction.atomic
def _remind(step: Step, day: date) -> int:
    first, last = step.due_days(day)
    told = TaskReminder.objects.filter(
        assignment=OuterRef("pk"), step=step.code, due_on=OuterRef("due_on")
    )
    due = Assignment.objects.open().filter(~Exists(told), due_on__lte=last)
    if first is not None:
        due = due.filter(due_on__gt=first) if not step.days else due.filter(due_on__gte=first)
    made = [
        TaskReminder(
            assignment=assignment, step=step.code, to=step.to, words=step.words,
            due_on=assignment.due_on, told_on=day,
        )
        for assignment in due.select_related("unit")
    ]  # fmt: skip
    TaskReminder.objects.bulk_create(made, ignore_conflicts=True)
    for reminder in made:
        record(None, "task.remind", reminder.assignment, unit=reminder.assignment.unit,
               step=step.code)  # fmt: skip
    return len(made)


def _first_day(file: Path) -> date:
    return date.fromisoformat(file.stem.partition("@")[2])
