"""How long what is told in a case is kept: `catalog/cases/retention/<code>@<valid_from>.yaml`.

And the limits of what is owed outside any case: `catalog/cases/duties/<code>@<valid_from>.yaml`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal

from pydantic import Field

from mangnon.engine.cases.clocks import Limit
from mangnon.engine.definitions import NAME, Certainty, Frozen, Text


class Retention(Frozen):
    """A category of what is closed and the years after which it is anonymised.

    Of cases it takes in those of one of its `harms` or closed for one of its `reasons`, all where
    it names neither. What stands in no case is closed when the child or carer is off the commune's
    list, or when the year of the agency's list is over. The years count from the closing, or from
    the child's 16th birthday where that comes later.
    """

    code: str = Field(pattern=NAME)
    title: Text
    of: Literal["case", "care_need", "carer", "agency_list"] = "case"
    harms: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    years: int = Field(ge=1, le=100)
    counts_from: Literal["closing", "age_16"]
    valid_from: date
    source: str = Field(min_length=1)
    certainty: Certainty

    def takes_in(self, harms: Collection[str], reason: str) -> bool:
        if not self.harms and not self.reasons:
            return True
        return bool(set(self.harms) & set(harms)) or reason in self.reasons


class Duty(Frozen):
    """What must be done within a limit of a moment, as a notice of a breach after its discovery."""

    code: str = Field(pattern=NAME)
    title: Text
    limit: Limit
    valid_from: date
    source: str = Field(min_length=1)
    certainty: Certainty
