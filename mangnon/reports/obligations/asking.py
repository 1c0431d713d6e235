"""Asking bodies for a report that no plan asks for, and taking back what was asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.core.working_calendar import working_calendar
from mangnon.reports.obligations.bodies import Body
from mangnon.reports.obligations.ended import why_ended
from mangnon.reports.obligations.making import store
from mangnon.reports.obligations.obligation import ANSWERED, Obligation
from mangnon.reports.submissions.submission import Submission


@dataclass(frozen=True)
class Asked:
    """What is asked of bodies: a report of which days, until which day."""

    title: str
    period: str
    period_from: date
    period_to: date
    due_on: date
    bodies: Collection[Body]


@transaction.atomic
def ask(key: UUID, asked: Asked, *, by: User, now: datetime) -> list[Obligation]:
    """Ask each body once for the report; the same form sent again asks nobody anew.

    The report goes to the organisation of whoever asks.
    """
    access.require(by, "obligation.ask")
    if not asked.bodies:
        raise Refused(_("Nobody is asked yet; choose at least one body."))
    if asked.period_from > asked.period_to:
        raise Refused(_("The period ends before it begins; correct its days."))
    if asked.due_on < now.date():
        raise Refused(_("The last day has passed already; choose today or a later day."))
    units = {body.unit.pk for body in asked.bodies}
    if Unit.objects.visible_to(by).filter(pk__in=units).count() != len(units):
        raise Refused(_("Some of the bodies are not of your units; choose others."))
    keys = {uuid5(key, body.key): body for body in asked.bodies}
    known = list(Obligation.objects.filter(pk__in=keys))
    if any(one.asked_by_id != by.pk for one in known):
        raise Refused(_("This form was used already. Open a new one and enter it there."))
    if known:
        return known
    for body in asked.bodies:
        if ended := why_ended(body.unit, body.organisation, now.date()):
            raise Refused(ended)
    made = [
        Obligation(
            pk=pk, unit=body.unit, organisation=body.organisation, period=asked.period,
            period_from=asked.period_from, period_to=asked.period_to, title=asked.title,
            due_on=asked.due_on, counted_until=working_calendar().on_or_after(asked.due_on),
            receiver=by.organisation, recipients=[str(by.organisation or by.unit)],
            asked_by=by, asked_at=now,
        )
        for pk, body in keys.items()
    ]  # fmt: skip
    return store(made, by=by)


@transaction.atomic
def withdraw(
    obligation: Obligation, *, reason: str, of_everybody: bool, by: User, now: datetime
) -> int:
    """Take back what one body owes, or all that were asked the same; return of how many.

    A report that has come stays: of that body nothing is taken back.
    """
    access.require(by, "obligation.ask")
    seen = Obligation.objects.visible_to(by).standing()
    owed = seen.of_same_report(obligation) if of_everybody else seen.filter(pk=obligation.pk)
    held = owed.select_for_update(of=("self",)).order_by("pk")
    found = list(held.select_related("unit"))
    reports = Submission.objects.select_for_update(of=("self",)).filter(obligation__in=found)
    come = {one.obligation_id for one in reports.order_by("pk") if one.state in ANSWERED}
    open_ones = [one for one in found if one.pk not in come]
    if not open_ones:
        raise Refused(_("The report has come, or it was taken back already; look at the page."))
    if not reason.strip():
        raise Refused(_("Say why the report is not asked for any more."))
    for one in open_ones:
        one.withdrawn_by, one.withdrawn_at, one.withdrawn_because = by, now, reason.strip()
        one.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_because"])
        record(by, "obligation.withdraw", one, unit=one.unit, because=one.withdrawn_because)
    return len(open_ones)
