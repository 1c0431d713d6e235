"""A model of work for children: where, by whom, at what cost, with what result."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mangnon.activities.activity import kept_by
from mangnon.core.access import ScopedQuerySet, allowed
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.organisations.organisation import name_key
from mangnon.plans.models import Assignment
from mangnon.plans.work.fields import fields


class PracticeQuerySet(ScopedQuerySet):
    view_action = "activity.view"

    def edited_by(self, user: User) -> PracticeQuerySet:
        """Return those that the person keeps, as they keep activities."""
        if not allowed(user, "activity.edit"):
            return self.none()
        seen: PracticeQuerySet = self.visible_to(user)
        return seen.filter(kept_by(user))


class Practice(models.Model):
    """A fact of the unit where it was tried; `Replication` says who took it over.

    `state` and `began_on` are those of the last and of the first of its dated states. Who takes
    part is told in counts, broken down as those of an activity are (`attendance/parts.py`).
    """

    class State(models.TextChoices):
        PILOT = "pilot", _("Pilot")
        RUNNING = "running", _("Running")
        REPLICATED = "replicated", _("Replicated")
        ENDED = "ended", _("Ended")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=300, db_collation="C", editable=False)
    field = models.CharField(max_length=30)  # of `lists/field.yaml`
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place_words = models.CharField(max_length=200, blank=True)
    organiser = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organiser_words = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State)
    began_on = models.DateField()
    children = models.PositiveIntegerField(null=True, blank=True)
    adults = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=dict)
    results = models.TextField(max_length=4000, blank=True)
    assignments = models.ManyToManyField(Assignment, related_name="practices", blank=True)
    leaves = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    # When it, or what hangs on it, was last written: who edits compares.
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="practice_has_a_name"),
            models.CheckConstraint(
                condition=Q(organiser__isnull=False) | ~Q(organiser_words=""),
                name="practice_has_an_organiser",
            ),
            models.CheckConstraint(
                condition=Q(children=None) | Q(children__lte=10_000_000, adults__lte=10_000_000),
                name="practice_counts_are_of_one_model",
            ),
        ]
        indexes = [models.Index(fields=["-began_on", "-id"], name="practice_by_day")]

    def __str__(self) -> str:
        return self.name

    def set_name(self, name: str) -> None:
        self.name = " ".join(name.split())
        self.name_key = name_key(self.name)[:300]

    @property
    def field_label(self) -> str:
        return fields().get(self.field, self.field)

    @property
    def held_by(self) -> str:
        return str(self.organiser) if self.organiser else self.organiser_words


class OfPracticeQuerySet(ScopedQuerySet):
    """What hangs on a model of work: seen where it is."""

    view_action = "activity.view"
    unit_field = "practice__unit"
