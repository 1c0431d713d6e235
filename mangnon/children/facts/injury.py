"""Injuries: several in a year, each counted."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.children.facts.seeing import ChildFactQuerySet
from mangnon.children.register import Child
from mangnon.core.models import Unit


class InjuryQuerySet(ChildFactQuerySet):
    """Injuries of children, seen with the child."""


class Injury(models.Model):
    """One injury that needed care or cost a day: a child may have several in a year."""

    class Cause(models.TextChoices):
        DROWNING = "drowning", _("Drowning")
        TRAFFIC = "traffic", _("Road traffic")
        FALL = "fall", _("Fall")
        BURN = "burn", _("Burn")
        POISONING = "poisoning", _("Poisoning")
        SHARP_OBJECT = "sharp_object", _("Sharp object")
        ANIMAL = "animal", _("Animal")
        ELECTRICITY = "electricity", _("Electric shock")
        OTHER = "other", _("Other cause")
        UNKNOWN = "unknown", _("Not known")

    class Place(models.TextChoices):
        HOME = "home", _("At home")
        SCHOOL = "school", _("At school")
        ROAD = "road", _("On the road")
        WATER = "water", _("Pond, lake, river or stream")
        PUBLIC = "public", _("Public place")
        WORK = "work", _("At work or in the fields")
        OTHER = "other", _("Another place")
        UNKNOWN = "unknown", _("Not known")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="injuries")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    injured_on = models.DateField()
    cause = models.CharField(max_length=12, choices=Cause, default=Cause.UNKNOWN)
    place = models.CharField(
        max_length=7, choices=Place, default=Place.UNKNOWN, db_default="unknown"
    )
    is_fatal = models.BooleanField()

    objects = InjuryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    place__in=[
                        "home", "school", "road", "water", "public", "work", "other", "unknown",
                    ]
                ),
                name="injury_place",
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(is_fatal=True), name="injury_fatal_once_a_child"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.child_id} {self.injured_on} {self.cause}"
