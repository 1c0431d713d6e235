"""What of activities waits for a person: what is held soon, what came of it, summer lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity
from mangnon.activities.summer.hand_over_list import SummerList
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting
from mangnon.core.working_calendar import working_calendar

AHEAD = 5  # working days before an activity begins


def activities_waiting_for(user: User, day: date) -> Iterator[Waiting]:
    """Yield those that begin soon or go on, and those that are over: were they held?"""
    until = working_calendar().add_working_days(day, AHEAD)
    planned = Activity.objects.edited_by(user).filter(
        state=Activity.State.PLANNED, from_day__lte=until
    )
    for one in planned.order_by("from_day", "pk")[:MOST_WAITING]:
        is_over = one.to_day < day
        why = _("It is over: enter that it was held, or cancel it") if is_over else _("Held soon")
        last = one.to_day if is_over else max(one.from_day, day)
        yield Waiting(one.title, reverse("activity", args=[one.pk]), last, why)


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
