"""Of which days a report tells, when it is due, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mangnon.plans.models import Deadline
from mangnon.plans.work.recurring import next_day
from mangnon.reports.obligations.catalog import catalog_on
from mangnon.reports.obligations.obligation import ReportPeriod

# A report that is due this early in a year tells of the year before, or of its second half.
LOOKS_BACK_UNTIL, FIRST_HALF_UNTIL = 2, 8
RULES = {"half-yearly": "half_yearly", "yearly": "yearly"}


@dataclass(frozen=True)
class Span:
    """The days that a report tells of, both included."""

    period: str
    first: date
    last: date

    @property
    def year(self) -> int:
        return self.last.year

    def title(self, *, consolidates: bool) -> str:
        """Return what the catalogue of the day calls the report."""
        part = "year"
        if self.period == ReportPeriod.HALF_YEAR:
            part = "first_half" if self.last.month <= 6 else "second_half"
        key = f"consolidated_{part}" if consolidates else part
        return catalog_on(self.last).titles[key].format(year=self.year)


def span_of(recurring: str, on: date, year: int | None) -> Span:
    """Return of what the report of a deadline tells: once, of the plan's year.

    >>> span_of("half-yearly", date(2025, 7, 10), 2025).last
    datetime.date(2025, 6, 30)
    >>> span_of("yearly", date(2026, 1, 15), 2025).first
    datetime.date(2025, 1, 1)
    """
    looks_back = on.month <= LOOKS_BACK_UNTIL
    told = on.year - looks_back
    if recurring == Deadline.Recurring.HALF_YEARLY:
        if looks_back or on.month > FIRST_HALF_UNTIL:
            return Span(ReportPeriod.HALF_YEAR, date(told, 7, 1), date(told, 12, 31))
        return Span(ReportPeriod.HALF_YEAR, date(told, 1, 1), date(told, 6, 30))
    if not recurring:
        told = year or told
    return Span(ReportPeriod.YEAR, date(told, 1, 1), date(told, 12, 31))


def due_after(due_on: date, deadline: Deadline) -> date:
    """Return the last day of the next report of a deadline that recurs."""
    before = timedelta(days=0 if deadline.is_inclusive else 1)
    on = due_on + before
    day = deadline.on.day if deadline.on else on.day
    return next_day(on, RULES[deadline.recurring], day) - before
