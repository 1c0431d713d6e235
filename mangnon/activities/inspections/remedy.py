"""What must be done about a finding: a task of whoever answers for it, until it is proved done."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.db import models

from mangnon.activities.inspections.finding import InspectionFinding
from mangnon.activities.inspections.scope import InspectionScope
from mangnon.core.models import User
from mangnon.plans.models import Assignment
from mangnon.plans.work.assignment import OPEN, last_late_day


class RemedyQuerySet(InspectionScope):
    unit_field = "finding__inspection__unit"

    def open(self) -> Self:
        return self.filter(assignment__state__in=OPEN)

    def late(self, day: date) -> Self:
        return self.open().filter(assignment__due_on__lte=last_late_day(day))


class Remedy(models.Model):
    """Its day, its doer and its state are those of the task; done with proof, it is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    finding = models.ForeignKey(
        InspectionFinding, on_delete=models.PROTECT, related_name="remedies"
    )
    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="remedy")
    demanded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    demanded_at = models.DateTimeField()

    objects = RemedyQuerySet.as_manager()

    class Meta:
        ordering = ["demanded_at", "id"]

    def __str__(self) -> str:
        return str(self.assignment)
