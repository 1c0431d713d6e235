"""The schematic map and the classes of a map, as pure functions."""

from hypothesis import given
from hypothesis import strategies as st

from mangnon.dashboards.explorer.grid import WIDE, grid, middle, square
from mangnon.ui.charts import Axis
from mangnon.ui.map_chart import Area, Legend, bounds_of, map_chart

STATES = {
    "zero": "bằng 0", "no_data": "chưa có", "not_applicable": "không phát sinh",
    "suppressed": "không nêu",
}  # fmt: skip
GROUPS = st.lists(st.integers(0, 40), max_size=12).map(
    lambda sizes: [[(g, k) for k in range(size)] for g, size in enumerate(sizes)]
)


@given(GROUPS)
def test_every_unit_has_a_square_of_its_own_and_groups_do_not_mix_in_a_row(groups):
    found = grid(groups)
    assert len(set(found.values())) == len(found) == sum(map(len, groups))
    rows = {}
    for (group, _key), (_column, row) in found.items():
        assert rows.setdefault(row, group) == group


def test_a_group_alone_is_nearly_a_square_and_several_are_rows():
    alone = grid([list(range(11))])
    assert max(alone.values()) == (3.0, 1.0)
    assert max(row for _column, row in alone.values()) == 2.0
    several = grid([list(range(WIDE + 1)), ["x"]])
    assert several[WIDE] == (0.0, 1.0)
    assert several["x"][1] > 2.0


def test_a_square_is_closed_and_around_its_middle():
    ring = square((2.0, 1.0))["coordinates"][0]
    assert ring[0] == ring[-1]
    assert len(ring) == 5
    assert middle((2.0, 1.0)) == (2.5, 1.5)


@given(st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=60))
def test_classes_are_in_order_and_hold_every_value_once(values):
    bounds = bounds_of(values)
    assert 1 <= len(bounds) <= 5
    ends = [end for pair in bounds for end in pair]
    assert ends == sorted(ends)
    for value in values:
        assert sum(low <= value <= high for low, high in bounds) == 1


def test_the_map_says_of_each_area_its_class_or_why_it_has_none():
    form = square((0.0, 0.0))
    areas = [
        Area("A", form, "value", 1.0, "1,0%"),
        Area("B", form, "value", 3.0, "3,0%"),
        Area("C", form, "suppressed", None, "không nêu"),
        Area("D", form, "zero", 0.0, "0,0%"),
    ]
    legend = Legend(bounds_of([1.0, 3.0]), Axis("percent", 1), STATES)
    spec = map_chart(areas, legend, is_schematic=True)
    features = next(iter(spec["datasets"].values()))
    entries = {f["properties"]["name"]: f["properties"]["entry"] for f in features}
    assert entries == {"A": "1,0%", "B": "3,0%", "C": "không nêu", "D": "bằng 0"}
    assert spec["projection"]["type"] == "identity"
