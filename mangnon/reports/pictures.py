"""The charts of the report, drawn from the same specs as the charts of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from mangnon.documents.writing.model import Picture, plain
from mangnon.engine.attainment import CHANGES
from mangnon.reports.facts import Facts, Leaf, Year
from mangnon.reports.wording import ATTAINMENTS, Wording
from mangnon.ui import charts, formats
from mangnon.ui.pngs import to_pngs
from mangnon.ui.series_chart import Dot, series_chart

OVERVIEW_MM = 160
TREND_MM = 120
FORECAST = ("dự báo", "cả năm")  # two lines under the axis
WIDTH_MM = 145  # three charts of eleven districts on a page
MOST = 20  # places: more do not fit on a page
FEWEST = 2  # years or districts: one alone compares nothing


@dataclass(frozen=True)
class Drawing:
    """A chart that is to be drawn: its spec, its width on paper, what it says, its caption."""

    spec: charts.Spec
    width_mm: int
    values: str
    caption: str


@dataclass(frozen=True)
class Pictures:
    """The overview that stands in the body, and for each leaf behind its years and districts."""

    overview: Picture | None = None
    behind: tuple[Picture, ...] = ()


NO_PICTURES = Pictures()


def draw(say: Wording) -> Pictures:
    """Return the charts that the facts allow, numbered in the order of reading."""
    number = count(1)
    facts = say.facts
    if not facts.leaves:
        return NO_PICTURES
    drawings = [_overview(say, next(number))]
    for leaf in facts.leaves:
        if has_trend(leaf):
            drawings.append(_over_years(say, leaf, next(number)))
        if is_charted(facts, leaf):
            drawings.append(_by_district(say, leaf, next(number)))
    pngs = to_pngs([one.spec for one in drawings])
    overview, *behind = (
        Picture(png, one.width_mm, f"{one.caption}: {one.values}", one.caption)
        for one, png in zip(drawings, pngs, strict=True)
    )
    return Pictures(overview, tuple(behind))


def _overview(say: Wording, number: int) -> Drawing:
    facts = say.facts
    groups = {
        title: {name: sum(leaf.standing.attainment == name for leaf in leaves)
                for name in ATTAINMENTS}
        for field, title in facts.fields.items()
        if (leaves := facts.of_field(field))
    }  # fmt: skip
    caption = plain(say.layout.say("chart_overview", number=number))
    counted = (
        f"{title} " + ", ".join(
            f"{formats.number(counts[name])} {formats.attainment_text(name)}"
            for name in ATTAINMENTS if counts[name]
        )
        for title, counts in groups.items()
    )  # fmt: skip
    return Drawing(charts.attainment_by_group(groups), OVERVIEW_MM, "; ".join(counted), caption)


def _by_district(say: Wording, leaf: Leaf, number: int) -> Drawing:
    caption = plain(say.layout.say("chart_by_district", number=number, leaf=say.leaf_name(leaf)))
    bars = _bars(say.facts, leaf)
    axis = charts.Axis(leaf.goal.measure, leaf.decimals)
    spec = charts.bars_by_unit(bars, axis, target=float(leaf.goal.value))
    values = (
        f"{bar.name} {formats.figure_text(bar.value, leaf.goal.measure, leaf.decimals)}"
        for bar in bars
    )
    return Drawing(spec, WIDTH_MM, "; ".join(values), caption)


def _over_years(say: Wording, leaf: Leaf, number: int) -> Drawing:
    """Draw the years, today and the forecast, as on the leaf's page."""
    caption = plain(say.layout.say("chart_over_years", number=number, leaf=say.leaf_name(leaf)))
    standing, ahead = leaf.standing, leaf.ahead
    dots = [Dot((str(year.year),), year.standing.value) for year in _comparable(leaf)]
    today = (f"{say.facts.as_of:%d/%m}", f"{say.facts.as_of:%Y}")
    dots.append(Dot(today, standing.value, standing.low, standing.high, "now",
                    standing.attainment or ""))  # fmt: skip
    if ahead is not None:
        dots.append(Dot(FORECAST, ahead.value, ahead.low, ahead.high, "forecast"))
    measure = leaf.goal.measure
    spec = series_chart(dots, charts.Axis(measure, leaf.decimals), float(leaf.goal.value))
    values = (
        f"{' '.join(dot.label)} {formats.figure_text(dot.value, measure, leaf.decimals)}"
        for dot in dots
    )
    return Drawing(spec, TREND_MM, "; ".join(values), caption)


def has_trend(leaf: Leaf) -> bool:
    """Say whether a leaf is behind and has years to set beside; a change on last year has none."""
    is_level = leaf.goal.relation not in CHANGES
    return leaf.is_behind and is_level and len(_comparable(leaf)) >= FEWEST


def _comparable(leaf: Leaf) -> list[Year]:
    return [year for year in leaf.years if not year.is_redefined]


def is_charted(facts: Facts, leaf: Leaf) -> bool:
    """Say whether a leaf is behind and known for districts to compare."""
    return leaf.is_behind and len(_bars(facts, leaf)) >= FEWEST


def _bars(facts: Facts, leaf: Leaf) -> list[charts.Bar]:
    """Return a bar a place that may be compared, the best first; of very many the last ones."""
    bars = []
    for place in facts.compared:
        standing = place.standings.get(leaf.leaf)
        if standing and leaf.may_compare(standing):
            reached = standing.attainment or ""
            bars.append(
                charts.Bar(place.name, standing.value, standing.low, standing.high, reached)
            )
    bars.sort(key=lambda bar: bar.value or 0, reverse=not leaf.is_lower_better)
    return bars[-MOST:]
