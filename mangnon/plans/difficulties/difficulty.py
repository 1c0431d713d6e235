"""One difficulty: what is wrong, who raised it about what, and where it stands."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, keeps_to_an_organisation
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.organisations.organisation import name_key
from mangnon.plans.items import Indicator
from mangnon.plans.plan import Plan
from mangnon.plans.work.assignment import Assignment, is_work_of, last_late_day


class DifficultyQuerySet(ScopedQuerySet):
    """Difficulties of the units that a person serves.

    An agency sees its own, and those of the tasks that it has a part in; none where the person has
    no organisation.
    """

    view_action = "plan.view"
    is_large = True

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        if keeps_to_an_organisation(user):
            yield Rule("own-organisation", has_part_in(user.organisation_id))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def late(self, day: date) -> Self:
        """Return those that were not answered within their limit."""
        return self.filter(answer_by__lte=last_late_day(day))


class Difficulty(models.Model):
    """Raised by an organisation, or by a unit such as a commune where there is none.

    `answer_by` is there while the focal office owes an answer; `escalated_on` tells since when the
    provincial committee knows that it was not given in time. Its story is in its notes.
    """

    audited_fields = ("state", "answer_by", "escalated_on")

    class About(models.TextChoices):
        GENERAL = "general", _("The work in general")
        PLAN = "plan", _("A plan")
        TASK = "task", _("A task")
        TARGET = "target", _("An indicator")
        MONEY = "money", _("Funding")
        PEOPLE = "people", _("Staff")

    class State(models.TextChoices):
        RAISED = "raised", _("Waits for an answer")
        ASKED = "asked", _("Asked back")
        ANSWERED = "answered", _("Answered")
        SOLVED = "solved", _("Solved")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    about = models.CharField(_("What it is about"), max_length=7, choices=About)
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="difficulties"
    )
    task = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="difficulties"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    field = models.CharField(_("Field"), max_length=30, blank=True)  # of `lists/field.yaml`
    title = models.CharField(_("Difficulty"), max_length=300)
    title_key = models.CharField(max_length=300, editable=False, db_collation="C")
    what = models.TextField(_("What the difficulty is"))
    since = models.DateField(_("Since"))
    tried = models.TextField(_("What was tried"), blank=True)
    proposed = models.TextField(_("What is proposed"))
    state = models.CharField(max_length=9, choices=State, default=State.RAISED)
    answer_by = models.DateField(null=True, blank=True)
    escalated_on = models.DateField(null=True, blank=True)
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = DifficultyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(what="") & ~Q(proposed=""),
                name="difficulty_says_what_and_what_is_proposed",
            ),
            models.CheckConstraint(
                condition=~Q(about="plan", plan=None)
                & ~Q(about="task", task=None)
                & ~Q(about="target", indicator=None),
                name="difficulty_names_what_it_is_about",
            ),
            models.CheckConstraint(
                condition=Q(state="raised", answer_by__isnull=False)
                | (~Q(state="raised") & Q(answer_by=None)),
                name="difficulty_that_waits_has_its_limit",
            ),
        ]
        indexes = [
            models.Index(fields=["-raised_at", "-id"], name="difficulty_newest"),
            models.Index(fields=["unit", "-raised_at", "-id"], name="difficulty_of_unit"),
            models.Index(
                fields=["answer_by"], name="difficulty_waits", condition=Q(state="raised")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def set_title(self, title: str) -> None:
        self.title = " ".join(title.split())
        self.title_key = name_key(self.title)[:300]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def raiser(self) -> str:
        """Whoever raised it, in words: the organisation, or the unit."""
        return str(self.organisation or self.unit)

    def is_late(self, day: date) -> bool:
        return self.answer_by is not None and self.answer_by <= last_late_day(day)


OPEN = (Difficulty.State.RAISED, Difficulty.State.ASKED, Difficulty.State.ANSWERED)


def has_part_in(organisation: int | None, path: str = "") -> bool | Q:
    """Return the condition that an organisation raised it, or does the task that it is about."""
    if organisation is None:
        return False
    of_task = is_work_of(organisation, f"{path}task__")
    return Q(**{f"{path}organisation": organisation}) | Q(of_task)
