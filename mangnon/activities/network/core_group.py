"""Core groups of children (nhóm trẻ nòng cốt): where they are and how many, never who."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from mangnon.activities.network.post import FROM, UNTIL, SpellQuerySet
from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit, User
from mangnon.core.spans import ends_after_it_begins

MOST = 10_000  # children of one group


class CoreGroup(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    place_words = models.CharField(max_length=200, blank=True)
    from_day = models.DateField()
    until = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SpellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="core_group_has_a_name"),
            models.CheckConstraint(
                condition=ends_after_it_begins(FROM, UNTIL), name="core_group_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CoreGroupCountQuerySet(ScopedQuerySet):
    view_action = "network.view"
    unit_field = "group__unit"


class CoreGroupCount(models.Model):
    """How many children the group had on a day, and of which groups; a fact of its unit then.

    `parts` breaks the children down, as those of an activity are (`attendance/parts.py`).
    """

    group = models.ForeignKey(
        CoreGroup, on_delete=models.CASCADE, related_name="counts", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    children = models.PositiveIntegerField()
    parts = models.JSONField(default=dict)

    objects = CoreGroupCountQuerySet.as_manager()

    class Meta:
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(fields=["group", "on"], name="core_group_counted_once_a_day"),
            models.CheckConstraint(
                condition=Q(children__lte=MOST), name="core_group_count_is_of_one_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.children}"
