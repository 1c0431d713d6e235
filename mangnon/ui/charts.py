"""Charts as Vega-Lite specs: one definition for the browser and for the image in a Word report.

The rows are figures already computed. A bar carries its interval as a whisker and its attainment
as a colour; the target is a rule across all bars. Text follows the Vietnamese locale.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import floor, log10
from typing import Any

import altair as alt

from mangnon.ui.formats import (
    ATTAINMENTS,
    DASH,
    attainment_text,
    interval_text,
    number,
    value_with_unit,
)

Spec = dict[str, Any]

FONT = "Be Vietnam Pro"
BAR_HEIGHT = 22
GROUP_HEIGHT = 38
LONG_LABEL = 38  # letters: a longer label goes on in a second line
ROOM_FOR_FIGURES, ROOM_FOR_WORDS = 1.42, 1.9
INK, QUIET, LINE = "#1c2b24", "#52635a", "#d5ded8"
COLOURS = {
    "met": "#17693a",
    "on_track": "#0b5594",
    "off_track": "#c77700",
    "missed": "#a8201a",
    "no_data": "#7d8983",
    "not_applicable": "#b3bdb7",
    "": "#5f7f6f",
}
LOCALE: dict[str, dict[str, Any]] = {
    "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0₫"]},
    "time": {
        "dateTime": "%A, %d/%m/%Y %H:%M",
        "date": "%d/%m/%Y",
        "time": "%H:%M",
        "periods": ["SA", "CH"],
        "days": ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
        "shortDays": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
        "months": [f"Tháng {month}" for month in range(1, 13)],
        "shortMonths": [f"Th{month}" for month in range(1, 13)],
    },
}


@dataclass(frozen=True)
class Bar:
    """One bar: name, figure, 95% interval, attainment ("" without a target), what else to know.

    `absence` stands in the place of a figure that is not there, `label` beside the bar where the
    name is too long.
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    attainment: str = ""
    note: str = ""
    is_estimated: bool = False
    absence: str = DASH
    label: str = ""


@dataclass(frozen=True)
class Axis:
    """What the figures measure: the unit of `ui.formats`, the decimals shown, and a title."""

    unit: str
    decimals: int
    title: str = ""


def bars_by_unit(rows: Sequence[Bar], axis: Axis, target: float | None = None) -> Spec:
    """Return a ranking: one bar a row in the order given, whiskers, and a rule at the target."""
    layers = _layers(rows, axis, target, _end(rows, target))
    return finished(layers.properties(width="container"))


def attainment_by_group(groups: Mapping[str, Mapping[str, int]]) -> Spec:
    """Return one bar a group, cut into its attainments, each with how many stand there.

    Attainments that nothing has are left out of the legend.
    """
    order = [name for name in ATTAINMENTS if any(counts.get(name) for counts in groups.values())]
    names = {group: "\n".join(textwrap.wrap(group, LONG_LABEL)) for group in groups}
    rows = [
        {
            "group": names[group],
            "attainment": attainment_text(name),
            "order": place,
            "count": counts[name],
        }
        for group, counts in groups.items()
        for place, name in enumerate(order)
        if counts.get(name)
    ]
    words = [attainment_text(name) for name in order]
    legend = alt.Legend(orient="top", title=None, direction="horizontal", symbolType="square")
    palette = alt.Scale(domain=words, range=[COLOURS[name] for name in order])
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("count:Q", stack="zero", title=None, axis=None),
        y=alt.Y("group:N", sort=list(names.values()), title=None, axis=alt.Axis(
            labelExpr="split(datum.label, '\\n')", labelLimit=0, ticks=False, labelPadding=6)),
        order=alt.Order("order:Q"),
    )  # fmt: skip
    bars = base.mark_bar(height={"band": 0.68}).encode(
        color=alt.Color("attainment:N", scale=palette, legend=legend)
    )
    counts_shown = base.mark_text(color="white", fontSize=12, fontWeight="bold").encode(
        x=alt.X("count:Q", stack="zero", bandPosition=0.5), text="count:Q"
    )
    chart = alt.LayerChart(layer=[bars, counts_shown], height=GROUP_HEIGHT * max(len(groups), 1))
    return finished(chart.properties(width="container"))


def _end(rows: Sequence[Bar], target: float | None) -> float:
    """Return where the data end, target included."""
    ends = [end for bar in rows for end in (bar.value, bar.high) if end is not None]
    return max([*ends, target or 0.0, 0.0])


def _layers(rows: Sequence[Bar], axis: Axis, target: float | None, end: float) -> alt.LayerChart:
    base = _base(rows, axis)
    has_words = any(bar.value is None and bar.absence != DASH for bar in rows)
    room = ROOM_FOR_WORDS if has_words else ROOM_FOR_FIGURES
    scale = alt.Scale(domain=[0, end * room or 1], nice=False)
    x = alt.X("value:Q", scale=scale, title=axis.title or None, axis=_value_axis(axis, end))
    whisker = alt.X("low:Q", scale=scale)
    palette = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    colour = alt.Color("attainment:N", scale=palette, legend=None)
    figures = base.mark_text(align="right", fontSize=12, color=INK)
    layers = [
        base.mark_bar(height={"band": 0.62}, opacity=0.85).encode(x=x, color=colour),
        base.mark_rule(color=INK, strokeWidth=1.3).encode(x=whisker, x2="high:Q"),
        figures.encode(x=alt.value("width"), text="label:N"),
    ]
    if target is not None:
        rule = alt.Chart(alt.InlineData(values=[{"target": target}]))
        dashed = rule.mark_rule(color=INK, strokeDash=[5, 3], strokeWidth=1.5)
        layers.append(dashed.encode(x=alt.X("target:Q", scale=scale)))
    return alt.LayerChart(layer=layers, height=BAR_HEIGHT * max(len(rows), 1))


def _base(rows: Sequence[Bar], axis: Axis) -> alt.Chart:
    """Return the rows with their labels and tooltips.

    Rows are told apart by number, not by name: two communes may bear the same name.
    """
    known = [{"row": row} | _datum(bar, axis) for row, bar in enumerate(rows)]
    names = json.dumps([bar.label or bar.name for bar in rows], ensure_ascii=False)
    labels = alt.Axis(labelExpr=f"{names}[datum.value]", labelLimit=190, ticks=False)
    noted = [alt.Tooltip("note:N", title="Lưu ý")] if any(bar.note for bar in rows) else []
    return alt.Chart(alt.InlineData(values=known)).encode(
        y=alt.Y("row:O", title=None, axis=labels),
        tooltip=[
            alt.Tooltip("name:N", title="Đơn vị"),
            alt.Tooltip("shown:N", title="Giá trị"),
            alt.Tooltip("interval:N", title="Khoảng tin cậy 95%"),
            *noted,
        ],
    )


def _datum(bar: Bar, axis: Axis) -> dict[str, Any]:
    is_absent = bar.value is None
    shown = bar.absence if is_absent else value_with_unit(bar.value, axis.unit, axis.decimals)
    interval = interval_text(bar.low, bar.high, axis.unit, axis.decimals)
    suffix = "%" if axis.unit == "percent" and bar.value is not None else ""
    sign = "≈ " if bar.is_estimated and bar.value is not None else ""
    label = bar.absence if is_absent else sign + number(bar.value, axis.decimals) + suffix
    return asdict(bar) | {"shown": shown, "interval": interval or DASH, "label": label}


def _value_axis(axis: Axis, end: float) -> alt.Axis:
    """Return an axis whose ticks stop at the data: what lies beyond is room for the figures."""
    suffix = "%" if axis.unit == "percent" else ""
    return alt.Axis(
        labelExpr=f"format(datum.value, ',~g') + '{suffix}'", values=_ticks(end), domain=False
    )


def _ticks(end: float) -> list[float]:
    """Return round steps from 0 up to the end of the data: 1, 2 or 5 times a power of ten."""
    if end <= 0:
        return [0]
    power = 10 ** floor(log10(end / 6))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= end / 6)
    return [round(step * count, 10) for count in range(int(end / step + 1e-9) + 1)]


def finished(chart: alt.LayerChart) -> Spec:
    """Return the chart as a plain dict, with our fonts and colours, and the locale beside it."""
    spec = chart.to_dict(validate=False)  # the tests do: it would triple the time of a chart
    spec["config"] = {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": 12, "labelColor": INK, "titleColor": QUIET, "titleFontWeight": 400,
            "gridColor": LINE, "domainColor": LINE, "tickColor": LINE,
        },
        "legend": {"labelFontSize": 12, "labelColor": INK},
    }  # fmt: skip
    spec["usermeta"] = {"locale": LOCALE}
    return spec
