"""The activities of a month, day by day: the first few of each day, and how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Window
from django.db.models.functions import RowNumber

from mangnon.activities.activity import Activity, ActivityQuerySet
from mangnon.activities.listing import Month

ON_A_DAY = 4


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
    placed = begun.annotate(
        nth=Window(RowNumber(), partition_by="from_day", order_by="pk"),
        on_day=Window(Count("pk"), partition_by="from_day"),
    )
    by_day: dict[date, list[Activity]] = defaultdict(list)
    for activity in placed.filter(nth__lte=ON_A_DAY).select_related("unit").order_by("nth"):
        by_day[activity.from_day].append(activity)
    monday = month.first - timedelta(days=month.first.weekday())
    weeks: list[list[Day]] = []
    while monday <= month.last:
        week = [monday + timedelta(days=n) for n in range(7)]
        weeks.append([_day(on, month, by_day[on]) for on in week])
        monday += timedelta(days=7)
    return weeks


def _day(on: date, month: Month, shown: list[Activity]) -> Day:
    count: int = getattr(shown[0], "on_day") if shown else 0  # noqa: B009 - annotated above
    return Day(on, Month.of(on) != month, shown, count - len(shown))
