"""When a child was born, as far as it is known: a day, a month, a year, or an estimated age.

`catalog/register/birth_dates.yaml` says why the last day of what is known is kept, and how sure
that is.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mangnon.children.register import Child, birthday_years_before
from mangnon.core.vietnamese import fold

Precision = Child.BirthPrecision
FIRST_DAY = date(1990, 1, 1)
YEAR = re.compile(r"(\d{4})")
MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
AGE = re.compile(r"(?:(\d{1,2}) ?(?:tuoi|t))? ?(?:(\d{1,3}) ?(?:thang|th))?")
ABOUT = ("khoang ", "chung ", "uoc ")
MONTHS = 12


@dataclass(frozen=True)
class KnownBirth:
    """The last day on which the child can have been born, and what is known of it."""

    day: date
    precision: str

    def __str__(self) -> str:
        """Return it as people write it, so that `read_birth` reads the same again."""
        if self.precision == Precision.YEAR:
            return f"{self.day:%Y}"
        if self.precision == Precision.MONTH:
            return f"{self.day:%m/%Y}"
        about = "khoảng " if self.precision == Precision.ESTIMATED else ""
        return f"{about}{self.day:%d/%m/%Y}"


def birth_of(child: Child) -> KnownBirth:
    return KnownBirth(child.birth_date, child.birth_precision)


def read_birth(text: str, today: date) -> KnownBirth | None:
    """Return what a text says of a birth, None when it says nothing that can be read.

    A month or a year that is not over yet has today as its last day: the child is born.
    """
    words = " ".join(fold(text).split())
    try:
        return _estimated(words, today) or _dated(words, today)
    except ValueError:  # a day or a month that no calendar has
        return None


def _estimated(words: str, today: date) -> KnownBirth | None:
    told = next((words.removeprefix(about) for about in ABOUT if words.startswith(about)), words)
    if told != words and (day := DAY.fullmatch(told)):
        return KnownBirth(_day(*day.group(3, 2, 1)), Precision.ESTIMATED)
    age = AGE.fullmatch(told)
    if not age or not any(age.groups()):
        return None
    years, months = (int(number or 0) for number in age.groups())
    return KnownBirth(_months_before(today, MONTHS * years + months), Precision.ESTIMATED)


def _dated(words: str, today: date) -> KnownBirth | None:
    if found := DAY.fullmatch(words):
        return KnownBirth(_day(*found.group(3, 2, 1)), Precision.DAY)
    if found := ISO_DAY.fullmatch(words):
        return KnownBirth(_day(*found.groups()), Precision.DAY)
    if found := MONTH.fullmatch(words):
        month, year = int(found[1]), int(found[2])
        first = date(year, month, 1)
        last = first.replace(day=calendar.monthrange(year, month)[1])
        return KnownBirth(_by_today(first, last, today), Precision.MONTH)
    if found := YEAR.fullmatch(words):
        first, last = date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
        return KnownBirth(_by_today(first, last, today), Precision.YEAR)
    return None


def _day(year: str, month: str, day: str) -> date:
    return date(int(year), int(month), int(day))


def _by_today(first: date, last: date, today: date) -> date:
    return today if first <= today < last else last


def _months_before(day: date, months: int) -> date:
    year, month = divmod(MONTHS * day.year + day.month - 1 - months, MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def age_in_words(born: date, on: date) -> str:
    """Return the age in full years, under 3 years with months, under a month in days."""
    months = MONTHS * (on.year - born.year) + on.month - born.month
    months -= _months_before(on, months) < born
    years, rest = divmod(months, MONTHS)
    if months < 0:
        return _("not born yet")
    if months == 0:
        return _("%(days)s days old") % {"days": (on - born).days}
    if years == 0:
        return _("%(months)s months old") % {"months": rest}
    if years < 3 and rest:
        return _("%(years)s years %(months)s months old") % {"years": years, "months": rest}
    return _("%(years)s years old") % {"years": years}


def age_on(born: date, on: date) -> int:
    """Return the age in full years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def is_of_age(born: date, years: int, on: date) -> bool:
    """Say whether who was born on the day has reached the age."""
    return born <= birthday_years_before(on, years)
