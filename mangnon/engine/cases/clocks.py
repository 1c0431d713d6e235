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


class Limit(Frozen):
    """So many of one unit."""

    unit: Unit
    count: int = Field(ge=1, le=1000)


class Lead(Frozen):
    """How long before its end a clock begins to warn."""

    unit: Literal["hours", "days"]
    count: int = Field(ge=1, le=365)


class Clock(Frozen):
    """A limit from `valid_from` on, by the law's text or, with a low certainty, by custom.

    A clock of a case runs once at a time; one that `repeats` starts anew whenever it is stopped.
    `extended_by` names an event whose form says until when, in the question `until`.
    """

    code: str = Field(pattern=NAME)
    title: Text
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    extended_by: str | None = None
    limit: Limit
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
