"""What of plans waits for a person: drafts to review and approve, reports that plans ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting
from mangnon.core.working_calendar import working_calendar
from mangnon.plans.items import Deadline
from mangnon.plans.plan import Plan

AHEAD = 10  # working days before a report is due


def drafts_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    if not allowed(user, "plan.review"):
        return
    drafts = Plan.objects.visible_to(user).filter(state=Plan.State.DRAFT).order_by("pk")
    for draft in drafts[:MOST_WAITING]:
        address = reverse("plans:review", args=[draft.pk])
        yield Waiting(str(draft), address, None, _("A draft to review and approve"))


def reports_waiting_for(user: User, day: date) -> Iterator[Waiting]:
    """Yield the reports that a plan in force asks for soon, of whoever sends or collects them.

    Whether one was sent is not known here, so none is called late.
    """
    own = Q(organisations=user.organisation_id or 0)
    if allowed(user, "report.build"):
        own = Q()
    elif not allowed(user, "task.do"):
        return
    until = working_calendar().add_working_days(day, AHEAD)
    due = (
        Deadline.objects.visible_to(user)
        .in_register()
        .filter(own, on__lte=until, on__year=day.year)
    )
    for deadline in due.order_by("on", "pk").distinct():
        last = deadline.counted_until
        if last is not None and last >= day:
            address = reverse("plans:detail", args=[deadline.plan_id])
            yield Waiting(str(deadline), address, last, _("A report that the plan asks for"))
