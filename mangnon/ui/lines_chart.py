"""Several lines over the years: one a unit or a member, told apart by colour and mark.

A line breaks where a year measures another thing or is missing; an upright rule says what happened
to all units between two years.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from mangnon.ui.charts import INK, QUIET, Axis, Spec, finished
from mangnon.ui.formats import number, value_with_unit

HEIGHT = 300
# Okabe and Ito's colours, which people see apart who do not see all colours.
COLOURS = (
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#1c2b24", "#e69f00", "#56b4e9", "#8a7a00",
)  # fmt: skip
MOST_LINES = len(COLOURS)
MARKS = (
    "circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-left",
    "triangle-right",
)  # fmt: skip


@dataclass(frozen=True)
class Dot:
    """One year of a line; no line leads to a dot that stands `is_apart`."""

    value: float | None
    is_apart: bool = False


@dataclass(frozen=True)
class Line:
    """The dots of one name, as many as there are years."""

    name: str
    dots: Sequence[Dot]


def lines_chart(
    years: Sequence[str], lines: Sequence[Line], axis: Axis, breaks: Sequence[tuple[int, str]] = ()
) -> Spec:
    """Return the chart; `breaks` are rules before the year of that place, with their words."""
    names = [line.name for line in lines]
    rows = [row for line in lines for row in _rows(line, years, axis)]
    labels = json.dumps(list(years), ensure_ascii=False)
    suffix = "%" if axis.unit == "percent" else ""
    below = alt.Axis(labelExpr=f"{labels}[datum.value]", values=list(range(len(years))),
                     labelAngle=0, grid=False, ticks=False, labelPadding=8)  # fmt: skip
    beside = alt.Axis(labelExpr=f"format(datum.value, ',~g') + '{suffix}'", tickCount=5)
    legend = alt.Legend(orient="bottom", columns=2, title=None, labelLimit=150)
    span = alt.Scale(domain=[-0.35, len(years) - 0.65], nice=False)
    across = alt.X("place:Q", title=None, axis=below, scale=span)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=across,
        y=alt.Y("value:Q", title=axis.title or None, axis=beside, scale=alt.Scale(zero=False)),
        color=alt.Color("name:N", sort=names, legend=legend,
                        scale=alt.Scale(domain=names, range=list(COLOURS[: len(names)]))),
        tooltip=[
            alt.Tooltip("name:N", title="Đường"),
            alt.Tooltip("year:N", title="Thời điểm"),
            alt.Tooltip("shown:N", title="Giá trị"),
        ],
    )  # fmt: skip
    marks = alt.Scale(domain=names, range=list(MARKS[: len(names)]))
    layers = [
        base.mark_line(strokeWidth=1.8).encode(detail=["name:N", "segment:N"]),
        base.mark_point(filled=True, size=70, opacity=1).encode(
            shape=alt.Shape("name:N", sort=names, scale=marks, legend=legend)
        ),
        *_breaks(breaks, across),
    ]
    return finished(alt.LayerChart(layer=layers, height=HEIGHT, width="container"))


def _rows(line: Line, years: Sequence[str], axis: Axis) -> list[dict[str, Any]]:
    rows, segment, was_absent = [], 0, False
    for place, (dot, year) in enumerate(zip(line.dots, years, strict=True)):
        segment += dot.is_apart or was_absent
        was_absent = dot.value is None
        if dot.value is not None:
            shown = value_with_unit(dot.value, axis.unit, axis.decimals)
            rows.append({"name": line.name, "place": place, "year": year, "segment": segment,
                         "value": dot.value, "shown": shown,
                         "label": number(dot.value, axis.decimals)})  # fmt: skip
    return rows


def _breaks(breaks: Sequence[tuple[int, str]], across: alt.X) -> list[alt.Chart]:
    if not breaks:
        return []
    data = [{"place": place - 0.5, "words": words} for place, words in breaks]
    base = alt.Chart(alt.InlineData(values=data)).encode(x=across)
    words = base.mark_text(align="left", dx=4, fontSize=11, color=QUIET, baseline="top")
    return [
        base.mark_rule(color=INK, strokeDash=[5, 3]),
        words.encode(text="words:N", y=alt.value(0)),
    ]
