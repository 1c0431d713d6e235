"""The chart: bars of what stands beside each other, lines of what follows each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _

from mangnon.core.units.territories import days_of_change, unit_key
from mangnon.dashboards.explorer.asked import NOW
from mangnon.dashboards.explorer.lines import Line
from mangnon.dashboards.explorer.page import Explored, absence_text
from mangnon.engine.flags import ESTIMATED
from mangnon.indicators.drawn import axis_of, rule_at
from mangnon.indicators.frozen import units_day
from mangnon.ui import lines_chart as lined
from mangnon.ui.charts import Bar, Spec, bars_by_unit

MOST_BARS = 60


def chart_of(found: Explored) -> Spec:
    """Return the chart of the lines; as many as there is room for, the first of them."""
    goal = found.source.goal
    axis = axis_of(found.source.definition, goal)
    if found.choice.time == NOW:
        bars = [_bar(found, line) for line in found.lines[:MOST_BARS]]
        return bars_by_unit(bars, axis, rule_at(goal))
    lines = _lines(found)[: lined.MOST_LINES]
    years = [line.when for line in lines[0]] if lines else []
    drawn = [
        lined.Line(found.name(replace(line[0], when="")), [*map(_dot, _apart(line))])
        for line in lines
    ]
    return lined.lines_chart(years, drawn, replace(axis, title=""), _breaks(found, lines))


def left_out(found: Explored) -> int:
    """Return how many bars or lines the chart has no room for."""
    if found.choice.time == NOW:
        return max(0, len(found.lines) - MOST_BARS)
    return max(0, len(_lines(found)) - lined.MOST_LINES)


def _bar(found: Explored, line: Line) -> Bar:
    return Bar(
        found.name(line),
        line.value,
        *line.spread,
        line.attainment,
        found.note(line),
        ESTIMATED in line.flags,
        absence_text(line.state),
        found.short_name(line),
    )


def _lines(found: Explored) -> list[list[Line]]:
    kept = [line for line in found.lines if not line.is_rest]
    in_order = groupby(kept, key=lambda line: (unit_key(line.unit), line.members))
    return [list(group) for _about, group in in_order]


def _apart(line: Sequence[Line]) -> list[tuple[Line, bool]]:
    """Return each year with whether it measures another thing than the year before."""
    before = [line[0], *line[:-1]]
    return [
        (year, year.is_redefined != earlier.is_redefined)
        for earlier, year in zip(before, line, strict=True)
    ]


def _dot(year: tuple[Line, bool]) -> lined.Dot:
    line, is_apart = year
    return lined.Dot(line.value, is_apart)


def _breaks(found: Explored, lines: Sequence[Sequence[Line]]) -> list[tuple[int, str]]:
    """Return before which year the definition or the units changed, and the words for it."""
    if not lines:
        return []
    said: dict[int, list[str]] = {}
    for line in lines:
        for place, (_year, is_apart) in enumerate(_apart(line)):
            if is_apart:
                said[place] = [_("another definition")]
    as_of = found.source.run.snapshot.as_of
    first, last = as_of.year - len(lines[0]) + 1, found.choice.day or units_day(
        found.source.run.snapshot
    )  # fmt: skip
    for day in days_of_change():
        place = day.year - first
        if 0 < place < len(lines[0]) and day <= last:
            said.setdefault(place, []).append(_("units changed"))
    return [(place, ", ".join(dict.fromkeys(words))) for place, words in sorted(said.items())]
