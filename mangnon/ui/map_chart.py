"""A map as a Vega-Lite spec: areas by class of their value, and four states that have none or zero.

Classes hold about as many areas each. Their colours go from light to dark in one hue, so that they
stay in order for whoever does not see colours; the states stand apart from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from mangnon.ui.charts import INK, QUIET, Axis, Spec, finished
from mangnon.ui.formats import number

MOST_CLASSES = 5
COLOURS = ("#e3f1e7", "#b3d8c0", "#78b692", "#3c8a62", "#124a2f")
STATE_COLOURS = {
    "zero": "#f3d27a",
    "no_data": "#a9b1ad",
    "not_applicable": "#ffffff",
    "suppressed": "#584a82",
}
LIGHT_TEXT_ON = {*COLOURS[3:], STATE_COLOURS["suppressed"]}
HEIGHT = 380
FEW = 45  # with more areas there is no room for their figures

Geometry = Mapping[str, Any]


@dataclass(frozen=True)
class Area:
    """One area: its name, form, state and figure, and the figure in words."""

    name: str
    geometry: Geometry
    state: str
    value: float | None
    shown: str
    at: tuple[float, float] | None = None  # where its figure is written, "label" is what


@dataclass(frozen=True)
class Legend:
    """The classes of all areas that are compared, and the words for the states."""

    bounds: Sequence[tuple[float, float]]
    axis: Axis
    state_words: Mapping[str, str] = field(default_factory=dict)

    def label(self, place: int) -> str:
        low, high = (number(end, self.axis.decimals) for end in self.bounds[place])
        suffix = "%" if self.axis.unit == "percent" else ""
        return f"{low}{suffix}" if low == high else f"{low}–{high}{suffix}"

    def entries(self) -> dict[str, str]:
        """Return label and colour of every entry: the classes, lowest first, then the states."""
        count = len(self.bounds)
        colours = COLOURS[-count:] if count else ()
        found = {self.label(place): colour for place, colour in enumerate(colours)}
        states = {self.state_words[state]: colour for state, colour in STATE_COLOURS.items()}
        return found | states

    def entry_of(self, area: Area) -> str:
        if area.state != "value" or area.value is None:
            return self.state_words[area.state]
        place = next(p for p, (_low, high) in enumerate(self.bounds) if area.value <= high)
        return self.label(place)


def bounds_of(values: Sequence[float], most: int = MOST_CLASSES) -> list[tuple[float, float]]:
    """Return least and greatest of each class; equal values are never in two.

    >>> bounds_of([1, 2, 3, 4], 2), bounds_of([5, 5, 5]), bounds_of([])
    ([(1, 2), (3, 4)], [(5, 5)], [])
    """
    in_order = sorted(values)
    different = sorted(set(in_order))
    count = min(most, len(different))
    highs = sorted({in_order[len(in_order) * place // count - 1] for place in range(1, count + 1)})
    found, low = [], 0
    for high in highs:
        end = different.index(high)
        found.append((different[low], high))
        low = end + 1
    return found


def map_chart(areas: Sequence[Area], legend: Legend, *, is_schematic: bool) -> Spec:
    """Return the map; every state stands in the legend, also one that no area has."""
    entries = legend.entries()
    scale = alt.Scale(domain=list(entries), range=list(entries.values()))
    shapes = [_feature(area, legend.entry_of(area)) for area in areas]
    drawn = alt.Chart(alt.InlineData(values=shapes)).mark_geoshape(
        stroke=QUIET, strokeWidth=0.8, strokeJoin="round"
    )
    drawn = drawn.encode(
        color=alt.Color("properties.entry:N", scale=scale, sort=list(entries), legend=alt.Legend(
            orient="bottom", columns=2, title=None, symbolType="square", symbolStrokeColor=QUIET,
            symbolStrokeWidth=0.8, labelLimit=170)),
        tooltip=[
            alt.Tooltip("properties.name:N", title="Đơn vị"),
            alt.Tooltip("properties.shown:N", title="Giá trị"),
        ],
    )  # fmt: skip
    layers = [drawn, *_texts(areas, entries, legend)]
    chart = alt.LayerChart(layer=layers, height=HEIGHT, width="container")
    flat = {"type": "identity", "reflectY": False} if is_schematic else {"type": "mercator"}
    return finished(chart) | {"projection": flat}


def _feature(area: Area, entry: str) -> dict[str, Any]:
    about = {"name": area.name, "shown": area.shown, "entry": entry}
    return {"type": "Feature", "geometry": area.geometry, "properties": about}


def _texts(areas: Sequence[Area], entries: Mapping[str, str], legend: Legend) -> list[alt.Chart]:
    placed = [area for area in areas if area.at]
    if not placed or len(placed) > FEW:
        return []
    rows = [
        {
            "x": area.at[0],
            "y": area.at[1],
            "words": [*area.name.split(" ", 1), area.shown][-3:],
            "ink": "#ffffff" if entries[legend.entry_of(area)] in LIGHT_TEXT_ON else INK,
        }
        for area in placed
        if area.at
    ]
    base = alt.Chart(alt.InlineData(values=rows))
    words = base.mark_text(fontSize=10, baseline="middle", lineHeight=12, dy=-11)
    return [
        words.encode(
            longitude="x:Q", latitude="y:Q", text="words:N", color=alt.Color("ink:N", scale=None)
        )
    ]
