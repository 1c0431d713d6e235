"""The years of one figure as a chart, for the browser and for the image in a Word report.

Years stand side by side with their intervals, the figure of today after them, and the forecast for
the end of the period last: a dashed line and a dashed interval. The target is a rule across all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from mangnon.ui.charts import COLOURS, INK, QUIET, Axis, Spec, finished
from mangnon.ui.formats import DASH, interval_text, number, value_with_unit

HEIGHT = 240
ROOM = 0.14  # of the span of the data, above and below
LIFT = -11
PAST, NOW, FORECAST = "past", "now", "forecast"


@dataclass(frozen=True)
class Dot:
    """One place on the chart: the lines of its label, its figure and the ends of its interval.

    No line leads to a dot that stands `is_apart`: it measures another thing than those before it.
    """

    label: tuple[str, ...]
    value: float | None
    low: float | None = None
    high: float | None = None
    kind: Literal["past", "now", "forecast"] = "past"
    attainment: str = ""
    is_apart: bool = False


def series_chart(dots: Sequence[Dot], axis: Axis, target: float | None = None) -> Spec:
    """Return the chart of the dots in their order; `axis.title` stands above it."""
    scale = alt.Scale(domain=_domain(dots, axis, target), nice=False, zero=False)
    base = _base(dots, axis, scale)
    layers = [*_target(target, scale), *_lines(base), *_marks(base, scale)]
    chart = alt.LayerChart(layer=layers, height=HEIGHT, width="container")
    if axis.title:
        title = alt.Title(axis.title, anchor="start", fontSize=12, fontWeight=400, color=QUIET)
        chart = chart.properties(title=title)
    return finished(chart)


def _base(dots: Sequence[Dot], axis: Axis, scale: alt.Scale) -> alt.Chart:
    data = [
        {"row": row, "segment": segment} | _datum(dot, axis)
        for row, (dot, segment) in enumerate(zip(dots, _segments(dots), strict=True))
        if dot.value is not None
    ]
    labels = json.dumps([dot.label for dot in dots], ensure_ascii=False)
    below = alt.Axis(
        labelExpr=f"{labels}[datum.value]", labelAngle=0, labelPadding=9, ticks=False, grid=False
    )
    suffix = "%" if axis.unit == "percent" else ""
    beside = alt.Axis(
        labelExpr=f"format(datum.value, ',~g') + '{suffix}'", tickCount=5, domain=False
    )
    places = alt.Scale(domain=list(range(len(dots))))
    return alt.Chart(alt.InlineData(values=data)).encode(
        x=alt.X("row:O", title=None, axis=below, scale=places),
        y=alt.Y("value:Q", title=None, axis=beside, scale=scale),
        tooltip=[
            alt.Tooltip("name:N", title="Thời điểm"),
            alt.Tooltip("shown:N", title="Giá trị"),
            alt.Tooltip("interval:N", title="Khoảng 95%"),
        ],
    )


def _segments(dots: Sequence[Dot]) -> list[int]:
    """Return which line each dot is on: a new one after a missing year or where dots differ."""
    segment, found = 0, []
    for before, dot in zip([None, *dots], dots, strict=False):
        segment += dot.is_apart or (before is not None and before.value is None)
        found.append(segment)
    return found


def _lines(base: alt.Chart) -> list[alt.Chart]:
    """Return the line through what is known, and the dashed one from there to the forecast."""
    through = base.transform_filter(f"datum.kind != '{FORECAST}'")
    ahead = base.transform_filter(f"datum.kind != '{PAST}'")
    return [
        through.mark_line(color=QUIET, strokeWidth=1.5).encode(detail="segment:N"),
        ahead.mark_line(color=QUIET, strokeWidth=1.5, strokeDash=[2, 3]),
    ]


def _marks(base: alt.Chart, scale: alt.Scale) -> list[alt.Chart]:
    palette = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    colour = alt.Color("attainment:N", scale=palette, legend=None)
    is_ahead = f"datum.kind == '{FORECAST}'"
    spread = {"y": alt.Y("low:Q", scale=scale), "y2": "high:Q"}
    figures = {"y": alt.Y("top:Q", scale=scale), "text": "label:N"}
    return [
        base.transform_filter(f"!({is_ahead})")
        .mark_rule(color=INK, strokeWidth=1.3)
        .encode(**spread),
        base.transform_filter(is_ahead)
        .mark_rule(color=INK, strokeWidth=1.3, strokeDash=[2, 3])
        .encode(**spread),
        base.transform_filter(f"!({is_ahead})")
        .mark_point(filled=True, size=70, opacity=1)
        .encode(color=colour),
        base.transform_filter(is_ahead).mark_point(
            filled=True, fill="#ffffff", stroke=INK, strokeWidth=1.5, size=60, opacity=1
        ),
        # A white edge keeps the figures legible where a line passes behind them.
        base.mark_text(dy=LIFT, fontSize=12, stroke="#ffffff", strokeWidth=7).encode(**figures),
        base.mark_text(dy=LIFT, fontSize=12, color=INK).encode(**figures),
    ]


def _target(target: float | None, scale: alt.Scale) -> list[alt.Chart]:
    if target is None:
        return []
    rule = alt.Chart(alt.InlineData(values=[{"target": target}]))
    dashed = rule.mark_rule(color=INK, strokeDash=[5, 3], strokeWidth=1.5)
    return [dashed.encode(y=alt.Y("target:Q", scale=scale))]


def _datum(dot: Dot, axis: Axis) -> dict[str, Any]:
    ends = [end for end in (dot.value, dot.high) if end is not None]
    suffix = "%" if axis.unit == "percent" else ""
    return {
        "name": " ".join(dot.label),
        "value": dot.value,
        "low": dot.low,
        "high": dot.high,
        "top": max(ends, default=None),
        "kind": dot.kind,
        "attainment": dot.attainment,
        "label": number(dot.value, axis.decimals) + suffix,
        "shown": value_with_unit(dot.value, axis.unit, axis.decimals),
        "interval": interval_text(dot.low, dot.high, axis.unit, axis.decimals) or DASH,
    }


def _domain(dots: Sequence[Dot], axis: Axis, target: float | None) -> list[float]:
    """Return the ends of the scale: what is drawn with room around it, no share beyond 100%."""
    drawn = [end for dot in dots for end in (dot.value, dot.low, dot.high) if end is not None]
    drawn += [] if target is None else [target]
    if not drawn:
        return [0.0, 1.0]
    low, high = min(drawn), max(drawn)
    room = (high - low or abs(high) or 1.0) * ROOM
    bottom = low - room if low < 0 else max(low - room, 0.0)
    return [bottom, high + room]
