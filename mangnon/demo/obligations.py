"""What bodies owe in the demonstration's year: by the deadlines of the plan, and one commune.

The plan asks in March; the units and agencies of the former province ended in July, so what they
owed stands with their successors. One agency's waits to be taken over.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from mangnon.core.models import Organisation, Unit, User
from mangnon.core.organisations.late_offers import last_step, offer_what_ended_bodies_hold
from mangnon.demo.accounts import OFFICE_OF_TODAY, OFFICER
from mangnon.plans.models import Deadline, Plan
from mangnon.reports.obligations.asking import Asked, ask
from mangnon.reports.obligations.bodies import Body
from mangnon.reports.obligations.heirs import heirs_on
from mangnon.reports.obligations.landing import land
from mangnon.reports.obligations.making import Confirmed, make
from mangnon.reports.obligations.moving import move
from mangnon.reports.obligations.obligation import Obligation, ReportPeriod
from mangnon.reports.obligations.proposing import propose
from mangnon.reports.obligations.reminding import remind


@transaction.atomic
def make_obligations(plan: Plan, today: date, *, by: User) -> int:
    """Ask all whom the plan names in March, and a commune today; return how many were asked."""
    year = plan.year or today.year
    asked = _moment(min(date(year, 3, 3), today))
    made = 0
    for deadline in Deadline.objects.of(plan).confirmed().order_by("position"):
        proposal = propose(deadline, by=by, today=asked.date())
        keys = [one.body.key for one in proposal.owing] if proposal else []
        if keys:
            made += len(make(deadline, Confirmed(keys), by=by, now=asked))
    _pass_on(today, by)
    unit = User.objects.select_related("unit").get(username=OFFICER).unit
    if unit is not None:
        wanted = Asked(
            f"Báo cáo nhanh công tác phòng, chống đuối nước trẻ em năm {today.year}",
            ReportPeriod.AD_HOC, date(today.year, 1, 1), today, today + timedelta(days=7),
            [Body(unit)],
        )  # fmt: skip
        office = User.objects.get(username=OFFICE_OF_TODAY)
        made += len(ask(uuid4(), wanted, by=office, now=_moment(today)))
    remind(today)
    return made


def _pass_on(today: date, by: User) -> None:
    """Let successors owe what bodies owed that have ended, as if they had taken it over."""
    owed = Obligation.objects.standing()
    ended = Unit.objects.filter(pk__in=owed.filter(organisation=None).values("unit"))
    for unit in ended.filter(valid_to__lte=today).order_by("code"):
        heirs = heirs_on(unit.valid_to, unit)
        if heirs:
            move(unit.pk, None, heirs[0].pk, unit.valid_to)
    reporting = Organisation.objects.filter(pk__in=owed.values("organisation"))
    passing = [one for one in reporting.order_by("sort_key", "pk") if last_step(one, today)]
    waits = next((one for one in passing if not _gathers(one)), None)
    for organisation in passing:
        step = last_step(organisation, today)
        if step is None or step.successor is None or organisation == waits:
            continue
        owed.filter(receiver=organisation).update(receiver=step.successor)
        for held in owed.filter(organisation=organisation):
            unit_id = step.successor.unit_id or held.unit_id
            list(land(held, unit=unit_id, organisation=step.successor.pk))
    if waits is not None:
        offer_what_ended_bodies_hold([waits], by=by, today=today)


def _gathers(organisation: Organisation) -> bool:
    return Obligation.objects.filter(organisation=organisation, consolidates=True).exists()


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=timezone.get_default_timezone())
