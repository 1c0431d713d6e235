"""The chart of the report: one late or missed leaf by district, from the same spec as the pages."""

from __future__ import annotations

from mangnon.documents.writing.model import Picture, plain
from mangnon.reports.facts import Facts, Leaf
from mangnon.reports.wording import Wording
from mangnon.ui import charts, formats

WIDTH_MM = 150
FEWEST = 2  # districts: one bar alone compares nothing


def district_picture(say: Wording) -> Picture | None:
    """Return the chart of the first leaf that is behind, by district; None when no leaf is."""
    leaf = next((leaf for leaf in say.facts.leaves if is_charted(say.facts, leaf)), None)
    if leaf is None:
        return None
    caption = plain(say.layout.say("chart_by_district", number=1, leaf=say.leaf_name(leaf)))
    bars = _bars(say.facts, leaf)
    axis = charts.Axis(leaf.goal.measure, leaf.decimals)
    spec = charts.bars_by_unit(bars, axis, target=float(leaf.goal.value))
    values = (
        f"{bar.name} {formats.figure_text(bar.value, leaf.goal.measure, leaf.decimals)}"
        for bar in bars
    )
    alternative = f"{caption}: {'; '.join(values)}"
    return Picture(charts.to_png(spec), WIDTH_MM, alternative, caption)


def is_charted(facts: Facts, leaf: Leaf) -> bool:
    """Say whether a leaf is behind and known for districts to compare."""
    return leaf.is_behind and len(_bars(facts, leaf)) >= FEWEST


def _bars(facts: Facts, leaf: Leaf) -> list[charts.Bar]:
    """Return a bar a district that may be compared, the best first."""
    bars = []
    for place in facts.districts:
        standing = place.standings.get(leaf.leaf)
        if standing and leaf.may_compare(standing):
            reached = standing.attainment or ""
            bars.append(
                charts.Bar(place.name, standing.value, standing.low, standing.high, reached)
            )
    return sorted(bars, key=lambda bar: bar.value or 0, reverse=not leaf.is_lower_better)
