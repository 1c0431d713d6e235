"""The sheet of one body and period, and how each of its columns came about."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Organisation, Unit, User
from mangnon.values.grid.periods import Period
from mangnon.values.reported_value import ReportedValue


class EntrySheetQuerySet(ScopedQuerySet):
    view_action = "value.enter"


class EntrySheet(models.Model):
    """What one body enters for a period: an organisation, or a unit itself. Sent as a whole."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=4, choices=Period)
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = EntrySheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "organisation", "year", "period"],
                nulls_distinct=False,
                name="entry_sheet_once",
            ),
            models.CheckConstraint(
                condition=Q(sent_by=None, sent_at=None)
                | Q(sent_by__isnull=False, sent_at__isnull=False),
                name="entry_sheet_is_sent_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.unit} {self.year} {self.get_period_display()}"


class EntryColumn(models.Model):
    """Where the figures of one item of a sheet come from, and how they were made."""

    sheet = models.ForeignKey(EntrySheet, on_delete=models.CASCADE, related_name="columns")
    item = models.CharField(max_length=60)
    source = models.CharField(max_length=200)
    method = models.CharField(max_length=500)
    basis = models.CharField(max_length=11, choices=ReportedValue.Basis)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="entry_column_once"),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(method=""), name="entry_column_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.item}"
