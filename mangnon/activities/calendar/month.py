"""The activities of a month, day by day: the first few of each day, and how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber

from mangnon.activities.activity import Activity, ActivityQuerySet
from mangnon.activities.listing import Month

ON_A_DAY = 4
# What an entry shows of its activity.
SHOWN = ("title", "state", "from_day", "to_day", "unit__type", "unit__name")


@dataclass(frozen=True)
class Day:
    """A day of the month's weeks; `is_outside` where it belongs to the month before or after."""

    on: date
    is_outside: bool
    activities: Sequence[Activity]
    more: int


def weeks_of(month: Month, activities: ActivityQuerySet) -> list[list[Day]]:
    """Return the month's weeks from Monday on; each activity stands on the day it begins."""
    begun = activities.filter(from_day__range=(month.first, month.last))
    placed: QuerySet[Any] = begun.annotate(
        nth=Window(RowNumber(), partition_by="from_day", order_by="pk"),
        on_day=Window(Count("pk"), partition_by="from_day"),
    )
    first = placed.filter(nth__lte=ON_A_DAY).order_by("nth")
    counts = {pk: on_day for pk, on_day, _nth in first.values_list("pk", "on_day", "nth")}
    found = Activity.objects.filter(pk__in=list(counts)).select_related("unit").order_by("pk")
    by_day: dict[date, list[Activity]] = defaultdict(list)
    for activity in found.only(*SHOWN):
        by_day[activity.from_day].append(activity)
    monday = month.first - timedelta(days=month.first.weekday())
    weeks: list[list[Day]] = []
    while monday <= month.last:
        week = [monday + timedelta(days=n) for n in range(7)]
        weeks.append([_day(on, month, by_day[on], counts) for on in week])
        monday += timedelta(days=7)
    return weeks


def _day(on: date, month: Month, shown: list[Activity], counts: Mapping[Any, int]) -> Day:
    count = counts[shown[0].pk] if shown else 0
    return Day(on, Month.of(on) != month, shown, count - len(shown))
