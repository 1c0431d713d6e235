"""Computed figures: which run made them, and what they are."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit, User
from mangnon.indicators.live.stored import LiveCount, LivePosition, LiveUnit
from mangnon.snapshots.models import Snapshot

__all__ = ["LiveCount", "LivePosition", "LiveUnit", "Result", "Run"]


class Run(models.Model):
    """One computation of every leaf from one snapshot: the receipt of its results."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="runs")
    engine = models.CharField(max_length=20)
    engine_version = models.CharField(max_length=40)
    software_version = models.CharField(max_length=40)
    catalog_sha256 = models.CharField(max_length=64)
    results_sha256 = models.CharField(max_length=64)
    sql = models.JSONField(default=dict)
    computed_at = models.DateTimeField(auto_now_add=True)
    computed_by = models.ForeignKey(User, on_delete=models.PROTECT)
    seconds = models.FloatField()

    class Meta:
        get_latest_by = "computed_at"

    def __str__(self) -> str:
        return f"{self.snapshot.code} · {self.engine}"


class ResultQuerySet(ScopedQuerySet):
    view_action = "indicator.view"

    def totals(self) -> ResultQuerySet:
        """Return the figures without a breakdown."""
        return self.filter(dimension="total")


class Result(models.Model):
    """One figure: a leaf, a unit, and a member of a breakdown or the total."""

    class Attainment(models.TextChoices):
        MET = "met", _("Met")
        ON_TRACK = "on_track", _("On track")
        OFF_TRACK = "off_track", _("Off track")
        MISSED = "missed", _("Missed")
        NO_DATA = "no_data", _("No data")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")

    class Basis(models.TextChoices):
        FINAL = "final", _("Final")
        PROVISIONAL = "provisional", _("Provisional")
        ESTIMATED = "estimated", _("Estimated")

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="results")
    leaf = models.CharField(max_length=4)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=30)
    member = models.CharField(max_length=30)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    attainment = models.CharField(max_length=15, choices=Attainment, null=True)
    basis = models.CharField(max_length=12, choices=Basis)
    flags = ArrayField(models.CharField(max_length=40), default=list)

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "leaf", "unit", "dimension", "member"], name="result_once_a_run"
            )
        ]

    def __str__(self) -> str:
        return f"{self.leaf} {self.unit_id} {self.dimension}={self.member}"
