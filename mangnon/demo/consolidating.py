"""The consolidated report of the demonstration: begun, its words half arranged, one body late."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from mangnon.core.models import Organisation, User
from mangnon.demo.accounts import OFFICE_OF_TODAY
from mangnon.plans.models import Plan
from mangnon.reports.asked import Span
from mangnon.reports.consolidating.arranging import leave_out_repeated, take_all
from mangnon.reports.consolidating.taking_in import begin
from mangnon.reports.models import Obligation, ReportPeriod
from mangnon.reports.services import newest_within

TITLE = "Báo cáo tổng hợp kết quả công tác trẻ em năm {year}"
OFFICE = "Sở Y tế"
ARRANGED = ("situation", "results", "funding", "directions")


@transaction.atomic
def make_consolidation(plan: Plan, today: date) -> None:
    """Begin the report made of those of the province of today; some sections wait for a person."""
    by = User.objects.select_related("unit").get(username=OFFICE_OF_TODAY)
    year = plan.year or today.year
    span = Span(date(year, 1, 1), date(year, 12, 31))
    offices = Organisation.objects.on(today).filter(unit=by.unit, name__startswith=OFFICE)
    due = date(year, 11, 20)
    owed = Obligation.objects.create(
        plan=plan, unit=by.unit, organisation=offices.order_by("pk").first(),
        period=ReportPeriod.YEAR, period_from=span.first, period_to=span.last,
        title=TITLE.format(year=year), consolidates=True, due_on=due, counted_until=due,
        recipients=["Bộ Y tế", "UBND tỉnh"], asked_by=by, asked_at=_at(today),
    )  # fmt: skip
    report = begin(owed.pk, newest_within(by, span), by=by, now=_at(today))
    for section in report.sections.filter(key__in=ARRANGED):
        take_all(owed.pk, section.key, by=by)
        if section.key != ARRANGED[-1]:
            leave_out_repeated(owed.pk, section.key, by=by)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(16), tzinfo=timezone.get_default_timezone())
