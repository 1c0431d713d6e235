"""When a limit ends and when it begins to warn."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mangnon.core.working_calendar import add_clock_hours, working_calendar
from mangnon.engine.cases.clocks import Lead, Limit, Unit

LAST_MOMENT = time(23, 59, 59)


def end_of(limit: Limit, start: datetime, *, moves: bool = True) -> datetime:
    """Return the last moment of a limit that begins at `start`.

    A limit in days ends with the last second of its last day; the day it begins on is not counted,
    and one that would end on a day off ends on the next working day where it `moves` (Civil Code
    2015, articles 147 and 148). Clock hours run through nights and days off.
    """
    if limit.unit == "hours":
        return add_clock_hours(start, limit.count)
    day = local_day(start)
    if limit.unit == "working_days":
        return end_of_day(working_calendar().add_working_days(day, limit.count))
    last = (
        months_later(day, limit.count)
        if limit.unit == "months"
        else day + timedelta(days=limit.count)
    )
    return end_of_day(working_calendar().on_or_after(last) if moves else last)


def end_after_pause(unit: Unit, due: datetime, paused: datetime, resumed: datetime) -> datetime:
    """Return the end of a limit that stood still: as much of it is left as there was.

    What was left of hours is counted in hours, of working days in working days, else in days.
    """
    if unit == "hours":
        return due + (resumed - paused)
    calendar, begun, ended = working_calendar(), local_day(paused), local_day(resumed)
    if unit == "working_days":
        left = calendar.working_days_between(begun, local_day(due))
        return end_of_day(calendar.add_working_days(ended, left))
    return end_of_day(local_day(due) + (ended - begun))


def local_day(moment: datetime) -> date:
    """Return the day it is in Vietnam at a moment, whatever the zone it is written in."""
    return timezone.localtime(moment).date()


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
