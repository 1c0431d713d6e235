"""An administrative penalty that followed an inspection."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from mangnon.activities.inspections.catalog import penalty_kinds
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.scope import OfInspection
from mangnon.core.models import User

FINE = "fine"


class InspectionPenalty(models.Model):
    """`amount` is in đồng, and there for a fine alone; one entered by mistake is withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="penalties")
    kind = models.CharField(max_length=20)  # of `lists/penalty_kind.yaml`
    amount = models.BigIntegerField(null=True, blank=True)
    decision_number = models.CharField(max_length=60)
    decision_on = models.DateField()
    issuer = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = OfInspection.as_manager()

    class Meta:
        ordering = ["decision_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=FINE, amount__gt=0) | ~Q(kind=FINE) & Q(amount=None),
                name="inspection_fine_has_an_amount",
            ),
            models.UniqueConstraint(
                fields=["inspection", "decision_number", "decision_on"],
                condition=Q(withdrawn_because=""),
                name="inspection_penalty_once_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.decision_number

    @property
    def kind_label(self) -> str:
        return penalty_kinds().get(self.kind, self.kind)
