"""What stands beside a leaf's figures: who was reached, and the gap between areas."""

from collections import Counter

import pytest

from mangnon.engine.companion_words import coverage_words, gap_words
from mangnon.engine.pipeline import run
from mangnon.engine.units_on import Moved

from .world import AREA_CLASS, AS_OF, COMMUNES, above, only, people, write

DIFFICULT = {"extremely_difficult", "area_3", "area_2"}


def companions(data, catalog, dimension):
    rows = run(data, catalog, as_of=AS_OF).companions.to_pylist()
    return {(r["leaf"], r["unit"]): r for r in rows if r["dimension"] == dimension}


def test_coverage_is_the_denominator_of_all_who_should_be_measured(tmp_path, catalog):
    rows = people(seed=3, size=200)
    found = companions(write(tmp_path, rows), only(catalog, "4a"), "coverage")
    under_five = [c for c in rows["children"] if c["birth_date"].isoformat() > "2020-10-31"]
    weighed = [
        m for m in rows["measurements"]
        if m["is_weighed"] and m["birth_date"].isoformat() > "2020-10-31"
    ]  # fmt: skip
    for unit in ("70", "688", *COMMUNES):
        row = found["4a", unit]
        inside = [
            sum(unit in above(one["unit_code"]) for one in part) for part in (weighed, under_five)
        ]
        assert [row["numerator"], row["denominator"]] == inside
        assert row["value"] == pytest.approx(100 * inside[0] / inside[1])


def test_only_leaves_that_count_those_reached_have_coverage(tmp_path, catalog):
    found = companions(write(tmp_path, people(seed=3, size=20)), catalog, "coverage")
    assert {leaf for leaf, _unit in found} == {"4a", "4b", "4c", "4d"}


def test_more_measured_than_there_are_is_implausible(tmp_path, catalog):
    rows = people(seed=3, size=200) | {"children": []}
    found = companions(write(tmp_path, rows), only(catalog, "4a"), "coverage")
    assert found["4a", "70"]["flags"] == ["implausible"]
    assert found["4a", "70"]["value"] is None


def test_the_gap_is_the_value_in_difficult_areas_less_that_of_the_rest(tmp_path, catalog):
    rows = people(seed=5, size=400)
    data = write(tmp_path, rows)
    found = companions(data, only(catalog, "8a"), "area_gap")["8a", "70"]
    all_, hit = Counter(), Counter()
    for child in rows["children"]:
        is_difficult = AREA_CLASS[child["unit_code"]] in DIFFICULT
        all_[is_difficult] += 1
        hit[is_difficult] += child["is_special_circumstances"]
    expected = 100 * hit[True] / all_[True] - 100 * hit[False] / all_[False]
    assert found["value"] == pytest.approx(expected)
    assert found["low"] < expected < found["high"]
    assert found["numerator"] is None


def test_a_unit_of_one_class_alone_has_no_gap(tmp_path, catalog):
    found = companions(write(tmp_path, people(seed=5, size=400)), only(catalog, "8a"), "area_gap")
    assert found["8a", "688"]["value"] is None  # both of its communes are of the rest
    assert found["8a", "25273"]["value"] is None


def test_the_classes_of_area_add_up_to_the_total(tmp_path, catalog):
    rows = run(write(tmp_path, people(seed=5, size=90)), only(catalog, "14"), as_of=AS_OF)
    own = [r for r in rows.results.to_pylist() if r["unit"] == "70"]
    total = next(r for r in own if r["dimension"] == "total")
    classes = [r for r in own if r["dimension"] == "area_class"]
    assert {r["member"] for r in classes} == set(AREA_CLASS.values())
    for count in ("numerator", "denominator"):
        assert sum(r[count] for r in classes) == total[count]


def test_coverage_is_said_in_words(catalog):
    figure = Moved(numerator=793, denominator=892, value=88.9)
    assert coverage_words(catalog.indicators["4a"], figure) == (
        "Số trẻ em dưới 5 tuổi được cân: 793, bằng 88,9% của 892 trẻ em dưới 5 tuổi trong sổ."
    )
    assert coverage_words(catalog.indicators["4a"], Moved(numerator=0, denominator=0)) == ""


@pytest.mark.parametrize(
    ("gap", "last_year", "words"),
    [
        (8.42, 9.5, "Địa bàn khó khăn cao hơn 8,4 điểm phần trăm so với phần còn lại; thu hẹp "
         "1,1 điểm phần trăm so với cuối năm trước (khi đó cao hơn 9,5 điểm phần trăm)."),
        (-3.0, -2.0, "Địa bàn khó khăn thấp hơn 3,0 điểm phần trăm so với phần còn lại; nới rộng "
         "1,0 điểm phần trăm so với cuối năm trước (khi đó thấp hơn 2,0 điểm phần trăm)."),
        (3.0, -3.0, "Địa bàn khó khăn cao hơn 3,0 điểm phần trăm so với phần còn lại; không đổi "
         "so với cuối năm trước (khi đó thấp hơn 3,0 điểm phần trăm)."),
        (8.42, 8.44, "Địa bàn khó khăn cao hơn 8,4 điểm phần trăm so với phần còn lại; không đổi "
         "so với cuối năm trước (khi đó cao hơn 8,4 điểm phần trăm)."),
        (0.04, None, "Địa bàn khó khăn ngang bằng phần còn lại."),
    ],
)  # fmt: skip
def test_the_gap_is_said_with_whether_it_narrows(catalog, gap, last_year, words):
    assert gap_words(catalog.indicators["4a"], Moved(value=gap), last_year) == words
