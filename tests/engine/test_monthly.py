"""What each month must bring, in whole numbers worked by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.engine.attainment import Target
from mangnon.engine.monthly import Monthly, monthly_need, months_left

AUTUMN, YEAR_END = date(2025, 10, 31), date(2025, 12, 31)


@pytest.fixture
def leaf(catalog):
    return catalog.indicators.__getitem__


def target(relation, value):
    return Target(relation, Decimal(value))


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2025, 1, 1), 12),
        (date(2025, 10, 30), 3),
        (AUTUMN, 2),
        (date(2025, 12, 30), 1),
        (YEAR_END, 0),
        (date(2026, 3, 1), 0),
    ],
)
def test_a_month_is_left_while_it_still_has_a_day(day, months):
    assert months_left(day, YEAR_END) == months


def test_communes_still_to_be_recognised(leaf):
    # 76,9% of 111 communes needs 86; 79 are: 7 more in 2 months is 4 a month
    need = monthly_need(leaf("1"), target(">=", "76.9"), 79, 111, AUTUMN)
    assert need == Monthly("more", months=2, total=7, each=4)


def test_what_reaches_its_target_asks_no_more(leaf):
    assert monthly_need(leaf("1"), target(">=", "76.9"), 86, 111, AUTUMN).ask == "met"


def test_after_the_last_month_only_the_gap_is_left(leaf):
    need = monthly_need(leaf("1"), target(">=", "76.9"), 85, 111, YEAR_END)
    assert need == Monthly("no_months", months=0, total=1)


def test_a_state_that_should_fall_must_lose_children(leaf):
    # 20% of 1.000 is at most 200; 225 are stunted: 25 fewer in 2 months is 13 a month
    need = monthly_need(leaf("4b"), target("<=", "20"), 225, 1000, AUTUMN)
    assert need == Monthly("fewer", months=2, total=25, each=13)
    assert monthly_need(leaf("4b"), target("<=", "20"), 200, 1000, AUTUMN).ask == "met"


def test_events_leave_an_allowance_that_is_rounded_down(leaf):
    # 550 of 100.000 on 40.000 children is at most 220; 195 are injured: 25 more, 12 a month
    need = monthly_need(leaf("11a"), target("<=", "550"), 195, 40_000, AUTUMN)
    assert need == Monthly("at_most", months=2, total=25, each=12)


@pytest.mark.parametrize(
    ("deaths", "need"),
    [
        # 1.666 births in 304 of 365 days make 2.000,3 by the year's end; 9 of 1.000 is 18 deaths
        (15, Monthly("at_most", months=2, total=3, each=1, on=2000)),
        (18, Monthly("at_most", months=2, total=0, each=0, on=2000)),
        (19, Monthly("exceeded", months=2, total=1, on=2000)),
    ],
)
def test_deaths_are_never_asked_to_be_undone_and_births_go_on(leaf, deaths, need):
    assert monthly_need(leaf("3a"), target("<=", "9"), deaths, 1666, AUTUMN) == need


def test_a_year_that_kept_its_ceiling_has_met_it(leaf):
    assert monthly_need(leaf("11a"), target("<=", "550"), 220, 40_000, YEAR_END).ask == "met"


def test_a_target_that_no_count_meets_is_out_of_reach(leaf):
    assert monthly_need(leaf("14"), target(">", "100"), 5, 5, AUTUMN).ask == "unreachable"


@pytest.mark.parametrize(
    ("number", "asked", "counts"),
    [
        ("1", None, (79, 111)),
        ("9", target("<=", "4"), (None, None)),
        ("14", target(">=", "99"), (0, 0)),
        ("13", target("reduce_by", "2"), (5, 200)),
        ("17a", target(">=", "99"), (0, 200)),  # pupils finish once a year, not month by month
    ],
)
def test_where_no_count_answers_nothing_is_asked(leaf, number, asked, counts):
    assert monthly_need(leaf(number), asked, *counts, AUTUMN) is None


days = st.dates(date(2025, 1, 1), date(2025, 12, 30))
relations = st.sampled_from(["<", "<=", ">", ">="])
bounds = st.decimals(0, 100, places=1)


@given(st.integers(0, 500), st.integers(1, 500), relations, bounds, days)
def test_the_months_together_bring_exactly_what_is_needed(catalog, a, b, relation, bound, day):
    numerator, denominator = min(a, b), max(a, b)
    asked = Target(relation, bound)
    need = monthly_need(catalog.indicators["14"], asked, numerator, denominator, day)
    if need.ask in ("more", "fewer"):
        after = numerator + need.total * (1 if need.ask == "more" else -1)
        assert after == asked.needed(denominator, 100)
        assert need.each * need.months >= need.total > (need.each - 1) * need.months
    else:
        assert need.ask in ("met", "unreachable")


@given(st.integers(0, 300), st.integers(1, 300), bounds)
def test_the_allowance_of_all_months_is_never_more_than_the_whole(catalog, a, b, bound):
    counts, spring = (min(a, b), max(a, b)), date(2025, 3, 5)
    need = monthly_need(catalog.indicators["17b"], Target("<=", bound), *counts, spring)
    if need.ask == "at_most":
        assert need.each * need.months <= need.total < (need.each + 1) * need.months


@given(st.integers(0, 300), st.integers(1, 300), bounds, days)
def test_one_more_child_reached_never_asks_for_more(catalog, a, b, bound, day):
    numerator, denominator = min(a, b), max(a, b) + 1
    ask = [
        monthly_need(catalog.indicators["14"], Target(">=", bound), n, denominator, day)
        for n in (numerator, numerator + 1)
    ]
    assert ask[1].each <= ask[0].each
    assert ask[1].total == max(ask[0].total - 1, 0)


@given(st.integers(0, 300), st.integers(301, 600), bounds)
def test_the_later_the_day_the_more_a_month(catalog, numerator, denominator, bound):
    each = [
        monthly_need(
            catalog.indicators["14"], Target(">=", bound), numerator, denominator, date(2025, m, 1)
        ).each
        for m in range(1, 13)
    ]
    assert each == sorted(each)


@pytest.mark.parametrize(
    ("ask", "is_open"),
    [
        ("met", False), ("exceeded", False), ("unreachable", False), ("no_months", False),
        ("more", True), ("fewer", True), ("at_most", True),
    ],
)  # fmt: skip
def test_only_what_the_months_left_can_still_bring_is_open(ask, is_open):
    assert Monthly(ask, 2).is_open is is_open
