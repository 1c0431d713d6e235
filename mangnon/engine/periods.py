"""Which days a leaf is about, and how much of them has passed."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from mangnon.engine.definitions import Pace, PeriodKind


@dataclass(frozen=True)
class Period:
    """The days of one plan year as a leaf means them, seen from the as-of date.

    `end` is the period's own last day; `counted_to` the last day that data can tell of.
    """

    as_of: date
    year: int
    start: date
    end: date

    @property
    def counted_to(self) -> date:
        return min(self.end, self.as_of)

    @property
    def is_over(self) -> bool:
        return self.as_of >= self.end

    @property
    def parameters(self) -> dict[str, date | int]:
        """Return what the names in a predicate stand for; both ends of a period are in it.

        Last period ends on the same day a year before, so that it is no longer than this one.
        """
        return {
            "as_of": self.as_of,
            "period_start": self.start,
            "period_end": self.counted_to,
            "year": self.year,
            "last_period_start": shift(self.start, -1, "YEAR"),
            "last_period_end": shift(self.counted_to, -1, "YEAR"),
            "last_year": self.year - 1,
        }


def period_of(kind: PeriodKind, as_of: date) -> Period:
    """Return the period of the plan year in which the as-of date lies.

    The school year of plan year Y is the one that ends in Y: 1 September Y-1 to 31 May Y.
    """
    year = as_of.year
    if kind == "school_year":
        return Period(as_of, year, date(year - 1, 9, 1), date(year, 5, 31))
    return Period(as_of, year, date(year, 1, 1), date(year, 12, 31))


@lru_cache(maxsize=64)  # asked for every unit of a leaf
def elapsed(pace: Pace, as_of: date) -> Fraction:
    """Return the share of the time for reaching a target that has passed, the day included."""
    kind: PeriodKind = "school_year" if pace == "school_year" else "calendar_year"
    period = period_of(kind, as_of)
    passed = (period.counted_to - period.start).days + 1
    return Fraction(passed, (period.end - period.start).days + 1)


def shift(day: date, count: int, unit: str) -> date:
    """Return the day moved by whole days, months or years, kept inside the month it lands in.

    29 February less one year is 28 February, as in DuckDB, Spark and PostgreSQL.
    """
    if unit == "DAY":
        return day + timedelta(days=count)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "YEAR" else 1)
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
