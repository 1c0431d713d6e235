"""A tighter limit than the law's, that a province or a commune has set for itself."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.cases.case import CODE
from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit, User
from mangnon.engine.cases.clocks import Limit


class LocalLimitQuerySet(ScopedQuerySet):
    """Who counts the cases of a unit sees the limits that it is measured by."""

    view_action = "case.statistics"

    def on(self, day: date) -> LocalLimitQuerySet:
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class LocalLimit(models.Model):
    """Holds for clocks that begin from `valid_from` until before `valid_to`, by a decision."""

    class Measure(models.TextChoices):
        HOURS = "hours", _("hours")
        DAYS = "days", _("days")
        WORKING_DAYS = "working_days", _("working days")
        MONTHS = "months", _("months")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)  # of the clock
    count = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=12, choices=Measure)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=60)  # number of the decision
    decided_on = models.DateField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = LocalLimitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=CODE)
                & Q(measure__in=["hours", "days", "working_days", "months"])
                & Q(count__gte=1)
                & ~Q(decision=""),
                name="local_limit_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="local_limit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__lte=F("valid_from")),
                name="local_limit_is_decided_before_it_holds",
            ),
            models.UniqueConstraint(
                fields=["unit", "code"], condition=Q(valid_to=None), name="local_limit_one_at_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code} {self.count} {self.measure}"

    @property
    def limit(self) -> Limit:
        return Limit.model_validate({"unit": self.measure, "count": self.count})

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
