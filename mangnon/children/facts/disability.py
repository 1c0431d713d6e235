"""Disability by type and degree, as a certificate or a carer tells of it."""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.children.facts.seeing import ChildFactQuerySet
from mangnon.children.register import Child
from mangnon.core.spans import ends_after_it_begins, span
from mangnon.places.models import YesNo, is_one_of


class DisabilityQuerySet(ChildFactQuerySet):
    subject_field = "child"


class DisabilitySpell(models.Model):
    """The types of disability that a child has at once, with their one degree, for a time."""

    class Type(models.TextChoices):
        MOVEMENT = "movement", _("Movement")
        HEARING_SPEECH = "hearing_speech", _("Hearing and speech")
        SIGHT = "sight", _("Sight")
        MENTAL = "mental", _("Nervous and mental")
        INTELLECTUAL = "intellectual", _("Intellectual")
        OTHER = "other", _("Another disability")

    class Degree(models.TextChoices):
        VERY_SEVERE = "very_severe", _("Very severe")
        SEVERE = "severe", _("Severe")
        MILD = "mild", _("Mild")
        UNKNOWN = "unknown", _("Not determined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="disabilities", db_index=False
    )
    types = ArrayField(models.CharField(max_length=14, choices=Type))
    degree = models.CharField(max_length=11, choices=Degree, default=Degree.UNKNOWN)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    certificate = models.CharField(max_length=7, choices=YesNo, default=YesNo.UNKNOWN)
    certified_on = models.DateField(null=True, blank=True)

    objects = DisabilityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    types__contained_by=[
                        "movement", "hearing_speech", "sight", "mental", "intellectual", "other",
                    ],
                    types__len__gt=0,
                ),
                name="disability_types",
            ),
            models.CheckConstraint(
                condition=Q(degree__in=["very_severe", "severe", "mild", "unknown"])
                & is_one_of("certificate", YesNo),
                name="disability_answers",
            ),
            models.CheckConstraint(
                condition=Q(certified_on=None) | Q(certificate="yes"),
                name="disability_certified_by_a_certificate",
            ),
            models.CheckConstraint(
                condition=ends_after_it_begins("began_on", "ended_on"),
                name="disability_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="disability_once_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (span("began_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.child_id} {self.degree} {self.began_on}"


def disability_by_spells(child: Child) -> str | None:
    """Return yes while a spell is open, no when all have ended; None where there is none.

    The record's own answer follows it: only without any spell is it an answer of its own.
    """
    spells = DisabilitySpell.objects.filter(child=child)
    ends = list(spells.values_list("ended_on", flat=True))
    if not ends:
        return None
    return YesNo.YES if None in ends else YesNo.NO
