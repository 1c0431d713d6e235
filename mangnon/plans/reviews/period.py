"""Which days a review is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewKind(models.TextChoices):
    HALF_YEAR = "half_year", _("First half of the year")
    YEARLY = "yearly", _("Whole year")
    FIVE_YEAR = "five_year", _("Review of five years")


class Days(Protocol):
    """The days that a report or review is about, both ends included."""

    @property
    def first(self) -> date: ...

    @property
    def last(self) -> date: ...

    @property
    def year(self) -> int: ...

    @property
    def span(self) -> tuple[date, date]: ...


@dataclass(frozen=True)
class Period:
    """The days of a review, both ends included; five years end with `year`."""

    kind: str
    year: int

    @property
    def first(self) -> date:
        return date(self.year - (4 if self.kind == ReviewKind.FIVE_YEAR else 0), 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 6, 30) if self.kind == ReviewKind.HALF_YEAR else self.end_of_year

    @property
    def end_of_year(self) -> date:
        return date(self.year, 12, 31)

    @property
    def before(self) -> Period:
        """The period of the same kind before this one: beside it stand its figures."""
        years = 5 if self.kind == ReviewKind.FIVE_YEAR else 1
        return Period(self.kind, self.year - years)

    @property
    def span(self) -> tuple[date, date]:
        return self.first, self.last
