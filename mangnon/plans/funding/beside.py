"""The money of a task, on its page: what is approved and what waits, stage by stage."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import Beside, BesideLine
from mangnon.plans.funding.line import BudgetLine, Stage
from mangnon.plans.funding.money import dong

State = BudgetLine.State


def money_of(user: User, task: UUID) -> Beside | None:
    """Return the sums of a task by stage, of the lines that the person sees."""
    if not allowed(user, "funding.view"):
        return None
    lines = BudgetLine.objects.visible_to(user).filter(
        task=task, state__in=(State.APPROVED, State.WAITS)
    )
    sums: dict[str, dict[str, int]] = defaultdict(dict)
    counted = lines.order_by().values_list("stage", "state").annotate(Sum("amount"))
    for stage, state, amount in counted:
        sums[stage][state] = amount
    new = f"{reverse('plans:money-new')}?task={task}"
    add = (_("Enter a line of money"), new) if allowed(user, "funding.draft") else None
    shown = [_line(task, stage, sums[stage]) for stage in Stage if stage in sums]
    return Beside(_("Funding"), shown, add)


def _line(task: UUID, stage: Stage, sums: dict[str, int]) -> BesideLine:
    parts = []
    if State.APPROVED in sums:
        parts.append(_("approved: %(amount)s") % {"amount": dong(sums[State.APPROVED])})
    if State.WAITS in sums:
        parts.append(_("waits for approval: %(amount)s") % {"amount": dong(sums[State.WAITS])})
    address = f"{reverse('plans:money-list')}?{urlencode({'task': task, 'stage': stage.value})}"
    return BesideLine(str(stage.label), address, "; ".join(parts))
