"""The beginning and the end of a life, as they are counted."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.children.facts.seeing import ChildFactQuerySet
from mangnon.children.register import Child, Sex
from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit
from mangnon.places.models import is_one_of


class BirthQuerySet(ScopedQuerySet):
    """A birth may belong to no child of the register: whoever serves its unit sees it."""

    view_action = "child.view"


class Birth(models.Model):
    """One live birth as it was reported, also of a child who never entered the register."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.OneToOneField(
        Child, on_delete=models.PROTECT, null=True, blank=True, related_name="birth"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    born_on = models.DateField()
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.UNKNOWN)
    ethnicity = models.CharField(max_length=7, default="unknown")

    objects = BirthQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=is_one_of("sex", Sex), name="birth_sex"),
            models.CheckConstraint(
                condition=Q(ethnicity__regex=r"^([0-9]{2}|foreign|unknown)$"),
                name="birth_ethnicity_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.born_on} {self.unit}"


class DeathQuerySet(ChildFactQuerySet):
    """Deaths of children, seen with the child."""


class Death(models.Model):
    """The end of a child's life; a person dies once."""

    class Cause(models.TextChoices):
        NEWBORN = "newborn", _("Condition of the newborn")
        ILLNESS = "illness", _("Illness")
        INJURY = "injury", _("Injury")
        OTHER = "other", _("Other cause")
        UNKNOWN = "unknown", _("Not known")

    child = models.OneToOneField(
        Child, on_delete=models.PROTECT, primary_key=True, related_name="death"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    died_on = models.DateField()
    cause = models.CharField(max_length=7, choices=Cause, default=Cause.UNKNOWN)

    objects = DeathQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cause__in=["newborn", "illness", "injury", "other", "unknown"]),
                name="death_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.died_on}"
