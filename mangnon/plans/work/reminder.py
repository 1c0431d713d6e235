"""That a task is due soon, or late: a record for whoever it is told to."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, allowed, own_organisation
from mangnon.core.models import User
from mangnon.plans.work.assignment import Assignment, is_work_of


class TaskReminderQuerySet(ScopedQuerySet):
    view_action = "plan.view"
    unit_field = "assignment__unit"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield Rule("own-organisation", is_work_of(own_organisation(user), "assignment__"))
        groups = [to for to, right in RIGHTS.items() if allowed(user, right)]
        yield Rule("addressed", bool(groups) and models.Q(to__in=groups))


class TaskReminder(models.Model):
    """`step` is one of the catalogue's; a task whose day was put off is reminded of anew."""

    class To(models.TextChoices):
        DOER = "doer", _("Whoever does it")
        OFFICE = "office", _("Focal office")
        LEADERS = "leaders", _("Leaders")

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="reminders")
    step = models.CharField(max_length=20)
    to = models.CharField(max_length=7, choices=To)
    words = models.CharField(max_length=200)
    due_on = models.DateField()
    told_on = models.DateField()

    objects = TaskReminderQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["to", "told_on"], name="task_reminder_to")]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "step", "due_on"], name="task_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return self.words


RIGHTS = {
    TaskReminder.To.DOER: "task.do",
    TaskReminder.To.OFFICE: "task.assign",
    TaskReminder.To.LEADERS: "task.oversee",
}
