"""What of plans waits for a person: drafts to review and approve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting
from mangnon.plans.plan import Plan


def drafts_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    if not allowed(user, "plan.review"):
        return
    drafts = Plan.objects.visible_to(user).filter(state=Plan.State.DRAFT).order_by("pk")
    for draft in drafts[:MOST_WAITING]:
        address = reverse("plans:review", args=[draft.pk])
        yield Waiting(str(draft), address, None, _("A draft to review and approve"))
