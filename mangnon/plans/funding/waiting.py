"""What of the money waits for a person: to approve what another entered, to mend one's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting
from mangnon.plans.funding.fund.grant import Grant
from mangnon.plans.funding.line import BudgetLine


def money_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    seen = BudgetLine.objects.visible_to(user).order_by("drafted_at", "pk")
    if allowed(user, "funding.approve"):
        for line in seen.waiting().exclude(drafted_by=user)[:MOST_WAITING]:
            yield _line(line, _("Waits for approval"))
    if allowed(user, "funding.draft"):
        returned = seen.filter(state=BudgetLine.State.RETURNED, drafted_by=user)
        for line in returned[:MOST_WAITING]:
            yield _line(line, _("Returned: mend or withdraw it"))


def grants_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    """Yield the grants of the fund to decide on; one that was returned is over."""
    if not allowed(user, "fund.keep"):
        return
    waiting = Grant.objects.visible_to(user).filter(state=Grant.State.WAITS)
    for grant in waiting.exclude(proposed_by=user).order_by("proposed_at", "pk")[:MOST_WAITING]:
        address = reverse("plans:fund-grant", args=[grant.pk])
        yield Waiting(str(grant), address, None, _("Waits for approval"))


def _line(line: BudgetLine, why: str) -> Waiting:
    return Waiting(str(line), reverse("plans:money", args=[line.pk]), None, why)
