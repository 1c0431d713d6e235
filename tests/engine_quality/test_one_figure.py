"""Figures outside their range, and rules between figures, worked by hand."""

import pytest

from mangnon.engine.predicates import parse
from mangnon.engine.quality.expression import holds, rule_problems, terms_of
from mangnon.engine.quality.finding import Figure
from tests.engine_quality.conftest import COMMUNE, DISTRICT, PROVINCE, a_check

PLAUSIBLE = a_check("plausible", says="{leaf}: {value} ngoài {low}–{high}.")


def test_a_figure_outside_its_range_is_found_and_one_inside_is_not(judge):
    # 14 is plausible between 30 and 100%.
    found = judge(PLAUSIBLE, {(COMMUNE, "14"): 29.9, (DISTRICT, "14"): 30.0})
    assert [(f.unit, f.leaf, f.value) for f in found] == [(COMMUNE, "14", 29.9)]
    assert found[0].says == "14: 29,9% ngoài 30%–100%."


def test_a_figure_that_chance_may_have_put_outside_is_no_finding(judge):
    inside = Figure(20.0, 1, 5, low=3.6, high=62.4)
    outside = Figure(20.0, 100, 500, low=16.7, high=23.7)
    found = judge(PLAUSIBLE, {(COMMUNE, "14"): inside, (DISTRICT, "14"): outside})
    assert [f.unit for f in found] == [DISTRICT]


def test_a_unit_without_a_figure_is_not_judged(judge):
    assert judge(PLAUSIBLE, {(COMMUNE, "14"): None}) == []


def test_only_the_leaves_and_levels_of_the_check_are_asked(judge):
    figures = {(COMMUNE, "14"): 1.0, (PROVINCE, "14"): 1.0, (PROVINCE, "16"): 1.0}
    check = a_check("plausible", leaves=["14"], levels=["province"])
    assert [(f.unit, f.leaf) for f in judge(check, figures)] == [(PROVINCE, "14")]


def test_a_check_that_has_ended_is_not_asked(judge):
    check = a_check("plausible", valid_to="2025-06-01")
    assert judge(check, {(COMMUNE, "14"): 1.0}) == []


def test_more_newborn_deaths_than_infant_deaths_are_found_at_every_unit_that_has_them(judge):
    check = a_check(
        "rule", severity="error", rule="numerator('3a') <= numerator('3b')", says="{numbers}."
    )
    figures = {
        (COMMUNE, "3a"): Figure(20.0, 2, 100),
        (COMMUNE, "3b"): Figure(10.0, 1, 100),
        (DISTRICT, "3a"): Figure(10.0, 2, 200),
        (DISTRICT, "3b"): Figure(10.0, 2, 200),
    }
    found = judge(check, figures)
    assert [(f.unit, f.leaf, f.severity) for f in found] == [(COMMUNE, "3a", "error")]
    assert found[0].says == "tử số 3a là 2; tử số 3b là 1."


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("numerator('3a') <= numerator('3b')", True),
        ("numerator('3a') >= numerator('3b')", False),
        ("numerator('3a') + 1 = numerator('3b')", True),
        ("2 * numerator('3a') - 1 > numerator('3b')", False),
        ("numerator('3a') < numerator('3b') AND numerator('3b') < 3", False),
        ("(numerator('3a') < numerator('3b'))", True),
        ("value('4c') = 1", None),
        ("numerator('3a') = 2 AND value('4c') = 1", None),
    ],
)
def test_a_rule_is_worked_out_and_says_nothing_where_a_figure_is_missing(rule, expected):
    figures = {("numerator", "3a"): 2, ("numerator", "3b"): 3}
    assert holds(parse(rule), lambda role, leaf: figures.get((role, leaf))) is expected


def test_the_figures_of_a_rule_are_named_in_the_order_of_its_text():
    tree = parse("denominator('8b') = numerator('8a')")
    assert terms_of(tree) == [("denominator", "8b"), ("numerator", "8a")]


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("numerator('3a')", "không phải phép so sánh"),
        ("numerator('3a') <= count('3b')", "Không có hàm “count”|không dùng được"),
        ("numerator('99') <= 1", "Không có chỉ tiêu “99”"),
        ("numerator(3) <= 1", "trong nháy đơn"),
        ("numerator('3a') / 2 <= 1", "không dùng được"),
        ("numerator('3a') <= '2'", "không dùng được"),
        ("numerator('3a') <= birth_date", "không dùng được"),
        ("numerator('3a') <= 1 OR 1 = 1", "không phải phép so sánh"),
        ("numerator('3a') <= (SELECT 1)", "không dùng được"),
        ("read_csv('x') <= 1", "Không có hàm|không dùng được"),
        ("numerator('3a' <= 1", "Không đọc được"),
    ],
)
def test_what_a_rule_may_not_say_is_refused(rule, problem):
    found = rule_problems(parse(rule), {"3a", "3b"})
    assert len(found) == 1
    assert any(part in found[0] for part in problem.split("|"))
