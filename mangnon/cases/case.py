"""A protection case: where it stands, who runs it, and who may know of it at all."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit, User

CODE = r"^[a-z][a-z0-9_]*$"


class Risk(models.TextChoices):
    UNKNOWN = "", _("Not assessed")
    LOW = "low", _("Low risk")
    MEDIUM = "medium", _("Medium risk")
    HIGH = "high", _("High risk")


RISK_ORDER = {risk.value: place for place, risk in enumerate(Risk)}


class CaseQuerySet(ScopedQuerySet):
    """Nobody sees a case by rank or by unit: only who takes part in it (`taking_part.py`)."""

    view_action = "case.view"
    subject_field = "pk"

    def open(self) -> CaseQuerySet:
        return self.filter(closed_at=None)


class OfCaseQuerySet(ScopedQuerySet):
    """What belongs to a case is seen by who takes part in it; which of it, `seeing.py` says."""

    view_action = "case.view"
    unit_field = "case__unit"
    subject_field = "case"


class Case(models.Model):
    """One matter of protection of one or more children, owned by the commune where it happened.

    What stands here in plain text tells what happened by codes only: whom, where and how is sealed
    in the report, the people and the steps. Its stage and risk follow from the steps alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    # Where the child lives, if that is another commune.
    residence_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    process_from = models.DateField()  # the version of the process it began under
    stage = models.CharField(max_length=30)
    risk = models.CharField(max_length=6, choices=Risk, blank=True, default="")
    is_emergency = models.BooleanField(default=False)
    harms = ArrayField(models.CharField(max_length=20), default=list)  # list harm_kind
    setting = models.CharField(max_length=20, default="unknown")  # list case_setting
    happened_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField(max_length=20, blank=True)
    # The case that goes on with this one's matter, where it had been opened twice.
    joined_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined"
    )
    # When its words, names and links were destroyed; the codes, times and counts are left.
    anonymised_at = models.DateTimeField(null=True, blank=True)
    manager = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Counts the writings: who saw an older one is shown what changed before theirs is taken.
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__regex=CODE), name="case_stage"),
            models.CheckConstraint(condition=Q(risk__in=Risk.values), name="case_risk"),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("entered_at")),
                name="case_is_received_before_it_is_entered",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("received_at")),
                name="case_closes_after_it_is_received",
            ),
            models.CheckConstraint(
                condition=Q(joined_into=None)
                | ~Q(joined_into=F("id")) & Q(closed_at__isnull=False),
                name="case_joined_into_another_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(anonymised_at=None) | Q(closed_at__isnull=False),
                name="case_is_closed_before_it_is_anonymised",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "stage"], condition=Q(closed_at=None), name="case_open"),
            models.Index(fields=["manager"], condition=Q(closed_at=None), name="case_managed"),
        ]

    def __str__(self) -> str:
        return self.number
