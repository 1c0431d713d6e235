"""One task given to whoever does it: from the plan, or by hand."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, own_organisation
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.organisations.organisation import name_key
from mangnon.core.working_calendar import working_calendar
from mangnon.plans.items import KeyTaskItem, Task
from mangnon.plans.plan import Plan


class AssignmentQuerySet(ScopedQuerySet):
    """Assignments of the units that a person serves; an agency sees those it has a part in."""

    view_action = "plan.view"
    is_large = True

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield Rule("own-organisation", is_work_of(own_organisation(user)))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def late(self, day: date) -> Self:
        return self.open().filter(due_on__lte=last_late_day(day))


class Assignment(models.Model):
    """Done by an organisation, or by a unit such as a commune; by neither it waits to be given.

    `unit` is whose work it is: the commune's, or that of the organisation's unit. `is_own` tells
    that whoever does it set it for itself. One that recurs is due on `due_day` of a month, and the
    next one `follows` it.
    """

    class State(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        DOING = "doing", _("Being done")
        DONE = "done", _("Completed")
        NOT_DONE = "not_done", _("Not done")

    class Recurs(models.TextChoices):
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")
        HALF_YEARLY = "half_yearly", _("Every half year")
        YEARLY = "yearly", _("Every year")

    audited_fields = ("state", "percent", "due_on", "organisation", "unit", "field")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    partners = models.ManyToManyField(Organisation, related_name="assignments_with", blank=True)
    is_own = models.BooleanField(default=False)
    title = models.TextField(_("Task"))
    title_key = models.TextField(editable=False, db_collation="C")
    expected_result = models.TextField(_("Expected result"), blank=True)
    field = models.CharField(_("Field"), max_length=30, blank=True)  # of `lists/field.yaml`
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    point = models.ForeignKey(
        KeyTaskItem, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    begins_on = models.DateField(_("Begins on"), null=True, blank=True)
    due_on = models.DateField(_("Due on"), null=True, blank=True)
    recurs = models.CharField(_("Recurs"), max_length=11, choices=Recurs, blank=True)
    due_day = models.PositiveSmallIntegerField(null=True, blank=True)
    follows = models.OneToOneField(
        RECURSIVE_RELATIONSHIP_CONSTANT,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="next",
    )
    needs_evidence = models.BooleanField(_("Proof is asked for"), default=False)
    state = models.CharField(max_length=11, choices=State, default=State.NOT_STARTED)
    percent = models.PositiveSmallIntegerField(_("Percent done"), default=0)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_on", "id"], name="assignment_due"),
            models.Index(fields=["unit", "due_on", "id"], name="assignment_unit_due"),
            models.Index(fields=["organisation", "due_on", "id"], name="assignment_org_due"),
            models.Index(
                fields=["due_on", "id"],
                name="assignment_open_due",
                condition=Q(state__in=("not_started", "doing")),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "organisation"],
                condition=Q(follows=None, task__isnull=False),
                name="task_is_given_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="assignment_percent"),
            models.CheckConstraint(
                condition=Q(task=None) | Q(point=None), name="assignment_comes_from_one_item"
            ),
            models.CheckConstraint(
                condition=Q(recurs="") | Q(due_on__isnull=False, due_day__range=(1, 31)),
                name="recurring_assignment_says_its_day",
            ),
            models.CheckConstraint(
                condition=Q(begins_on=None) | Q(due_on=None) | Q(begins_on__lte=F("due_on")),
                name="assignment_begins_before_it_is_due",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("done", "not_done"), closed_on__isnull=False)
                | Q(state__in=("not_started", "doing"), closed_on=None),
                name="closed_assignment_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def set_title(self, title: str) -> None:
        self.title, self.title_key = title, name_key(title)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_late(self, day: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on <= last_late_day(day)

    @property
    def doer(self) -> str:
        """Whoever does it, in words; of a province nobody does what no organisation was given."""
        if self.organisation is None and self.unit.level == Unit.Level.PROVINCE:
            return said("Not given yet")
        return str(self.organisation or self.unit)


OPEN = (Assignment.State.NOT_STARTED, Assignment.State.DOING)


def last_late_day(day: date) -> date:
    """Return the last due day that has passed; one on a day off lasts until work goes on."""
    return working_calendar().add_working_days(day, -1)


def is_work_of(organisation: int | None, path: str = "") -> bool | Q:
    """Return the condition that an organisation does an assignment or takes part in it."""
    if organisation is None:
        return True
    parts = Assignment.partners.through._base_manager.filter(organisation=organisation)
    does = Q(**{f"{path}organisation": organisation})
    return does | Q(**{f"{path}pk__in": parts.values("assignment")})
