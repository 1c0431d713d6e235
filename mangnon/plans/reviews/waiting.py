"""The reviews that wait for a person's approval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import Waiting
from mangnon.plans.reviews.review import Review

MOST = 10


def reviews_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    """Yield those that others wrote and handed in, the oldest first."""
    if not allowed(user, "review.approve"):
        return
    waiting = Review.objects.visible_to(user).filter(state=Review.State.SUBMITTED)
    others = waiting.exclude(writers=user).select_related("unit", "organisation")
    for review in others.order_by("changed_at", "pk")[:MOST]:
        url = reverse("reports:review", args=[review.pk])
        yield Waiting(str(review), url, None, _("A review waits for your approval."))
