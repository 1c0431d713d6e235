"""What bodies owe in the demonstration's year: by the deadlines of the plan, and one commune."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from mangnon.core.models import User
from mangnon.demo.accounts import COMMUNE_OFFICER
from mangnon.plans.models import Deadline, Plan
from mangnon.reports.obligations.asking import Asked, ask
from mangnon.reports.obligations.bodies import Body
from mangnon.reports.obligations.making import Confirmed, make
from mangnon.reports.obligations.obligation import ReportPeriod
from mangnon.reports.obligations.proposing import propose
from mangnon.reports.obligations.reminding import remind


@transaction.atomic
def make_obligations(plan: Plan, today: date, *, by: User) -> int:
    """Ask all whom the plan names in March, and a commune today; return how many owe a report."""
    year = plan.year or today.year
    asked = _moment(min(date(year, 3, 3), today))
    made = 0
    for deadline in Deadline.objects.of(plan).confirmed().order_by("position"):
        proposal = propose(deadline, by=by, today=asked.date())
        keys = [one.body.key for one in proposal.owing] if proposal else []
        if keys:
            made += len(make(deadline, Confirmed(keys), by=by, now=asked))
    unit = User.objects.select_related("unit").get(username=COMMUNE_OFFICER).unit
    if unit is not None:
        wanted = Asked(
            f"Báo cáo nhanh công tác phòng, chống đuối nước trẻ em năm {today.year}",
            ReportPeriod.AD_HOC, date(today.year, 1, 1), today, today + timedelta(days=7),
            [Body(unit)],
        )  # fmt: skip
        made += len(ask(uuid4(), wanted, by=by, now=_moment(today)))
    remind(today)
    return made


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=timezone.get_default_timezone())
