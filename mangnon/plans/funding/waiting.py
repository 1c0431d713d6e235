"""What of the money waits for a person: to approve what another entered, to mend one's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting
from mangnon.plans.funding.fund.gifts import Pledge
from mangnon.plans.funding.fund.grant import Grant
from mangnon.plans.funding.line import BudgetLine, BudgetLineQuerySet
from mangnon.plans.funding.money import dong


def money_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    """Yield the lines that the person is to approve, oldest first, and their own returned ones."""
    seen = BudgetLine.objects.visible_to(user)
    if allowed(user, "funding.approve"):
        to_decide = seen.waiting().exclude(drafted_by=user)
        yield from _waiting(to_decide, _("A line of money to approve"))
    if allowed(user, "funding.draft"):
        returned = seen.filter(state=BudgetLine.State.RETURNED, drafted_by=user)
        yield from _waiting(returned, _("Returned: change it or withdraw it"))


def grants_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    """Yield the grants of the fund to decide on; one that was returned is over."""
    if not allowed(user, "fund.keep"):
        return
    waiting = Grant.objects.visible_to(user).filter(state=Grant.State.WAITS)
    for grant in waiting.exclude(proposed_by=user).order_by("proposed_at", "pk")[:MOST_WAITING]:
        address = reverse("plans:fund-grant", args=[grant.pk])
        yield Waiting(str(grant), address, None, _("Waits for approval"))


def pledges_waiting_for(user: User, day: date) -> Iterator[Waiting]:
    """Yield the promises to the fund whose day has come while something is still to come."""
    if not allowed(user, "fund.keep"):
        return
    due = Pledge.objects.visible_to(user).with_received().filter(due_on__lte=day)
    for pledge in due.filter(came__lt=F("amount")).order_by("due_on", "pk")[:MOST_WAITING]:
        title = _("%(left)s of %(promised)s that were promised are still to come") % {
            "left": dong(pledge.amount - pledge.came), "promised": pledge,
        }  # fmt: skip
        address = reverse("plans:fund-donor", args=[pledge.donor_id])
        yield Waiting(title, address, pledge.due_on, _("Remind the donor, or enter the receipt"))


def _waiting(lines: BudgetLineQuerySet, why: str) -> Iterator[Waiting]:
    shown = lines.only("purpose", "stage", "year", "amount")
    for line in shown.order_by("drafted_at", "pk")[:MOST_WAITING]:
        title = f"{line.purpose} · {line}"
        yield Waiting(title, reverse("plans:money", args=[line.pk]), None, why)
