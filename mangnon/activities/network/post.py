"""A post for the work with children, where it stood when, and who filled it when."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mangnon.activities.activity import Activity
from mangnon.activities.network.catalog import post_label, qualifications, reasons_for_leaving
from mangnon.children.register import Sex
from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit, User
from mangnon.core.spans import ends_after_it_begins, span

FROM, UNTIL = "from_day", "until"


class SpellQuerySet(ScopedQuerySet):
    view_action = "network.view"

    def on(self, day: date) -> Self:
        """Return those that last on the day (`from_day` is in, `until` is out)."""
        return self.filter(Q(until=None) | Q(until__gt=day), from_day__lte=day)


class OfPostQuerySet(SpellQuerySet):
    unit_field = "post__unit"


class Post(models.Model):
    """A post of a unit, filled or vacant; of a collaborator also of a hamlet.

    `unit` is where it stands now, or stood at last; `PostPlace` says where it stood on any day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30)  # of the catalogue
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    hamlet = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=200, blank=True)
    from_day = models.DateField()
    until = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    # When it, or who filled it, was last written: who edits compares.
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SpellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ends_after_it_begins(FROM, UNTIL), name="post_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.kind_label, self.hamlet) if part)

    @property
    def kind_label(self) -> str:
        return post_label(self.kind)


class PostPlace(models.Model):
    """In which unit a post stood, from one day until another: a reform ends one and begins one."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="places", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_day = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = OfPostQuerySet.as_manager()

    class Meta:
        ordering = ["from_day"]
        constraints = [
            models.CheckConstraint(
                condition=ends_after_it_begins(FROM, UNTIL), name="post_place_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="post_stands_in_one_unit_at_a_time",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (span(FROM, UNTIL), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.unit_id} {self.from_day}"


class Holding(models.Model):
    """Who filled a post, from one day until another; the person needs no account.

    The name is personal data of staff: `network.names` opens it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, related_name="holdings", db_index=False
    )
    full_name = models.CharField(_("Full name"), max_length=200)
    sex = models.CharField(_("Sex"), max_length=7, choices=Sex, default=Sex.UNKNOWN)
    qualification = models.CharField(max_length=30, default="unknown")  # of the catalogue
    is_full_time = models.BooleanField(default=False)
    from_day = models.DateField()
    until = models.DateField(null=True, blank=True)
    left_because = models.CharField(max_length=30, blank=True)  # of the catalogue
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = OfPostQuerySet.as_manager()

    class Meta:
        ordering = ["-from_day"]
        constraints = [
            models.CheckConstraint(condition=~Q(full_name=""), name="holding_has_a_name"),
            models.CheckConstraint(
                condition=ends_after_it_begins(FROM, UNTIL), name="holding_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(until=None, left_because="")
                | Q(until__isnull=False) & ~Q(left_because=""),
                name="holding_ends_for_a_reason",
            ),
            ExclusionConstraint(
                name="post_is_filled_once_at_a_time",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (span(FROM, UNTIL), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def qualification_label(self) -> str:
        return qualifications().get(self.qualification, self.qualification)

    @property
    def reason_label(self) -> str:
        return reasons_for_leaving().get(self.left_because, self.left_because)


class TrainingQuerySet(ScopedQuerySet):
    view_action = "network.view"
    unit_field = "holding__post__unit"


class Training(models.Model):
    """A course that the holder of a post took: an activity of kind training, or one in words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="trainings")
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.CharField(max_length=300, blank=True)
    ended_on = models.DateField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ["-ended_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity=None) & ~Q(words="") | Q(activity__isnull=False, words=""),
                name="training_is_an_activity_or_words",
            ),
            models.UniqueConstraint(fields=["holding", "activity"], name="training_taken_once"),
        ]

    def __str__(self) -> str:
        return self.words or str(self.activity)
