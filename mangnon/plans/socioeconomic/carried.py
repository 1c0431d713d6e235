"""A unit's socio-economic development plan, and where it carries targets for children."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit, User
from mangnon.plans.work.assignment import Assignment

FIVE_YEARS = 5


class Kind(models.TextChoices):
    YEARLY = "yearly", _("Yearly")
    FIVE_YEAR = "five_year", _("Five years")


class SocioeconomicPlanQuerySet(ScopedQuerySet):
    view_action = "plan.view"


class OfSocioeconomicPlanQuerySet(ScopedQuerySet):
    view_action = "plan.view"
    unit_field = "plan__unit"


class AskedTargetQuerySet(ScopedQuerySet):
    view_action = "plan.view"


class SocioeconomicPlan(models.Model):
    """The document as it was decided for a year, or for the five years that begin with one."""

    audited_fields = ("number", "issued_on", "title")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("Kind"), max_length=9, choices=Kind)
    first_year = models.PositiveSmallIntegerField(_("Year, or the first of the five"))
    number = models.CharField(_("Number of the document"), max_length=60)
    issued_on = models.DateField(_("Day of the document"))
    title = models.CharField(_("Title"), max_length=500, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = SocioeconomicPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "first_year"], name="socioeconomic_plan_once"
            ),
            models.CheckConstraint(condition=~Q(number=""), name="socioeconomic_plan_has_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}: {self.number}"

    @property
    def period(self) -> str:
        return period_text(self.kind, self.first_year)


class CarriedTarget(models.Model):
    """Where the document carries a target: its part and line, as people cite it."""

    plan = models.ForeignKey(SocioeconomicPlan, on_delete=models.CASCADE, related_name="carried")
    leaf = models.CharField(max_length=4)
    line = models.CharField(max_length=200)

    objects = OfSocioeconomicPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "leaf"], name="target_carried_once"),
            models.CheckConstraint(condition=~Q(line=""), name="carried_target_says_its_line"),
        ]

    def __str__(self) -> str:
        return f"{self.leaf}: {self.line}"


class AskedTarget(models.Model):
    """A target that a unit's plan did not carry, and the task that asks for it: once."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind)
    first_year = models.PositiveSmallIntegerField()
    leaf = models.CharField(max_length=4)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")

    objects = AskedTargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "first_year", "leaf"], name="missing_target_asked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.leaf}"


def period_text(kind: str, first_year: int) -> str:
    """Return "2026", or "2026–2030"."""
    if kind == Kind.FIVE_YEAR:
        return f"{first_year}–{first_year + FIVE_YEARS - 1}"
    return str(first_year)
