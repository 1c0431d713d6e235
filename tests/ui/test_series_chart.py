"""The chart of the years: what it draws, in which order, and what it leaves out."""

import pytest

from mangnon.ui.charts import Axis
from mangnon.ui.pngs import to_pngs
from mangnon.ui.series_chart import Dot, series_chart

AXIS = Axis("percent", 1, "vạch đứt: mục tiêu ≤ 20%")
DOTS = [
    Dot(("2022",), 23.0, 21.5, 24.8),
    Dot(("2023",), None),
    Dot(("2024",), 21.5),
    Dot(("31/10", "2025"), 20.44, 19.2, 21.8, "now", "off_track"),
    Dot(("dự báo", "31/12/2025"), 20.3, 18.9, 21.6, "forecast"),
]


def rows(spec):
    return next(rows for rows in spec["datasets"].values() if "name" in rows[0])


def domain(dots, target=None, axis=AXIS):
    spec = series_chart(dots, axis, target)
    return next(
        s["domain"] for layer in spec["layer"] if (s := layer["encoding"]["y"].get("scale"))
    )


def test_a_year_without_a_figure_keeps_its_place_but_has_no_dot():
    spec = series_chart(DOTS, AXIS)
    assert [row["row"] for row in rows(spec)] == [0, 2, 3, 4]
    places = spec["layer"][0]["encoding"]["x"]
    assert places["scale"]["domain"] == [0, 1, 2, 3, 4]
    assert '["2023"]' in places["axis"]["labelExpr"]


def test_no_line_crosses_a_missing_year_or_leads_to_what_measures_another_thing():
    assert [row["segment"] for row in rows(series_chart(DOTS, AXIS))] == [0, 1, 1, 1]
    apart = [*DOTS[:3], Dot(("31/10", "2025"), 20.4, kind="now", is_apart=True)]
    assert [row["segment"] for row in rows(series_chart(apart, AXIS))] == [0, 1, 2]


def test_figures_are_written_in_vietnamese():
    shown = {row["name"]: (row["label"], row["interval"]) for row in rows(series_chart(DOTS, AXIS))}
    assert shown["31/10 2025"] == ("20,4%", "19,2–21,8%")
    assert shown["2024"] == ("21,5%", "—")


def test_the_target_is_a_rule_and_the_scale_has_room_for_it():
    spec = series_chart(DOTS, AXIS, target=10.0)
    assert {"target": 10.0} in [row for rows in spec["datasets"].values() for row in rows]
    assert domain(DOTS, target=10.0)[0] < 10


def test_the_scale_has_room_for_the_intervals_and_does_not_fall_below_zero():
    low, high = domain(DOTS)
    assert low < 18.9
    assert high > 24.8
    assert domain([Dot(("2024",), 0.1, 0.0, 0.4)])[0] == 0
    assert domain([Dot(("2024",), -3.0)])[0] < -3


@pytest.mark.parametrize("dots", [[], [Dot(("2024",), None)], [Dot(("2024",), 0.0)], DOTS])
def test_it_can_be_drawn_for_a_report(dots):
    assert to_pngs([series_chart(dots, AXIS, 20.0)])[0].startswith(b"\x89PNG")
