"""The layout of the five-year report: what it says more than the consolidated one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from mangnon.reports.layouts import SLOTS, Layout

OWN: dict[str, set[str]] = {
    "opening": {"issuer", "year", "first", "territory", "as_of"},
    "closing": {"year", "first", "territory", "issuer", "addressees"},
    "five_scope": {"first", "year", "units_on", "as_of", "leaves"},
    "five_met": {"number", "first", "year"},
    "five_met_note": set(),
    "five_annex": {"five_year", "targets"},
    "five_result": {"leaf", "years", "change"},
    "five_year_value": {"year", "value"},
    "five_until": {"as_of", "value"},
    "five_change": {"until", "since", "change", "direction"},
    "five_changes": {"days", "units_on"},
    "five_moved": {"text"},
    "five_joined": {"year", "units_on", "text"},
    "five_redefined": {"leaf", "years"},
    "five_break": {"leaf", "text"},
    "five_missing": {"years"},
    "five_unbroken": set(),
    "annex_five_year": {"year"},
    "five_note": set(),
}


class FiveYearLayout(Layout):
    """One dated layout of the five-year report."""

    directions: dict[str, str]
    said: ClassVar[Mapping[str, set[str]]] = SLOTS | OWN
