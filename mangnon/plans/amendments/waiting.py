"""Which amendments wait for a person, for the page "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import Waiting
from mangnon.plans.amendments.amendment import Amendment

MOST = 20


def waiting_for(user: User, day: date) -> Iterator[Waiting]:
    """Yield what the person may approve, and what came back to who wrote it."""
    if not allowed(user, "plan.review"):
        return
    seen = Amendment.objects.visible_to(user).order_by("changed_at", "pk")
    to_approve = seen.filter(state=Amendment.State.WAITS).exclude(written_by=user)
    for one in to_approve.select_related("plan")[:MOST]:
        yield _waiting(one, _("Amendment to approve"))
    came_back = seen.filter(state=Amendment.State.DRAFT, written_by=user)
    for one in came_back.exclude(returned_because="").select_related("plan")[:MOST]:
        yield _waiting(one, _("Amendment that was given back"))


def _waiting(amendment: Amendment, why: str) -> Waiting:
    address = reverse("plans:amendment", args=[amendment.pk])
    return Waiting(amendment.reason[:120], address, amendment.effective_on, why)
