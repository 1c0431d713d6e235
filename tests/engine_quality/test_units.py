"""What a unit lacks, what came late, and shares of its register, worked by hand."""

from datetime import date

from mangnon.engine.quality.finding import Figure, Reporting
from tests.engine_quality.conftest import COMMUNE, DISTRICT, PROVINCE, a_check

COMPLETE = a_check(
    "completeness", at_least=100, says="{present}/{expected} ({share}), thiếu {missing}."
)
LATE = a_check("timeliness", limit=0, says="{days} ngày sau {due}: {late}.")
NOT_APPLICABLE = Figure(None, attainment="not_applicable")


def test_missing_figures_are_counted_among_those_that_can_be_expected(judge):
    figures = {
        (PROVINCE, "14"): 90.0,
        (PROVINCE, "10"): None,
        (PROVINCE, "2"): 50.0,
        (PROVINCE, "3a"): NOT_APPLICABLE,  # nobody was born: nothing to expect
    }
    found = judge(COMPLETE, figures)
    assert [f.says for f in found] == ["2/3 (67%), thiếu 10."]


def test_a_reported_leaf_is_expected_only_where_units_of_the_level_report_it(judge):
    figures = {
        (PROVINCE, "2"): 50.0,
        (DISTRICT, "2"): None,  # no district reports it
        (DISTRICT, "14"): 90.0,
        (COMMUNE, "14"): None,  # computed: expected everywhere
    }
    found = judge(COMPLETE, figures)
    assert [(f.unit, f.says) for f in found] == [(COMMUNE, "0/1 (0%), thiếu 14.")]


def test_enough_figures_are_complete(judge):
    half = a_check("completeness", at_least=50)
    assert judge(half, {(PROVINCE, "14"): 90.0, (PROVINCE, "10"): None}) == []


def test_a_report_that_came_late_and_one_that_never_came_are_found(judge):
    figures = {(PROVINCE, "2"): 50.0, (PROVINCE, "10"): None, (PROVINCE, "6"): 1.0}
    entered = {(PROVINCE, "2"): date(2025, 11, 12), (PROVINCE, "6"): date(2025, 11, 9)}
    reporting = Reporting(date(2025, 11, 9), entered)
    found = judge(LATE, figures, as_of=date(2025, 11, 20), reporting=reporting)
    assert [f.says for f in found] == ["11 ngày sau 09/11/2025: 2, 10."]


def test_nothing_is_late_before_the_due_day_or_without_one(judge):
    figures = {(PROVINCE, "10"): None}
    due = Reporting(date(2025, 11, 9))
    assert judge(LATE, figures, as_of=date(2025, 11, 9), reporting=due) == []
    assert judge(LATE, figures, as_of=date(2025, 11, 20)) == []


def test_a_figure_that_is_computed_is_never_late(judge):
    due = Reporting(date(2025, 11, 9))
    assert judge(LATE, {(PROVINCE, "14"): None}, reporting=due) == []


def test_a_share_of_the_register_is_held_to_its_bounds(judge):
    rows = {"part": {"table": "children", "where": "sex = 'unknown'", "meaning": "x"},
            "whole": {"table": "children", "meaning": "y"}}  # fmt: skip
    check = a_check(
        "share", **rows, at_most=2, fewest=50, says="{part}/{whole} ({share} > {at_most})."
    )
    shares = {
        ("some_check", COMMUNE): (1, 49),  # too few to judge by
        ("some_check", DISTRICT): (1, 50),  # just allowed
        ("some_check", PROVINCE): (2, 99),
    }
    found = judge(check, {}, shares=shares)
    assert [(f.unit, f.says) for f in found] == [(PROVINCE, "2/99 (2,0% > 2%).")]
    least = a_check("share", **rows, at_least=3, fewest=50)
    assert [f.unit for f in judge(least, {}, shares=shares)] == [DISTRICT, PROVINCE][::-1]
