"""The list of activities, newest first: what is asked for, and one page after another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from mangnon.activities.activity import Activity, ActivityQuerySet
from mangnon.core.requests import number_in

_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Month | None:
        """Return the month of "2025-06"; None for anything else."""
        return cls(int(text[:4]), int(text[5:])) if _MONTH.fullmatch(text) else None

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def before(self) -> Month:
        return Month.of(self.first - timedelta(days=1))

    @property
    def words(self) -> str:
        return f"{self.month}/{self.year}"


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed."""

    unit: int | None = None
    organiser: int | None = None
    kind: str = ""
    state: str = ""
    month: Month | None = None
    day: date | None = None

    @classmethod
    def read(cls, typed: QueryDict) -> Wanted:
        state, kind = typed.get("state", ""), typed.get("kind", "")
        return cls(
            unit=number_in(typed, "unit"),
            organiser=number_in(typed, "organiser"),
            kind=kind if re.fullmatch(r"[a-z_]{1,30}", kind) else "",
            state=state if state in Activity.State.values else "",
            month=Month.read(typed.get("month", "")),
            day=_day(typed.get("day", "")),
        )

    def among(self, activities: ActivityQuerySet) -> ActivityQuerySet:
        """Return those that are looked for, in whatever order."""
        if self.unit is not None:
            activities = activities.filter(unit=self.unit)
        if self.organiser is not None:
            activities = activities.filter(organiser=self.organiser)
        if self.kind:
            activities = activities.filter(kind=self.kind)
        if self.state:
            activities = activities.filter(state=self.state)
        if self.month is not None:
            first, last = self.month.first, self.month.last
            activities = activities.filter(from_day__range=(first, last))
        if self.day is not None:
            activities = activities.filter(from_day=self.day)
        return activities

    def address(self, **more: object) -> str:
        """Return the query that asks for the same, with what is added or said otherwise."""
        asked = {
            "unit": self.unit, "organiser": self.organiser, "kind": self.kind,
            "state": self.state, "month": self.month, "day": self.day,
        } | more  # fmt: skip
        return urlencode({name: value for name, value in asked.items() if value})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
