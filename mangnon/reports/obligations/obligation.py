"""What one body owes: which report, of which period, to whom, by when."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import (
    Rule,
    ScopedQuerySet,
    keeps_to_an_organisation,
    own_organisation,
)
from mangnon.core.models import Organisation, Unit, User
from mangnon.plans.models import Deadline, Plan

# The states of a submission in which it has come; before, and once returned, it is owed still.
ANSWERED = ("sent", "accepted", "locked")


class ReportPeriod(models.TextChoices):
    HALF_YEAR = "half_year", _("Half a year")
    YEAR = "year", _("A year")
    FIVE_YEARS = "five_years", _("Five years")
    AD_HOC = "ad_hoc", _("When asked")


class ObligationQuerySet(ScopedQuerySet):
    view_action = "obligation.view"

    def rules(self, user: User) -> Iterator[Rule]:
        """An agency sees its own; all others those of the units they serve."""
        yield from super().rules(user)
        if keeps_to_an_organisation(user):
            own = own_organisation(user)
            yield Rule("own-organisation", Q(organisation=own) if own is not None else False)

    def standing(self) -> Self:
        """Return those that are owed: not taken back, nor answered together with another."""
        return self.filter(withdrawn_at=None, joined_into=None)

    def unanswered(self) -> Self:
        """Return those whose report has not come, or was returned."""
        return self.standing().exclude(submission__state__in=ANSWERED)

    def late(self, day: date) -> Self:
        return self.unanswered().filter(counted_until__lt=day)

    def of_body(self, unit: int, organisation: int | None) -> Self:
        """Return what an organisation owes, whatever its unit was, or what a unit owes itself."""
        if organisation is not None:
            return self.filter(organisation=organisation)
        return self.filter(organisation=None, unit=unit)

    def of_same_report(self, one: Obligation) -> Self:
        """Return what all bodies owe that were asked the same, that one included."""
        same = {"period": one.period, "period_to": one.period_to, "deadline": one.deadline_id}
        if one.deadline_id is None:
            same |= {"title": one.title, "period_from": one.period_from, "due_on": one.due_on}
        return self.filter(**same)

    def with_first_sent(self) -> Self:
        """Add `first_sent`, the day on which the first version was sent; None before that."""
        first = Q(submission__versions__version=1)
        return self.annotate(
            first_version=FilteredRelation("submission__versions", condition=first),
            first_sent=TruncDate("first_version__sent_at"),
        )


class Obligation(models.Model):
    """One report that a unit, or an organisation of it, owes.

    Made from a deadline of the plan, or asked for by somebody (`asked_by`). `due_on` is the last
    day as the document says, `counted_until` the last day in time once days off are passed over
    (Bộ luật Dân sự 2015, Điều 148). A body that receives the others' reports and sends one made of
    them `consolidates`. After a reform of units two obligations of one body are answered together:
    the one is `joined_into` the other. `in_place_of` names whose report this one is now.
    """

    audited_fields = ("unit", "organisation", "due_on", "withdrawn_because")
    first_sent: date | None  # where `with_first_sent` was asked for

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="obligations"
    )
    deadline = models.ForeignKey(
        Deadline, on_delete=models.PROTECT, null=True, blank=True, related_name="obligations"
    )
    period = models.CharField(_("Period"), max_length=10, choices=ReportPeriod)
    period_from = models.DateField(_("From"))
    period_to = models.DateField(_("Until"))
    title = models.CharField(_("What is asked"), max_length=300)
    consolidates = models.BooleanField(default=False)
    receiver = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recipients = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    via = models.CharField(_("Through"), max_length=200, blank=True)
    due_on = models.DateField(_("Last day"))
    counted_until = models.DateField(_("In time until"))
    in_place_of = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    joined_into = models.ForeignKey(
        RECURSIVE_RELATIONSHIP_CONSTANT,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="joined",
    )
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "organisation", "deadline", "period", "period_to"],
                condition=Q(deadline__isnull=False, withdrawn_at=None, joined_into=None),
                name="report_owed_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")), name="obligation_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(due_on__lte=F("counted_until")), name="days_off_give_time"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_because=""),
                name="obligation_withdrawn_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["counted_until", "id"], name="obligation_by_day")]

    def __str__(self) -> str:
        return f"{self.title}: {self.holder}"

    @property
    def holder(self) -> Organisation | Unit:
        return self.organisation or self.unit
