"""What an inspection found of one item of its checklist."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.scope import OfInspection


class InspectionAnswer(models.Model):
    class Value(models.TextChoices):
        MET = "met", _("Met")
        NOT_MET = "not_met", _("Not met")
        NOT_APPLICABLE = "not_applicable", _("Does not apply")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="answers")
    item = models.CharField(max_length=30)  # of the checklist
    value = models.CharField(max_length=14, choices=Value)
    note = models.CharField(max_length=500, blank=True)

    objects = OfInspection.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "item"], name="inspection_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.value}"
