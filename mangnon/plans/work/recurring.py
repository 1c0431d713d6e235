"""Tasks that recur: the next one is there when one is closed, or when its day has come."""

from __future__ import annotations

import calendar
from datetime import date, datetime

from django.db import transaction

from mangnon.core.audit import record
from mangnon.plans.work.assignment import Assignment

Recurs = Assignment.Recurs
MONTHS = {Recurs.MONTHLY: 1, Recurs.QUARTERLY: 3, Recurs.HALF_YEARLY: 6, Recurs.YEARLY: 12}


def next_day(day: date, recurs: str, due_day: int) -> date:
    """Return the next day of the rule; a month that is too short gives its last day.

    >>> next_day(date(2025, 1, 31), "monthly", 31), next_day(date(2025, 2, 28), "monthly", 31)
    (datetime.date(2025, 2, 28), datetime.date(2025, 3, 31))
    """
    months = day.year * 12 + day.month - 1 + MONTHS[Recurs(recurs)]
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(due_day, calendar.monthrange(year, month)[1]))


def make_next(assignment: Assignment, *, now: datetime) -> Assignment | None:
    """Make what follows a task that recurs, once; call it while the task is locked."""
    if not assignment.recurs or assignment.due_on is None or assignment.due_day is None:
        return None
    if Assignment.objects.filter(follows=assignment).exists():
        return None
    made = Assignment(
        unit=assignment.unit, organisation=assignment.organisation, is_own=assignment.is_own,
        title=assignment.title, title_key=assignment.title_key,
        expected_result=assignment.expected_result, field=assignment.field, plan=assignment.plan,
        task=assignment.task, point=assignment.point,
        due_on=next_day(assignment.due_on, assignment.recurs, assignment.due_day),
        recurs=assignment.recurs, due_day=assignment.due_day, follows=assignment,
        needs_evidence=assignment.needs_evidence, created_by=assignment.created_by, created_at=now,
    )  # fmt: skip
    made.save(force_insert=True)
    made.partners.set(assignment.partners.all())
    record(None, "task.recur", made, unit=made.unit)
    return made


def make_due(now: datetime) -> None:
    """Make what follows each task whose day has come, also where nobody closed it."""
    due = Assignment.objects.exclude(recurs="").filter(due_on__lte=now.date(), next=None)
    for key in due.values_list("pk", flat=True):
        with transaction.atomic():
            locked = Assignment.objects.select_for_update(of=("self",), skip_locked=True)
            if found := locked.filter(pk=key).first():
                make_next(found, now=now)
