"""Checks of a unit as a whole: how well its register is kept, what is missing, what came late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mangnon.engine.definitions import leaf_order
from mangnon.engine.quality.check import Check
from mangnon.engine.quality.finding import Figure, Found, Judged
from mangnon.engine.reported import UnitKey
from mangnon.engine.words import day_text, number

TOP = "province"  # every reported leaf is expected of it
NOT_APPLICABLE = "not_applicable"


def shares(check: Check, judged: Judged) -> Iterator[Found]:
    """Find units where a part is less or more of its whole than it should be."""
    for unit in judged.levels:
        part, whole = judged.shares.get((check.name, unit), (0, 0))
        if whole < check.fewest:
            continue
        share = 100 * part / whole
        is_less = check.at_least is not None and share < check.at_least
        is_more = check.at_most is not None and share > check.at_most
        if is_less or is_more:
            words = _bounds(check) | {
                "part": number(part),
                "whole": number(whole),
                "share": f"{number(share, 1)}%",
            }
            yield Found(unit, "", share, f"{part}/{whole}", words)


def incomplete(check: Check, judged: Judged) -> Iterator[Found]:
    """Find units that lack more of their figures than `at_least` allows."""
    for unit in judged.levels:
        expected = _expected(check, judged, unit)
        missing = [leaf for leaf, figure in expected.items() if _is_missing(figure)]
        present = len(expected) - len(missing)
        if expected and 100 * present < (check.at_least or 0) * len(expected):
            share = 100 * present / len(expected)
            words = _bounds(check) | {
                "share": f"{number(share, 0)}%",
                "present": str(present),
                "expected": str(len(expected)),
                "missing": ", ".join(missing),
            }
            yield Found(unit, "", share, ",".join(missing), words)


def late(check: Check, judged: Judged) -> Iterator[Found]:
    """Find units with reports that came, or are still to come, `limit` days past the due day."""
    due = judged.reporting.due
    if due is None:
        return
    for unit in judged.levels:
        days = {}
        for leaf, figure in _expected(check, judged, unit).items():
            entered = judged.reporting.entered.get((unit, leaf))
            if judged.definitions[leaf].is_computed or (
                entered is None and not _is_missing(figure)
            ):
                continue
            past = ((entered or judged.as_of) - due) // timedelta(days=1)
            if past > (check.limit or 0):
                days[leaf] = past
        if days:
            words = {
                "days": str(max(days.values())),
                "due": day_text(due),
                "late": ", ".join(days),
            }
            yield Found(unit, "", max(days.values()), ",".join(days), words)


def _expected(check: Check, judged: Judged, unit: UnitKey) -> dict[str, Figure]:
    """Return the figures expected of a unit: none of what does not occur there, and of reported
    leaves only those that units of its level report.
    """
    found = {}
    for leaf in sorted(judged.definitions, key=leaf_order):
        figure = judged.figures.get((unit, leaf))
        if figure is None or figure.attainment == NOT_APPLICABLE or not check.is_about(leaf):
            continue
        level = judged.levels[unit]
        if judged.definitions[leaf].is_computed or level == TOP or (level, leaf) in judged.reported:
            found[leaf] = figure
    return found


def _is_missing(figure: Figure) -> bool:
    return figure.value is None


def _bounds(check: Check) -> dict[str, str]:
    return {
        name: "" if bound is None else f"{number(bound)}%"
        for name, bound in (("at_least", check.at_least), ("at_most", check.at_most))
    }
