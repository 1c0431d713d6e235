"""What of activities waits for a person: what is held soon, what came of it, summer lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity, ActivityQuerySet
from mangnon.activities.catalog import catalog_on
from mangnon.activities.summer.hand_over_list import SummerList
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting
from mangnon.core.working_calendar import working_calendar

AHEAD = 5  # working days before an activity begins
LOOKS_BACK = timedelta(days=365)  # on what was held and lacks something
State = Activity.State


def activities_waiting_for(user: User, day: date) -> Iterator[Waiting]:
    """Yield what the person keeps that is over and neither closed nor cancelled, oldest first.

    Then what begins soon or goes on; what was held within a year and lacks its counts, or the proof
    that a task it carries out asks for.
    """
    kept = Activity.objects.edited_by(user)
    planned = kept.filter(state=State.PLANNED)
    over = planned.filter(to_day__lt=day)
    yield from _waiting(over, _("It is over: say what came of it, or that it was not held"))
    until = working_calendar().add_working_days(day, AHEAD)
    coming = planned.filter(to_day__gte=day, from_day__lte=until)
    yield from _waiting(coming, _("Held soon"))
    held = kept.filter(state=State.HELD, same_as=None, from_day__gte=day - LOOKS_BACK)
    with_people = [kind.code for kind in catalog_on(day).kinds.values() if kind.people]
    uncounted = held.filter(kind__in=with_people, headcount=None)
    yield from _waiting(uncounted, _("Held, but nobody is counted"))
    asked = Q(pk__in=held.filter(assignments__needs_evidence=True).values("pk"))
    yield from _waiting(held.filter(asked, proofs=None), _("Held, but its proof is missing"))


def _waiting(activities: ActivityQuerySet, why: str) -> Iterator[Waiting]:
    for one in activities.only("title", "to_day").order_by("to_day", "pk")[:MOST_WAITING]:
        yield Waiting(one.title, reverse("activity", args=[one.pk]), one.to_day, why)


def summer_lists_waiting_for(user: User, day: date) -> Iterator[Waiting]:
    """Yield the lists to accept, and those of the own school that a commune returned."""
    seen = SummerList.objects.open_to(user).select_related("school").order_by("offered_at", "pk")
    if allowed(user, "summer.answer"):
        for one in seen.waiting()[:MOST_WAITING]:
            yield _list(one, _("Accept the pupils, or return the list"))
    if allowed(user, "summer.offer"):
        again = SummerList.objects.filter(
            school=OuterRef("school"), unit=OuterRef("unit"), year=OuterRef("year")
        ).exclude(state=SummerList.State.RETURNED)
        returned = seen.filter(
            ~Exists(again), state=SummerList.State.RETURNED, year=day.year,
            school__organisation=user.organisation_id or 0,
        )  # fmt: skip
        for one in returned[:MOST_WAITING]:
            yield _list(one, _("Returned: offer a mended list"))


def _list(one: SummerList, why: str) -> Waiting:
    return Waiting(str(one), reverse("activity-summer-list", args=[one.pk]), None, why)
