"""One quality check as its file says it: `catalog/quality/<name>@<valid_from>.yaml`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from mangnon.engine.definitions import NAME, Certainty, Frozen, Term, Text

Kind = Literal["plausible", "rule", "outlier", "jump", "share", "completeness", "timeliness"]
Severity = Literal["warning", "error"]
Level = Literal["province", "district", "commune"]

WARNING: Severity = "warning"
LEVELS: tuple[Level, ...] = ("province", "district", "commune")


class Check(Frozen):
    """What is asked of each unit's figures, and the words for a figure that does not answer it.

    `says` and `advice` hold names in braces, which `PLACEHOLDERS` lists for each kind.
    """

    name: str = Field(pattern=NAME)
    title: Text
    kind: Kind
    severity: Severity
    levels: tuple[Level, ...] = LEVELS
    leaves: tuple[str, ...] = ()  # none: every leaf that the kind is for
    rule: str = ""
    part: Term | None = None
    whole: Term | None = None
    at_least: float | None = None  # percent of the whole, or of what is expected
    at_most: float | None = None
    fewest: int = Field(default=1, ge=1)  # years of history, or rows of the whole, to judge by
    limit: float | None = Field(default=None, ge=0)
    chance: float | None = Field(default=None, gt=0, lt=1)
    says: str = Field(min_length=1)
    advice: str = Field(min_length=1)
    valid_from: date
    valid_to: date | None = None  # the first day on which it is no longer asked
    source: str = Field(min_length=1)
    certainty: Certainty

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def is_about(self, leaf: str) -> bool:
        return not self.leaves or leaf in self.leaves


# What each kind asks its file for, beside what all of them have.
NEEDS: dict[Kind, tuple[str, ...]] = {
    "plausible": (),
    "rule": ("rule",),
    "outlier": ("limit", "chance"),
    "jump": ("limit",),
    "share": ("part", "whole"),
    "completeness": ("at_least",),
    "timeliness": ("limit",),
}
OF_SOME_KIND = ("rule", "part", "whole", "at_least", "at_most", "limit", "chance")
# A share is held to one bound or to both.
MAY_HAVE: dict[Kind, tuple[str, ...]] = {"share": ("at_least", "at_most")}
PLACEHOLDERS: dict[Kind, tuple[str, ...]] = {
    "plausible": ("leaf", "title", "value", "low", "high"),
    "rule": ("leaf", "title", "numbers"),
    "outlier": ("leaf", "title", "value", "usual", "years"),
    "jump": ("leaf", "title", "value", "before", "change", "year"),
    "share": ("part", "whole", "share", "at_least", "at_most"),
    "completeness": ("share", "at_least", "present", "expected", "missing"),
    "timeliness": ("days", "due", "late"),
}
