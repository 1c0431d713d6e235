"""Grouping, counting and the small bars, on figures made by hand."""

from decimal import Decimal

import pytest

from mangnon.catalog import CATALOG
from mangnon.core.models import Unit
from mangnon.dashboards.figures import NOBODY, Behind, Figure
from mangnon.dashboards.gauge import gauge_of
from mangnon.dashboards.scoreboard import Asked, asked, by_agency, by_field, tallies
from mangnon.dashboards.scoreboard import Row as BoardRow
from mangnon.dashboards.units_below import Asked as AskedUnits
from mangnon.dashboards.units_below import Row, in_order
from mangnon.dashboards.units_below import asked as asked_units
from mangnon.engine.attainment import Target
from mangnon.engine.load import load_catalog
from mangnon.indicators.frozen import number_of
from mangnon.indicators.models import Result
from mangnon.ui.formats import ATTAINMENTS

DEFINITIONS = load_catalog(CATALOG).indicators
FIELDS = {code: titles["vi"] for code, titles in load_catalog(CATALOG).fields.items()}


def figure(leaf, value=None, attainment="no_data", goal=None, behind=NOBODY, **fields):
    result = Result(leaf=leaf, value=value, attainment=attainment, basis="provisional", **fields)
    target = Target(goal[0], Decimal(goal[1])) if goal else None
    return Figure(DEFINITIONS[leaf], result, target, behind)


def rows(*figures):
    return [BoardRow(figure, None) for figure in figures]


def leaves(groups):
    return {group.title: [row.figure.leaf for row in group.rows] for group in groups}


def test_an_unknown_choice_is_no_choice():
    assert asked({"by": "role", "status": "fine"}) == Asked("field", "")
    assert asked({"by": "agency", "status": "missed"}) == Asked("agency", "missed")
    assert asked_units({"sort": "; drop", "unit": "70"}) == AskedUnits("70", "name", "")


def test_fields_come_in_the_order_of_the_catalogue_and_empty_ones_are_left_out():
    groups = by_field(rows(figure("24"), figure("9"), figure("1"), figure("2")), FIELDS)
    assert list(leaves(groups).values()) == [["1", "2"], ["9"], ["24"]]
    assert groups[0].title == FIELDS["health"]


def test_a_measure_with_two_leads_stands_under_both():
    health, police = Behind(leads=("Sở Y tế",)), Behind(leads=("Sở Y tế", "Công an tỉnh"))
    groups = by_agency(rows(figure("1", behind=health), figure("9", behind=police), figure("13")))
    assert leaves(groups) == {"Sở Y tế": ["1", "9"], "Công an tỉnh": ["9"], "": ["13"]}
    assert groups[-1].title == ""


def test_tallies_count_every_attainment_and_fill_the_bar():
    figures = [figure("1", attainment="met")] * 3 + [figure("2", attainment="missed")]
    found = tallies(figures)
    assert [tally.attainment for tally in found] == list(ATTAINMENTS)
    assert {t.attainment: t.count for t in found if t.count} == {"met": 3, "missed": 1}
    assert [(t.start, t.width) for t in found if t.count] == [(0, 75), (75, 25)]


def test_tallies_of_nothing_are_zeroes():
    assert sum(tally.count + tally.width for tally in tallies([])) == 0


def test_a_group_counts_what_goes_well():
    states = ("met", "on_track", "off_track", "missed", "no_data", "not_applicable")
    (group,) = by_agency(rows(*(figure("1", attainment=state) for state in states)))
    assert group.well == 2


@pytest.mark.parametrize(("leaf", "number"), [("4b", "4"), ("12", "12"), ("20a", "20")])
def test_a_leaf_belongs_to_its_number(leaf, number):
    assert number_of(leaf) == number


def test_a_need_is_whole_and_compares_before_rounding():
    short = figure("1", 76.576, goal=(">=", "76.9"), numerator=85, denominator=111)
    assert short.needs == "cần 86 trên 111, còn thiếu 1"
    assert figure("1", 77.5, goal=(">=", "76.9"), numerator=86, denominator=111).needs == (
        "cần 86 trên 111"
    )


def test_without_a_count_or_a_target_nothing_is_said_of_a_need():
    assert figure("9", 0.02, goal=("<=", "4")).needs == ""
    assert figure("1", 50.0, numerator=1, denominator=2).needs == ""
    assert figure("13", 2.5, goal=("reduce_by", "2"), numerator=5, denominator=200).needs == ""


def test_the_interval_of_a_single_thing_is_not_shown():
    one = {"numerator": 1, "denominator": 1, "low": 20.7, "high": 100.0}
    assert figure("1", 100.0, **one).interval == ""
    assert figure("1", 100.0, **(one | {"denominator": 2})).interval == "20,7–100,0%"


def test_a_rate_says_its_measure_apart():
    rate = figure("11a", 500.04)
    assert (rate.value_text, rate.number_text, rate.measure) == (
        "500,0/100.000",
        "500,0",
        "/100.000",
    )
    share = figure("1", 75.7)
    assert (share.value_text, share.number_text, share.measure) == ("75,7%", "75,7%", "")


def test_a_missing_figure_says_why_in_words():
    assert figure("1").number_text == "chưa có số liệu"
    assert figure("12", attainment="not_applicable").value_text == "không phát sinh"


def test_a_large_share_is_drawn_on_a_scale_that_ends_at_100_percent():
    gauge = gauge_of(figure("1", 75.0, goal=(">=", "76.9"), low=70.0, high=80.0))
    assert (gauge.value, gauge.low, gauge.high, gauge.target) == (75.0, 70.0, 80.0, 76.9)


def test_a_small_share_and_a_rate_leave_room_beyond_the_larger_of_value_and_target():
    gauge = gauge_of(figure("11a", 500.0, goal=("<=", "550")))
    assert gauge.target == pytest.approx(100 / 1.35, abs=0.01)
    assert gauge.value == pytest.approx(100 * 500 / (550 * 1.35), abs=0.01)
    assert gauge.low == gauge.high == gauge.value


def test_nothing_is_drawn_where_there_is_no_value_or_no_place_for_it():
    assert gauge_of(figure("1", goal=(">=", "76.9"))) is None
    assert gauge_of(figure("13", -4.0, goal=("reduce_by", "2"))) is None


def test_a_zero_is_drawn_and_an_interval_beyond_the_scale_is_cut():
    gauge = gauge_of(figure("6", 0.0, goal=("<=", "2"), low=0.0, high=9.0))
    assert gauge.value == 0
    assert gauge.high == 100


def row(name, value):
    unit = Unit(code=name, name=name, type="Xã")
    unit.set_name_key()
    return Row(unit, figure("1", value, denominator=40), "")


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Ân", "Bom Bo", "Đak Ơ", "Đăk Nhau"]),
        ("-name", ["Đăk Nhau", "Đak Ơ", "Bom Bo", "Ân"]),
        ("value", ["Đak Ơ", "Bom Bo", "Ân", "Đăk Nhau"]),
        ("-value", ["Bom Bo", "Đak Ơ", "Ân", "Đăk Nhau"]),
    ],
)
def test_units_sort_the_vietnamese_way_and_those_without_a_value_come_last(sort, names):
    rows = [row("Đăk Nhau", None), row("Bom Bo", 80.0), row("Đak Ơ", 0.0), row("Ân", None)]
    assert [r.unit.name for r in in_order(rows, sort)] == names
