"""A child's growth on the curves of a standard, for the browser and for paper.

The curves are -3, -2, 0, 2 and 3 standard deviations; the points of the child are joined. A point
that is called implausible stands apart as a cross, at the edge when it lies beyond the curves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import numpy.typing as npt

from mangnon.ui.charts import INK, Spec, finished

HEIGHT = 300
COLOURS = {-3: "#a8201a", -2: "#c77700", 0: "#17693a", 2: "#c77700", 3: "#a8201a"}
ROOM = 0.06


@dataclass(frozen=True)
class Line:
    """One curve: its standard deviation, and where it runs."""

    sd: int
    x: Sequence[float]
    y: npt.NDArray[np.float64]


@dataclass(frozen=True)
class Point:
    """One measurement: where it stands, and in words when, what and how far from the median."""

    x: float
    y: float
    when: str
    shown: str
    score: str
    is_flagged: bool = False


@dataclass(frozen=True)
class Axes:
    """What the axes say; `ends` and `step` are those of the axis across."""

    across: str
    up: str
    ends: tuple[float, float]
    step: float


def growth_chart(lines: Sequence[Line], points: Sequence[Point], axes: Axes) -> Spec:
    """Return the chart; points are joined in their order."""
    low, high = _domain(lines, points, axes)
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    ticks = np.arange(axes.ends[0], axes.ends[1] + axes.step / 2, axes.step).tolist()
    x = alt.X("x:Q", title=axes.across, scale=alt.Scale(domain=list(axes.ends), nice=False),
              axis=alt.Axis(values=ticks, labelExpr="format(datum.value, ',~g')"))  # fmt: skip
    y = alt.Y("y:Q", title=axes.up, scale=scale,
              axis=alt.Axis(labelExpr="format(datum.value, ',~g')", tickCount=7))  # fmt: skip
    layers = [*_curves(lines, axes, x, y), *_child(points, (low, high), x, y)]
    chart = alt.LayerChart(layer=layers, height=HEIGHT, width="container")
    return finished(chart)


def _curves(lines: Sequence[Line], axes: Axes, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    rows = [
        {"sd": line.sd, "x": across, "y": round(float(up), 2)}
        for line in lines
        for across, up in zip(line.x, line.y, strict=True)
        if axes.ends[0] <= across <= axes.ends[1] and np.isfinite(up)
    ]
    palette = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    colour = alt.Color("sd:O", scale=palette, legend=None)
    ends = [row | {"name": _name(row["sd"])} for row in _last_of_each(rows)]
    base = alt.Chart(alt.InlineData(values=rows))
    names = alt.Chart(alt.InlineData(values=ends))
    return [
        base.mark_line(strokeWidth=1.3).encode(x=x, y=y, color=colour, detail="sd:N"),
        names.mark_text(align="left", dx=4, fontSize=11).encode(
            x=x, y=y, color=colour, text="name:N"
        ),
    ]


def _child(
    points: Sequence[Point], domain: tuple[float, float], x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    rows = [
        {"x": p.x, "y": min(max(p.y, domain[0]), domain[1]), "when": p.when, "shown": p.shown,
         "score": p.score, "flagged": p.is_flagged}
        for p in points
    ]  # fmt: skip
    tooltip = [
        alt.Tooltip("when:N", title="Ngày đo"),
        alt.Tooltip("shown:N", title="Số đo"),
        alt.Tooltip("score:N", title="z-score"),
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y, tooltip=tooltip)
    sound = base.transform_filter("!datum.flagged")
    flagged = base.transform_filter("datum.flagged").mark_point(
        shape="cross", angle=45, filled=True, size=110, color="#a8201a", stroke="#ffffff",
        opacity=1,
    )  # fmt: skip
    return [
        sound.mark_line(color=INK, strokeWidth=1.5),
        sound.mark_point(filled=True, size=50, color=INK, opacity=1),
        # An empty group of symbols would be read out as a picture without a name.
        *([flagged] if any(point.is_flagged for point in points) else []),
    ]


def _domain(lines: Sequence[Line], points: Sequence[Point], axes: Axes) -> tuple[float, float]:
    """Return the ends of the axis upwards: the curves and the sound points, with room."""
    drawn = [
        float(up)
        for line in lines
        for across, up in zip(line.x, line.y, strict=True)
        if axes.ends[0] <= across <= axes.ends[1] and np.isfinite(up)
    ]
    drawn += [point.y for point in points if not point.is_flagged]
    low, high = min(drawn, default=0.0), max(drawn, default=1.0)
    room = (high - low) * ROOM
    return max(low - room, 0.0), high + room


def _last_of_each(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({row["sd"]: row for row in rows}.values())


def _name(sd: int) -> str:
    return f"+{sd}" if sd > 0 else str(sd).replace("-", "\u2212")
