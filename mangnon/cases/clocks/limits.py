"""When a limit ends and when it begins to warn."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mangnon.core.working_calendar import add_clock_hours, working_calendar
from mangnon.engine.cases.clocks import Lead, Limit

LAST_MOMENT = time(23, 59, 59)


def end_of(limit: Limit, start: datetime) -> datetime:
    """Return the last moment of a limit that begins at `start`.

    A limit in days ends with the last second of its last day; the day it begins on is not counted,
    and one that would end on a day off ends on the next working day (Civil Code 2015, articles 147
    and 148). Clock hours run through nights and days off.
    """
    if limit.unit == "hours":
        return add_clock_hours(start, limit.count)
    day = timezone.localtime(start).date()
    if limit.unit == "working_days":
        return end_of_day(working_calendar().add_working_days(day, limit.count))
    if limit.unit == "months":
        return end_of_day(working_calendar().on_or_after(months_later(day, limit.count)))
    return end_of_day(day + timedelta(days=limit.count))


def warning_of(lead: Lead, start: datetime, due: datetime) -> datetime:
    """Return when to warn: so long before the end, but not before the start."""
    return max(start, due - timedelta(**{lead.unit: lead.count}))


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day where that is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of_day(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, LAST_MOMENT))
