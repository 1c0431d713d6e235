"""Working days and clock hours, as the law's time limits count them.

Public holidays, Tết, compensatory days and swapped Saturdays come from the `holidays` library, and
dated overrides of a province from `catalog/calendar/`. By the Civil Code 2015 (articles 147, 148)
the day on which a limit begins is not counted, and a limit that would end on a day off ends on the
next working day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from mangnon.catalog import CATALOG

if TYPE_CHECKING:
    import holidays

YEARS = range(1990, 2101)  # of which there is a calendar
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
SATURDAY = 5
PUBLIC_SOURCE = f"thư viện holidays {version('holidays')}"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Override:
    """A day that is worked, or not, against the public calendar."""

    day: date
    is_working: bool
    name: str
    source: str = ""
    certainty: str = ""


@dataclass(frozen=True)
class SpecialDay:
    """A holiday, a compensatory day or a weekend day that is worked, and who says so."""

    day: date
    is_working: bool
    name: str
    source: str
    certainty: str


@dataclass(frozen=True)
class WorkingCalendar:
    """Answers for any day from 1990 on; the days are those of Vietnam."""

    overrides: Mapping[date, Override]
    _worked: dict[int, list[date]] = field(default_factory=dict, repr=False, compare=False)

    def is_working_day(self, day: date) -> bool:
        if (override := self.overrides.get(day)) is not None:
            return override.is_working
        public = _public(day.year)
        if day in public.weekend_workdays:
            return True
        return day.weekday() < SATURDAY and day not in public

    def name_of(self, day: date) -> str:
        """Return why a day is special, in Vietnamese; an empty text for any other day."""
        if (override := self.overrides.get(day)) is not None:
            return override.name
        return str(_public(day.year).get(day, ""))

    def on_or_after(self, day: date) -> date:
        """Return the day itself when it is worked, else the next working day."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def special_days(self, year: int) -> list[SpecialDay]:
        """Return each day of the year that differs from an ordinary week, with where it is said."""
        first = date(year, 1, 1)
        days = (first + DAY * n for n in range((date(year + 1, 1, 1) - first).days))
        return [self._special(day) for day in days if self._is_special(day)]

    def _is_special(self, day: date) -> bool:
        public = _public(day.year)
        return day in self.overrides or day in public or day in public.weekend_workdays

    def _special(self, day: date) -> SpecialDay:
        override = self.overrides.get(day)
        name = self.name_of(day) or "Ngày làm bù"
        if override is not None:
            return SpecialDay(day, override.is_working, name, override.source, override.certainty)
        return SpecialDay(day, self.is_working_day(day), name, PUBLIC_SOURCE, "high")

    def add_working_days(self, day: date, count: int) -> date:
        """Return the last day of a limit of `count` working days that begins on `day`.

        A negative count goes back, as a reminder before a deadline does.
        """
        step = DAY if count >= 0 else -DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Count the working days after `first` up to `last`; negative when `last` is past."""
        if last < first:
            return -self.working_days_between(last, first)
        years = (self._worked_in(year) for year in range(first.year, last.year + 1))
        return sum(bisect_right(worked, last) - bisect_right(worked, first) for worked in years)

    def _worked_in(self, year: int) -> Sequence[date]:
        """Return the working days of a year, kept for the next question: pages ask for many."""
        if year not in self._worked:
            first = date(year, 1, 1)
            days = (first + DAY * n for n in range((date(year, 12, 31) - first).days + 1))
            self._worked[year] = [day for day in days if self.is_working_day(day)]
        return self._worked[year]


def add_clock_hours(moment: datetime, hours: float) -> datetime:
    """Return the moment at which a limit of clock hours ends: nights and days off count too."""
    if moment.tzinfo is None:
        raise ValueError("a limit in hours needs a moment with a time zone")
    return moment + timedelta(hours=hours)


def load_calendar(file: Path) -> WorkingCalendar:
    """Return the calendar with the overrides of one catalogue file."""
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))["overrides"]
    overrides = [Override(**entry) for entry in entries]
    return WorkingCalendar({override.day: override for override in overrides})


@cache
def working_calendar() -> WorkingCalendar:
    """Return the calendar of this installation."""
    return load_calendar(CATALOG / "calendar" / "overrides.yaml")


@cache
def _public(year: int) -> holidays.HolidayBase:
    # Imported late: models of plans need this file, and few commands ask for a working day.
    public: holidays.HolidayBase = import_module("holidays").country_holidays(
        "VN", years=year, language="vi"
    )
    return public
