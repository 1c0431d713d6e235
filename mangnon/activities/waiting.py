"""What of the activities waits for who keeps them, for the page "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity, ActivityQuerySet
from mangnon.activities.catalog import catalog_on
from mangnon.core.models import User
from mangnon.core.registries import Waiting

MOST = 50
State = Activity.State


def activities_waiting_for(user: User, day: date) -> Iterator[Waiting]:
    """Yield what the person keeps that is over and neither closed nor cancelled, oldest first.

    Then what was held and lacks its counts, or the proof that a task it carries out asks for.
    """
    kept = Activity.objects.edited_by(user)
    over = kept.filter(state=State.PLANNED, to_day__lt=day)
    yield from _waiting(over, _("It is over: say what came of it, or that it was not held"))
    held = kept.filter(state=State.HELD, same_as=None)
    with_people = [kind.code for kind in catalog_on(day).kinds.values() if kind.people]
    uncounted = held.filter(kind__in=with_people, headcount=None)
    yield from _waiting(uncounted, _("Held, but nobody is counted"))
    asked = Q(pk__in=held.filter(assignments__needs_evidence=True).values("pk"))
    yield from _waiting(held.filter(asked, proofs=None), _("Held, but its proof is missing"))


def _waiting(activities: ActivityQuerySet, why: str) -> Iterator[Waiting]:
    for one in activities.order_by("to_day", "pk")[:MOST]:
        yield Waiting(str(one), reverse("activity", args=[one.pk]), one.to_day, why)
