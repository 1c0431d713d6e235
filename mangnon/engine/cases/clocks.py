"""Time limits of a case as dated files: `catalog/cases/clocks/<code>@<valid_from>.yaml`.

Events of steps start and stop a clock. Hours are clock hours, nights and days off included; days,
working days and months end with the last day of the limit (Civil Code 2015, articles 147 and 148).
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from mangnon.engine.definitions import NAME, Certainty, Frozen, Text

Unit = Literal["hours", "days", "working_days", "months"]
# The least days that so many of a unit last, whatever month or holidays they fall on.
LEAST_DAYS: dict[Unit, int] = {"days": 1, "working_days": 1, "months": 28}


class Limit(Frozen):
    """So many of one unit."""

    unit: Unit
    count: int = Field(ge=1, le=1000)

    def is_tighter_than(self, other: Limit) -> bool:
        """Say whether this limit ends no later than the other from whatever moment both begin.

        Working days are no tighter than as many days: holidays may stand between.
        """
        if self.unit == other.unit:
            return self.count < other.count
        least = LEAST_DAYS.get(other.unit, 0) * other.count
        if self.unit == "hours":
            return self.count <= 24 * least
        return self.unit == "days" and self.count <= least


class Lead(Frozen):
    """How long before its end a clock begins to warn."""

    unit: Literal["hours", "days"]
    count: int = Field(ge=1, le=365)


class Clock(Frozen):
    """A limit from `valid_from` on, by the law's text or, with a low certainty, by custom.

    A clock of a case runs once at a time; one that `repeats` starts anew whenever it is stopped,
    until one of `ends` happens. `extended_by` names an event whose form says until when, in the
    question `until`. What `pauses` and `resumes` do not name does not pause it. A limit in days
    or months that would end on a day off moves to the next working day, or `stays` where a longer
    one would burden the child.
    """

    code: str = Field(pattern=NAME)
    title: Text
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    ends: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    extended_by: str | None = None
    limit: Limit
    on_day_off: Literal["moves", "stays"] = "moves"
    warn_before: Lead
    escalates_to: tuple[str, ...]  # roles
    repeats: bool = False
    valid_from: date
    source: str = Field(min_length=1)
    certainty: Certainty

    @model_validator(mode="after")
    def _pauses_resume(self) -> Clock:
        if bool(self.pauses) != bool(self.resumes):
            raise ValueError("pauses và resumes phải đi cùng nhau")
        return self

    @model_validator(mode="after")
    def _repeating_ends(self) -> Clock:
        if self.repeats and not self.ends:
            raise ValueError("đồng hồ lặp lại (repeats) phải nêu sự kiện chấm dứt (ends)")
        return self

    @property
    def event_names(self) -> set[str]:
        """Return every event that the clock listens to."""
        named = {*self.starts, *self.stops, *self.ends, *self.pauses, *self.resumes}
        return named | ({self.extended_by} if self.extended_by else set())
