"""The periods of a year for which the plan wants reports: the first half, and the year."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Period(models.TextChoices):
    """A figure counted in its period only tells, for `YEAR`, of the second half of the year."""

    HALF = "half", _("First half of the year")
    YEAR = "year", _("The whole year")

    @property
    def short(self) -> str:
        return str(_("6 months") if self is Period.HALF else _("The year"))


FIRST_YEAR, LAST_YEAR = 1990, 2100


def units_day(year: int) -> date:
    """Return the day on whose units the figures of a year stand, as those that are loaded do."""
    return date(year, 6, 30)


def before(year: int, period: Period) -> tuple[int, Period]:
    """Return year and period that came before."""
    return (year, Period.HALF) if period is Period.YEAR else (year - 1, Period.YEAR)


def now_due(today: date) -> tuple[int, Period]:
    """Return the period that is reported on a day: the half until July, then the year."""
    return today.year, Period.HALF if today.month <= 7 else Period.YEAR


class PeriodConverter:
    """A period in an address."""

    regex = "|".join(Period.values)

    def to_python(self, value: str) -> Period:
        return Period(value)

    def to_url(self, value: str) -> str:
        return str(value)
