"""The consolidated report of the demonstration: begun, its words half arranged, one body late."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from mangnon.core.models import User
from mangnon.demo.accounts import OFFICE_OF_TODAY
from mangnon.plans.models import Plan
from mangnon.reports.asked import Span
from mangnon.reports.consolidating.arranging import leave_out_repeated, take_all
from mangnon.reports.consolidating.taking_in import begin
from mangnon.reports.models import Obligation
from mangnon.reports.services import newest_within

CLEARED = ("situation", "results", "funding")  # nothing is said twice there any more
TAKEN = (*CLEARED, "directions")


@transaction.atomic
def make_consolidation(plan: Plan, today: date) -> None:
    """Begin the report that the plan asks of who gathers the others.

    Some sections wait for a person.
    """
    by = User.objects.select_related("unit").get(username=OFFICE_OF_TODAY)
    year = plan.year or today.year
    span = Span(date(year, 1, 1), date(year, 12, 31))
    owed = Obligation.objects.standing().get(plan=plan, consolidates=True)
    begin(owed.pk, newest_within(by, span), by=by, now=_at(today))
    for section in TAKEN:
        take_all(owed.pk, section, by=by)
    for section in CLEARED:
        leave_out_repeated(owed.pk, section, by=by)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(16), tzinfo=timezone.get_default_timezone())
