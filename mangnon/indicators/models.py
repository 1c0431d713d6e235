"""Computed figures: which run made them, and what they are."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q
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


class FindingQuerySet(ScopedQuerySet):
    view_action = "indicator.view"

    def with_explanations(self) -> FindingQuerySet:
        """Mark what is explained: by whom and when stands in the explanation of that number."""
        standing = Explanation.objects.filter(
            withdrawn_at=None, **{name: OuterRef(name) for name in Explanation.ABOUT}
        )
        marked: FindingQuerySet = self.annotate(
            explanation_id=models.Subquery(standing.values("pk")[:1])
        )
        return marked


class Finding(models.Model):
    """What one quality check found in a run: a figure of a unit, or the unit where leaf is ""."""

    class Severity(models.TextChoices):
        ERROR = "error", _("Error")
        WARNING = "warning", _("Warning")

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="findings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    check_name = models.CharField(max_length=60)
    severity = models.CharField(max_length=7, choices=Severity)
    leaf = models.CharField(max_length=4, blank=True)
    value = models.FloatField(null=True)
    figure = models.TextField()
    says = models.TextField()
    advice = models.TextField()
    begins_on = models.DateField()

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "severity", "unit", "leaf", "check_name"], name="finding_once_a_run"
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_name} {self.leaf} {self.unit_id}"


class ExplanationQuerySet(ScopedQuerySet):
    view_action = "indicator.view"


class Explanation(models.Model):
    """Why a warning may stand, until it is taken back or the figure that it was said of changes."""

    ABOUT = ("unit", "leaf", "check_name", "begins_on", "figure")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    leaf = models.CharField(max_length=4, blank=True)
    check_name = models.CharField(max_length=60)
    begins_on = models.DateField()
    figure = models.TextField()
    reason = models.TextField()
    explained_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    explained_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "leaf", "check_name", "begins_on", "figure"],
                condition=Q(withdrawn_at=None),
                name="finding_explained_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="explanation_says_who_took_it_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_name} {self.leaf} {self.unit_id}"
