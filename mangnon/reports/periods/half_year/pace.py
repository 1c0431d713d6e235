"""Where a leaf should stand within its year: the share of its time that has passed, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from mangnon.engine.attainment import CHANGES, Target
from mangnon.engine.definitions import Definition
from mangnon.engine.periods import elapsed

How = Literal["annual", "change", "building", "ceiling", "path", "level"]


@dataclass(frozen=True)
class Pace:
    """How the target of the whole year is read on a day within it, by the rules of attainment.

    `due` is the value of an even pace by that day, in the leaf's unit; None where no pace is asked:
    the leaf is measured once a year, is itself a change, or nobody stated last year's figure.
    """

    how: How
    passed: Fraction
    is_school_year: bool = False
    due: Fraction | None = None
    baseline: Fraction | None = None


def pace_of(definition: Definition, target: Target, as_of: date, baseline: float | None) -> Pace:
    """Return the pace of a leaf; `baseline` is last year's figure, the start of an even path.

    A figure that builds up through the year owes the part of its target that fits the time passed;
    any other goes from last year's figure to the target in a straight line (`engine/attainment`).
    """
    passed = elapsed(definition.pace, as_of)
    is_school_year = definition.pace == "school_year"
    asked = Fraction(target.value)
    if definition.pace == "annual":
        return Pace("annual", passed)
    if target.relation in CHANGES:
        return Pace("change", passed, is_school_year)
    if definition.builds_up:
        how: How = "ceiling" if target.is_lower_better else "building"
        return Pace(how, passed, is_school_year, asked * passed)
    if baseline is None:
        return Pace("level", passed, is_school_year)
    start = Fraction(repr(baseline))
    return Pace("path", passed, is_school_year, start + (asked - start) * passed, start)
