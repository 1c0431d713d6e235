"""Figures that an agency reports, kept with where they come from and how they were made."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Organisation, Unit, User


class ReportedValueQuerySet(ScopedQuerySet):
    view_action = "value.view"


class ReportedValue(models.Model):
    """One figure for a leaf, a unit and a year, as its source gave it: never computed here.

    Zero, not applicable ("không phát sinh") and no data are states of their own, and only a
    figure has a value.
    """

    class State(models.TextChoices):
        VALUE = "value", _("Value")
        ZERO = "zero", _("Zero")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")
        NO_DATA = "no_data", _("No data yet")

    class Basis(models.TextChoices):
        FINAL = "final", _("Final")
        PROVISIONAL = "provisional", _("Provisional")
        ESTIMATED = "estimated", _("Estimated")

    leaf = models.CharField(max_length=4)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=20, blank=True, default="")  # which of several sources
    value = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=14, choices=State)
    basis = models.CharField(max_length=11, choices=Basis)
    source = models.CharField(max_length=200)
    method = models.CharField(max_length=500)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = ReportedValueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["leaf", "unit", "year", "series"], name="reported_value_once"
            ),
            models.CheckConstraint(
                # A comparison with null is not false but unknown, and passes a constraint.
                condition=Q(state="value", value__isnull=False) & ~Q(value=0)
                | Q(state="zero", value__isnull=False, value=0)
                | Q(state__in=["not_applicable", "no_data"], value__isnull=True),
                name="reported_value_agrees_with_its_state",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="reported_value_year"
            ),
            models.CheckConstraint(
                condition=Q(basis__in=["final", "provisional", "estimated"]),
                name="reported_value_basis",
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(method=""), name="reported_value_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaf} {self.unit} {self.year}"
