"""Facts of a life that are counted: birth, death, injury, special circumstances.

A fact keeps the unit that reported it, whatever becomes of the unit or of the residence.
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.children.register import Child, Sex
from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit
from mangnon.core.spans import ends_after_it_begins, span
from mangnon.places.models import YesNo, is_one_of


class ChildFactQuerySet(ScopedQuerySet):
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

    objects = ChildFactQuerySet.as_manager()

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

    objects = ChildFactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cause__in=["newborn", "illness", "injury", "other", "unknown"]),
                name="death_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.died_on}"


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

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="injuries")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    injured_on = models.DateField()
    cause = models.CharField(max_length=12, choices=Cause, default=Cause.UNKNOWN)
    is_fatal = models.BooleanField()

    objects = ChildFactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(is_fatal=True), name="injury_fatal_once_a_child"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.injured_on} {self.cause}"


class CircumstanceSpellQuerySet(ScopedQuerySet):
    """HIV, violence and abuse stand here: whoever sees the child does not yet see these."""

    view_action = "child.circumstances"
    unit_field = "child__unit"


class CircumstanceSpell(models.Model):
    """A span of time in one of the 14 groups of special circumstances (Children Law, article 10).

    A child may be in several groups at once, and in one group again after leaving it.
    """

    class Group(models.TextChoices):
        A = "a", _("Orphaned of both parents")
        B = "b", _("Abandoned")
        C = "c", _("Without anyone to rely on")
        D = "d", _("With a disability")
        DD = "đ", _("Living with HIV/AIDS")
        E = "e", _("In conflict with the law")
        G = "g", _("Addicted to drugs")
        H = "h", _("Left school to earn a living before finishing lower secondary")
        I = "i", _("Gravely harmed by violence")  # noqa: E741 - the law's own letter
        K = "k", _("Exploited")
        L = "l", _("Sexually abused")
        M = "m", _("Trafficked")
        N = "n", _("Gravely ill in a poor or near-poor household")
        O = "o", _("Migrant or refugee without known parents or carer")  # noqa: E741

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="circumstances")
    group = models.CharField(max_length=1, choices=Group)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    is_supported = models.CharField(max_length=7, choices=YesNo, default=YesNo.UNKNOWN)

    objects = CircumstanceSpellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ends_after_it_begins("began_on", "ended_on"),
                name="circumstance_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(group__in=list("abcdđeghiklmno")), name="circumstance_group"
            ),
            models.CheckConstraint(
                condition=is_one_of("is_supported", YesNo), name="circumstance_support"
            ),
            ExclusionConstraint(
                name="circumstance_group_once_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("group", RangeOperators.EQUAL),
                    (
                        span("began_on", "ended_on"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.group} {self.began_on}"
