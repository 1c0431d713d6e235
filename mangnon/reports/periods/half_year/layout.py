"""The layout of the half-year report: what it says more than the consolidated one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from mangnon.reports.layouts import SLOTS, Layout

PASSED = {"passed", "of"}
OWN: dict[str, set[str]] = {
    "half_end": {"year"},
    "half_day": {"as_of"},
    "half_pace": {"when", "target", "pace"},
    "of_year": set(),
    "of_school_year": {"year", "last"},
    "pace_annual": set(),
    "pace_change": set(),
    "pace_building": {*PASSED, "due"},
    "pace_ceiling": {*PASSED, "due"},
    "pace_path": {*PASSED, "due", "baseline", "last"},
    "pace_level": PASSED,
    "half_before": {"year", "day", "value"},
    "half_before_redefined": {"year", "day"},
    "half_estimate": {"year", "value", "interval"},
    "half_stated": {"year"},
    "half_no_estimate": {"why"},
    "annex_half_year": {"year"},
    "half_annex": {"half_year"},
    "half_note": set(),
}


class HalfYearLayout(Layout):
    """One dated layout of the half-year report."""

    said: ClassVar[Mapping[str, set[str]]] = SLOTS | OWN
