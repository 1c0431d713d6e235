"""Reports that recur: the next ones are there when the day of the present ones has come."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mangnon.core.models import Unit
from mangnon.core.working_calendar import working_calendar
from mangnon.plans.linking import day_of
from mangnon.plans.models import Deadline, Plan
from mangnon.reports.obligations.heirs import heirs_of
from mangnon.reports.obligations.making import store
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.obligations.span import due_after, span_of


def make_due(now: datetime) -> int:
    """Make what follows each report whose last day has come; return how many there are."""
    recurring = Deadline.objects.in_register().exclude(recurring="").filter(on__isnull=False)
    return sum(_make_next(key, now) for key in recurring.values_list("pk", flat=True))


@transaction.atomic
def _make_next(deadline_id: int, now: datetime) -> int:
    held = Deadline.objects.select_for_update(of=("self",), skip_locked=True)
    deadline = held.select_related("plan__unit").filter(pk=deadline_id).first()
    if deadline is None:
        return 0
    owed = Obligation.objects.standing().filter(deadline=deadline).order_by("period_to", "pk")
    last = owed.last()
    if last is None or last.due_on > now.date():
        return 0
    due_on = due_after(last.due_on, deadline)
    span = span_of(deadline.recurring, due_on, None)
    if _is_replaced(deadline.plan, span.year, now.date()):
        return 0
    present = owed.filter(period_to=last.period_to).select_related("unit", "asked_by")
    made = {}
    for one in present:
        for unit in heirs_of([one.unit], one.unit.valid_from, now.date()) or [one.unit]:
            made[unit.pk, one.organisation_id] = Obligation(
                unit=unit, organisation_id=one.organisation_id, plan=deadline.plan,
                deadline=deadline, period=span.period, period_from=span.first,
                period_to=span.last, title=span.title(consolidates=one.consolidates),
                consolidates=one.consolidates, receiver_id=one.receiver_id,
                recipients=one.recipients, via=one.via, due_on=due_on,
                counted_until=working_calendar().on_or_after(due_on), asked_by=one.asked_by,
                asked_at=now,
            )  # fmt: skip
    return len(store(made.values(), by=None, action="obligation.recur"))


def _is_replaced(plan: Plan, year: int, day: date) -> bool:
    """Say whether a plan of a later year asks for reports of its own."""
    if plan.year is None or year <= plan.year:
        return False
    units: list[Unit] = [plan.unit, *heirs_of([plan.unit], day_of(plan), day)]
    return Plan.objects.approved().filter(unit__in=units, year=year).exists()
