"""From figures and checks to findings: a pure function, the same for the same inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mangnon.engine.definitions import leaf_order
from mangnon.engine.periods import period_of
from mangnon.engine.quality.check import LEVELS, Check, Kind
from mangnon.engine.quality.finding import Finding, Found, Judged
from mangnon.engine.quality.history import jumps, outliers
from mangnon.engine.quality.one_figure import broken_rules, implausible
from mangnon.engine.quality.units import incomplete, late, shares

KINDS: dict[Kind, Callable[[Check, Judged], Iterator[Found]]] = {
    "plausible": implausible,
    "rule": broken_rules,
    "outlier": outliers,
    "jump": jumps,
    "share": shares,
    "completeness": incomplete,
    "timeliness": late,
}


def find(checks: Sequence[Check], judged: Judged) -> list[Finding]:
    """Return what the checks of the day find: errors first, then from the province down."""
    found = [
        _in_words(check, each, judged)
        for check in checks
        if check.holds_on(judged.as_of)
        for each in KINDS[check.kind](check, judged)
        if judged.levels.get(each.unit) in check.levels
    ]

    def place(each: Finding) -> tuple[object, ...]:
        level = LEVELS.index(judged.levels[each.unit])
        return each.severity, level, each.unit, leaf_order(each.leaf), each.check

    return sorted(found, key=place)


def _in_words(check: Check, found: Found, judged: Judged) -> Finding:
    definition = judged.definitions.get(found.leaf)
    period = period_of(definition.period if definition else "calendar_year", judged.as_of)
    return Finding(
        check=check.name,
        severity=check.severity,
        unit=found.unit,
        leaf=found.leaf,
        value=found.value,
        figure=found.figure,
        says=check.says.format_map(found.words),
        advice=check.advice.format_map(found.words),
        begins_on=period.start,
    )
