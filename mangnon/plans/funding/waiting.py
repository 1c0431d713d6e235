"""What of the plan's money waits for a person, for the page "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import Waiting
from mangnon.plans.funding.line import BudgetLine, BudgetLineQuerySet

MOST = 50


def money_waiting_for(user: User, day: date) -> Iterator[Waiting]:
    """Yield the lines that the person is to approve, oldest first, and their own returned ones."""
    seen = BudgetLine.objects.visible_to(user)
    if allowed(user, "funding.approve"):
        to_decide = seen.waiting().exclude(drafted_by=user)
        yield from _waiting(to_decide, _("A line of money to approve"))
    if allowed(user, "funding.draft"):
        returned = seen.filter(state=BudgetLine.State.RETURNED, drafted_by=user)
        yield from _waiting(returned, _("Returned: change it or withdraw it"))


def _waiting(lines: BudgetLineQuerySet, why: str) -> Iterator[Waiting]:
    for line in lines.order_by("drafted_at", "pk")[:MOST]:
        title = f"{line.purpose} · {line}"
        yield Waiting(title, reverse("plans:money", args=[line.pk]), None, why)
