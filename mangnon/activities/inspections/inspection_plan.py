"""A plan of inspections: under which decision, by whom, and what they look at."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from mangnon.activities.inspections.scope import InspectionScope, carried_out_by
from mangnon.core.access import allowed
from mangnon.core.models import Organisation, Unit, Upload, User


class InspectionPlanQuerySet(InspectionScope):
    def edited_by(self, user: User) -> InspectionPlanQuerySet:
        if not allowed(user, "inspection.edit"):
            return self.none()
        seen: InspectionPlanQuerySet = self.visible_to(user)
        return seen.filter(carried_out_by(user))


class InspectionPlan(models.Model):
    """Its lines are the inspections; without an organisation the unit itself carries them out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_number = models.CharField(max_length=60)
    decision_on = models.DateField()
    issuer = models.CharField(max_length=200)
    subject = models.TextField(max_length=2000, blank=True)
    files = models.ManyToManyField(Upload, related_name="+", blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = InspectionPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(decision_number="") & ~Q(issuer=""),
                name="inspection_plan_has_a_decision",
            )
        ]
        indexes = [models.Index(fields=["-year", "-id"], name="inspection_plan_by_year")]

    def __str__(self) -> str:
        return self.title

    @property
    def carried_out_by(self) -> str:
        return str(self.organisation or self.unit)
