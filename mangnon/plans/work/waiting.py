"""What of the tasks waits for a person, for the page "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting
from mangnon.core.working_calendar import working_calendar
from mangnon.plans.work.assignment import OPEN, Assignment
from mangnon.plans.work.reminder import TaskReminder
from mangnon.plans.work.reminding import steps_on
from mangnon.plans.work.rights import own_of


def tasks_waiting_for(user: User, day: date) -> list[Waiting]:
    """Return what the person is to do soon or late, and what was passed up to them."""
    return [*_to_do(user, day), *_to_give(user), *_passed_up(user)]


def _to_do(user: User, day: date) -> Iterator[Waiting]:
    ahead = max((-step.days for step in steps_on(day)), default=0)
    until = working_calendar().add_working_days(day, ahead)
    due = own_of(user).open().filter(due_on__lte=until).order_by("due_on", "pk")
    for task in due[:MOST_WAITING]:
        yield _waiting(task, _("Late") if task.is_late(day) else _("Due soon"))


def _to_give(user: User) -> Iterator[Waiting]:
    if not allowed(user, "task.assign"):
        return
    free = Assignment.objects.visible_to(user).open().filter(
        organisation=None, unit=user.unit_id
    )  # fmt: skip
    for task in free.order_by("due_on", "pk")[:MOST_WAITING]:
        yield _waiting(task, _("Nobody does it yet"))


def _passed_up(user: User) -> Iterator[Waiting]:
    passed = TaskReminder.objects.visible_to(user).exclude(to=TaskReminder.To.DOER)
    passed = passed.filter(
        assignment__state__in=OPEN, due_on=F("assignment__due_on")
    ).select_related("assignment__organisation", "assignment__unit")
    seen = set()
    for reminder in passed.order_by("due_on", "pk")[:MOST_WAITING]:
        if reminder.assignment_id not in seen:
            seen.add(reminder.assignment_id)
            why = _("Not done in time by %(doer)s") % {"doer": reminder.assignment.doer}
            yield _waiting(reminder.assignment, why)


def _waiting(task: Assignment, why: str) -> Waiting:
    return Waiting(str(task), reverse("plans:task", args=[task.pk]), task.due_on, why)
