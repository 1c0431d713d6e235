"""The growth chart: a valid spec, that draws on paper too, whatever the points."""

import altair as alt
import numpy as np

from mangnon.ui.growth_chart import Axes, Line, Point, growth_chart
from mangnon.ui.pngs import to_pngs

AXES = Axes("tháng tuổi", "kg", (0.0, 24.0), 2)
LINES = [Line(sd, [0, 12, 24], np.array([3.0, 9.0, 12.0]) + sd) for sd in (-3, -2, 0, 2, 3)]
POINTS = [
    Point(3.0, 6.0, "01/04/2024", "6,0 kg", "0,10"),
    Point(12.0, 96.0, "01/01/2025", "96,0 kg", "bất thường", is_flagged=True),
]


def test_the_spec_is_one_that_vega_lite_knows_and_draws():
    spec = growth_chart(LINES, POINTS, AXES)
    alt.LayerChart.from_dict({k: v for k, v in spec.items() if k != "usermeta"})
    assert to_pngs([spec])[0].startswith(b"\x89PNG")


def test_the_curves_are_named_at_their_ends_with_a_real_minus():
    spec = growth_chart(LINES, POINTS, AXES)
    names = next(r for r in spec["datasets"].values() if r and "name" in r[0])
    assert [row["name"] for row in names] == ["−3", "−2", "0", "+2", "+3"]
    assert {row["x"] for row in names} == {24}


def test_no_point_and_no_curve_is_an_empty_chart():
    assert growth_chart([], [], AXES)["layer"]


def test_the_scale_has_room_for_a_sound_point_beyond_the_curves_and_none_for_a_flagged_one():
    high = Point(12.0, 20.0, "", "", "")
    top = growth_chart(LINES, [high, POINTS[1]], AXES)["layer"][0]["encoding"]["y"]["scale"]
    assert 20.0 < top["domain"][1] < 30.0


def test_only_implausible_points_have_crosses_and_a_chart_without_them_no_empty_group():
    sound = [Point(1.0, 4.0, "01/02/2024", "4 kg", "0")]
    crossed = [*sound, Point(2.0, 40.0, "01/03/2024", "40 kg", "–", is_flagged=True)]
    shapes = [
        [layer["mark"].get("shape") for layer in growth_chart(LINES, points, AXES)["layer"]]
        for points in (sound, crossed)
    ]
    assert ["cross" in found for found in shapes] == [False, True]
