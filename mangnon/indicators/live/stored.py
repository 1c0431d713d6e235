"""What is kept of live figures: each unit's own counts, and how far the change feed was read."""

from __future__ import annotations

from django.db import models

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit


class LiveUnitQuerySet(ScopedQuerySet):
    view_action = "indicator.view"


class LiveUnit(models.Model):
    """A unit that was counted, and whether something of it has changed since.

    `basis` names the definitions and statements it was counted by. `problem` says why it could not
    be counted; it has no counts then.
    """

    unit = models.OneToOneField(
        Unit, on_delete=models.CASCADE, primary_key=True, related_name="live"
    )
    as_of = models.DateField(null=True)
    basis = models.CharField(max_length=64, blank=True)
    computed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    objects = LiveUnitQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.unit_id} {self.computed_at}"


class LiveCountQuerySet(ScopedQuerySet):
    view_action = "indicator.view"


class LiveCount(models.Model):
    """Both counts of one leaf among the unit's own rows, in all or in a member of a breakdown.

    The numerator is null where the engine could not tell it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", db_index=False)
    leaf = models.CharField(max_length=4)
    dimension = models.CharField(max_length=30)
    member = models.CharField(max_length=30)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField()

    objects = LiveCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "leaf", "dimension", "member"], name="live_count_once"
            )
        ]
        indexes = [models.Index(fields=["leaf", "unit"], name="live_count_of_leaf")]

    def __str__(self) -> str:
        return f"{self.leaf} {self.unit_id} {self.dimension}={self.member}"


class LivePosition(models.Model):
    """The moment up to which the change feed was read, and by which server's reckoning; one row."""

    only = models.BooleanField(primary_key=True, default=True)
    cluster = models.CharField(max_length=20)
    moment = models.TextField()

    def __str__(self) -> str:
        return self.moment
