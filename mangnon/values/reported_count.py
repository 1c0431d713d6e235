"""Numbers of things that an agency counted, such as marriages: they add up over units."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Organisation, Unit, User
from mangnon.values.reported_value import ReportedValue


class ReportedCountQuerySet(ScopedQuerySet):
    view_action = "value.view"


class ReportedCount(models.Model):
    """How many there were in a unit and a year; zero is a number, nothing reported is no row.

    A unit and one above it never both have a number: it would be counted twice.
    """

    item = models.CharField(max_length=30)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    basis = models.CharField(max_length=11, choices=ReportedValue.Basis)
    source = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = ReportedCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "unit", "year"], name="reported_count_once"),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="reported_count_year"
            ),
            models.CheckConstraint(
                condition=Q(basis__in=["final", "provisional", "estimated"]),
                name="reported_count_basis",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="reported_count_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.unit} {self.year}"
