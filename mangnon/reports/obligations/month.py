"""The reports of a month by their last day: one entry a report, however many bodies owe it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, Count, Min, Q
from django.db.models.functions import Cast

from mangnon.activities.listing import Month
from mangnon.core.models import User
from mangnon.reports.obligations.obligation import ANSWERED, Obligation, ObligationQuerySet

ANY = Min(Cast("pk", CharField()))  # PostgreSQL knows no least of identifiers


@dataclass(frozen=True)
class Entry:
    """One report of a day: of how many bodies, and of how many it has not come; `one` is any."""

    title: str
    bodies: int
    missing: int
    one: str


@dataclass(frozen=True)
class Day:
    """A day of the month's weeks; `is_outside` where it belongs to the month before or after."""

    on: date
    is_outside: bool
    entries: Sequence[Entry]


def weeks_of(month: Month, user: User) -> list[list[Day]]:
    """Return the month's weeks from Monday on; a report stands on its last day in time."""
    seen = Obligation.objects.visible_to(user).standing()
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for day, entry in entries_of(seen.filter(counted_until__range=(month.first, month.last))):
        by_day[day].append(entry)
    monday = month.first - timedelta(days=month.first.weekday())
    weeks: list[list[Day]] = []
    while monday <= month.last:
        days = [monday + timedelta(days=n) for n in range(7)]
        weeks.append([Day(day, Month.of(day) != month, by_day[day]) for day in days])
        monday += timedelta(days=7)
    return weeks


def entries_of(owed: ObligationQuerySet) -> list[tuple[date, Entry]]:
    """Return each report with its last day, the earliest first."""
    missing = Count("pk", filter=~Q(submission__state__in=ANSWERED) | Q(submission=None))
    rows = (
        owed.order_by()
        .values("counted_until", "title", "deadline", "period_to")
        .annotate(bodies=Count("pk"), missing=missing, one=ANY)
        .order_by("counted_until", "title", "period_to", "one")
    )
    return [
        (row["counted_until"], Entry(row["title"], row["bodies"], row["missing"], row["one"]))
        for row in rows
    ]
