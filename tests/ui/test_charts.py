import json
import struct
import subprocess
import sys

import altair
import pytest

from mangnon.ui import charts
from mangnon.ui.charts import Axis, Bar, attainment_by_group, bars_by_unit
from mangnon.ui.pngs import to_pngs
from mangnon.ui.series_chart import Dot, series_chart

PERCENT = Axis("percent", 1, "vạch đứt: chỉ tiêu ≥ 76,9%")
ROWS = [
    Bar("Xã Lộc An", 80.0, 70.0, 88.0, "met"),
    Bar("Xã Lộc An", 60.04, 50.0, 69.0, "missed"),  # another commune of the same name
    Bar("Xã Đak Ơ", None),
]


def bars(spec):
    data = spec["layer"][0].get("data") or spec["data"]
    return data.get("values") or spec["datasets"][data["name"]]


def test_a_chart_keeps_the_order_of_its_table():
    assert [bar["name"] for bar in bars(bars_by_unit(ROWS, PERCENT))] == [b.name for b in ROWS]


def test_two_units_of_one_name_stay_two_bars():
    spec = bars_by_unit(ROWS, PERCENT)
    assert spec["layer"][0]["encoding"]["y"]["field"] == "row"
    assert [bar["row"] for bar in bars(spec)] == [0, 1, 2]


def test_figures_are_written_in_vietnamese_and_a_missing_one_is_a_dash():
    shown = [(bar["label"], bar["interval"]) for bar in bars(bars_by_unit(ROWS, PERCENT))]
    assert shown == [("80,0%", "70,0–88,0%"), ("60,0%", "50,0–69,0%"), ("—", "—")]


def test_the_target_is_a_rule_across_all_bars():
    spec = bars_by_unit(ROWS, PERCENT, target=76.9)
    assert len(spec["layer"]) == len(bars_by_unit(ROWS, PERCENT)["layer"]) + 1
    assert spec["layer"][-1]["mark"]["type"] == "rule"
    assert spec["datasets"][spec["layer"][-1]["data"]["name"]] == [{"target": 76.9}]


def test_the_scale_has_room_for_the_longest_whisker_and_for_the_target():
    domain = bars_by_unit(ROWS, PERCENT)["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert domain[0] == 0
    assert domain[1] > 88
    wide = bars_by_unit(ROWS, PERCENT, target=120)["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert wide[1] > 120


@pytest.mark.parametrize(
    ("end", "ticks"),
    [
        (0, [0]),
        (88, [0, 20, 40, 60, 80]),
        (100, [0, 20, 40, 60, 80, 100]),
        (0.14, [0, 0.05, 0.1]),
        (550, [0, 100, 200, 300, 400, 500]),
    ],
)
def test_ticks_are_round_and_stop_at_the_data(end, ticks):
    assert charts._ticks(end) == ticks


def test_a_chart_of_nothing_is_still_a_chart():
    specs = [bars_by_unit([], PERCENT), bars_by_unit([Bar("Xã Đak Ơ", None)], PERCENT)]
    assert all(png.startswith(b"\x89PNG") for png in to_pngs(specs))


def test_a_spec_is_plain_json_with_our_font_and_locale_and_no_address_but_its_schema():
    text = json.dumps(bars_by_unit(ROWS, PERCENT, target=76.9), ensure_ascii=False)
    spec = json.loads(text)
    assert spec["config"]["font"] == charts.FONT
    assert spec["usermeta"]["locale"]["number"]["decimal"] == ","
    assert text.count("://") == text.count('"$schema"')


def size(png):
    return struct.unpack(">II", png[16:24])


def test_the_picture_grows_with_the_scale_and_with_the_rows():
    spec = bars_by_unit(ROWS, PERCENT)
    small, more_rows = map(size, to_pngs([spec, bars_by_unit(ROWS * 4, PERCENT)], scale=1))
    (large,) = map(size, to_pngs([spec], scale=2))
    assert large == (small[0] * 2, small[1] * 2)
    assert more_rows[1] > small[1]


def test_the_overview_has_a_cell_for_each_attainment_that_a_group_has():
    groups = {"Bảo vệ trẻ em": {"met": 3, "missed": 0, "no_data": 1}, "Giáo dục": {"met": 2}}
    spec = attainment_by_group(groups)
    cells = [(cell["group"], cell["attainment"], cell["count"]) for cell in bars(spec)]
    assert cells == [
        ("Bảo vệ trẻ em", "đạt", 3),
        ("Bảo vệ trẻ em", "chưa có số liệu", 1),
        ("Giáo dục", "đạt", 2),
    ]
    legend = spec["layer"][0]["encoding"]["color"]["scale"]
    assert legend["domain"] == ["đạt", "chưa có số liệu"]
    assert len(legend["range"]) == 2


@pytest.mark.parametrize(
    "spec",
    [
        bars_by_unit(ROWS, PERCENT, 76.9),
        attainment_by_group({"Giáo dục": {"met": 2, "missed": 1}}),
        series_chart(
            [Dot(("2024",), 70.0), Dot(("2025",), 75.7, 70.0, 80.0, "now")], PERCENT, 76.9
        ),
    ],
    ids=["bars", "overview", "years"],
)
def test_a_spec_is_vega_lite_to_the_letter(spec):
    altair.LayerChart.from_dict({k: v for k, v in spec.items() if k != "usermeta"}, validate=True)


def test_what_draws_is_a_program_of_its_own_and_nothing_asked_is_nothing_drawn():
    code = (
        "import sys; from mangnon.ui.pngs import to_pngs;"
        "from mangnon.ui.charts import Axis, bars_by_unit;"
        "png, = to_pngs([bars_by_unit([], Axis('percent', 1))]);"
        "assert png and to_pngs([]) == [];"
        "assert 'vl_convert' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
