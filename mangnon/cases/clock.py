"""A time limit that runs on a case: when it began, when it ends, when it was kept."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from mangnon.cases.case import CODE, Case, OfCaseQuerySet
from mangnon.cases.clocks.local_limit import LocalLimit
from mangnon.cases.step import Step


class RunningClockQuerySet(OfCaseQuerySet):
    def running(self) -> RunningClockQuerySet:
        return self.filter(stopped_at=None)


class CaseClock(models.Model):
    """`due_at` is the end by law or by a tighter local limit, `legal_due_at` by law alone.

    Both times of its stop are kept: when it happened, and when somebody entered that it had.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    code = models.CharField(max_length=30)  # of the catalogue
    clock_from = models.DateField()  # the version of the limit
    # No index on these: nobody asks for them, and each would be written with every look at a clock.
    started_by = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField()
    warns_at = models.DateTimeField()
    due_at = models.DateTimeField()
    legal_due_at = models.DateTimeField()
    local_limit = models.ForeignKey(
        LocalLimit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    stopped_by = models.ForeignKey(
        Step, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    stopped_at = models.DateTimeField(null=True)
    stop_entered_at = models.DateTimeField(null=True)
    # Since when it stands still; each standing still is kept as a ClockPause.
    paused_at = models.DateTimeField(null=True)
    # When somebody was told of it: the warning, and that it has run out.
    warned_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    objects = RunningClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=CODE), name="clock_code"),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("started_at")) & Q(due_at__lte=F("legal_due_at")),
                name="clock_local_limit_is_no_longer_than_the_law",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(stopped_at__gte=F("started_at")),
                name="clock_stops_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stop_entered_at=None, stopped_by=None)
                | Q(stop_entered_at__gte=F("stopped_at"), stopped_by__isnull=False),
                name="clock_stop_is_entered_when_it_has_happened",
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None) | Q(paused_at__gte=F("started_at"), stopped_at=None),
                name="clock_pauses_while_it_runs",
            ),
            models.UniqueConstraint(
                fields=["case", "code"], condition=Q(stopped_at=None), name="clock_runs_once"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(stopped_at=None), name="clock_running"),
            # Nothing in it changes when somebody is told, so no index is written then: the table
            # keeps room on its pages for that (`0002_tell_cheaply`).
            models.Index(
                fields=["warns_at"], condition=Q(stopped_at=None), name="clock_to_tell_of"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"


class ClockPause(models.Model):
    """A time limit stood still from one step until another, as its catalogue file allows."""

    clock = models.ForeignKey(CaseClock, on_delete=models.PROTECT, related_name="pauses")
    paused_by = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    paused_at = models.DateTimeField()
    resumed_by = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="+")
    resumed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resumed_at=None, resumed_by=None)
                | Q(resumed_at__gte=F("paused_at"), resumed_by__isnull=False),
                name="clock_pause_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["clock"], condition=Q(resumed_at=None), name="clock_pauses_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.paused_at}"
