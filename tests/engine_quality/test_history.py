"""Figures against the unit's own years, worked by hand."""

import pytest

from mangnon.engine.quality.finding import Earlier, Figure
from tests.engine_quality.conftest import COMMUNE, PROVINCE, a_check

OUTLIER = a_check(
    "outlier", limit=3.5, chance=0.001, fewest=3, says="{value}, thường {usual} ({years} năm)."
)
JUMP = a_check("jump", limit=50, says="{change} so với {year}: {before} thành {value}.")


def years(*values, counts=()):
    first = 2025 - len(values)
    return tuple(
        Earlier(first + place, value, *(counts[place] if counts else ()))
        for place, value in enumerate(values)
    )


def test_a_reported_figure_far_from_its_median_is_an_outlier(judge):
    # Median of 10, 11, 12, 13 is 11,5; median distance 1; spread 1,4826; 3,5 of them: 5,19.
    before = {(PROVINCE, "2"): years(10.0, 11.0, 12.0, 13.0)}
    assert judge(OUTLIER, {(PROVINCE, "2"): 16.6}, earlier=before) == []
    found = judge(OUTLIER, {(PROVINCE, "2"): 16.8}, earlier=before)
    assert found[0].says == "16,8%, thường 11,5% (4 năm)."


def test_one_wild_year_before_does_not_hide_an_outlier(judge):
    # Median 11,5, median distance 1: the year of 90 counts no more than any other far one.
    before = {(PROVINCE, "2"): years(10.0, 11.0, 12.0, 90.0)}
    assert judge(OUTLIER, {(PROVINCE, "2"): 60.0}, earlier=before)


def test_years_that_agree_to_the_last_digit_still_leave_some_room(judge):
    # No spread at all: 5% of the median of 40 is 2, times 3,5 is 7.
    before = {(PROVINCE, "2"): years(40.0, 40.0, 40.0)}
    assert judge(OUTLIER, {(PROVINCE, "2"): 46.9}, earlier=before) == []
    assert judge(OUTLIER, {(PROVINCE, "2"): 47.1}, earlier=before)


def test_too_few_years_tell_nothing(judge):
    before = {(PROVINCE, "2"): years(10.0, 10.0)}
    assert judge(OUTLIER, {(PROVINCE, "2"): 90.0}, earlier=before) == []


def test_the_one_death_of_a_small_commune_is_no_outlier(judge):
    # 0 deaths of 50 births a year: half a one over 200 makes 0,125 expected; 1 or more: 11,8%.
    before = {(COMMUNE, "3a"): years(*[0.0] * 4, counts=[(0, 50)] * 4)}
    assert judge(OUTLIER, {(COMMUNE, "3a"): Figure(20.0, 1, 50)}, earlier=before) == []
    # 4 deaths of 50: the chance of 4 or more where 0,125 are expected is 0,00001.
    assert judge(OUTLIER, {(COMMUNE, "3a"): Figure(80.0, 4, 50)}, earlier=before)


def test_events_that_vanish_are_an_outlier_where_many_are_expected(judge):
    # 20 of 2.000 a year: none at all has a chance of 2e-9; of 100 births 1 is expected, none 37%.
    before = {(PROVINCE, "3a"): years(10.0, 10.0, 10.0, counts=[(20, 2000)] * 3)}
    assert judge(OUTLIER, {(PROVINCE, "3a"): Figure(0.0, 0, 2000)}, earlier=before)
    assert judge(OUTLIER, {(PROVINCE, "3a"): Figure(0.0, 0, 100)}, earlier=before) == []


@pytest.mark.parametrize(("size", "is_found"), [(10, False), (1000, True)])
def test_a_share_of_few_may_stray_farther_than_a_share_of_many(judge, size, is_found):
    # 60% against a usual 90%: 3 of 10 children more or less are chance, 300 of 1.000 are not.
    before = {(COMMUNE, "14"): years(90.0, 90.0, 90.0, counts=[(9, 10)] * 3)}
    figure = Figure(60.0, 6 * size // 10, size)
    assert bool(judge(OUTLIER, {(COMMUNE, "14"): figure}, earlier=before)) is is_found


def test_a_change_between_two_small_counts_is_chance(judge):
    # 6 of 2 is three times as many, yet 6,5/2,5 moves by 193% either way; of 200, 600 is far.
    before = {(COMMUNE, "13"): years(10.0, 12.0, 14.0)}
    assert judge(OUTLIER, {(COMMUNE, "13"): Figure(-200.0, -4, 2)}, earlier=before) == []
    assert judge(OUTLIER, {(COMMUNE, "13"): Figure(-200.0, -400, 200)}, earlier=before)


def test_a_jump_says_by_how_much_and_from_where(judge):
    before = {(PROVINCE, "2"): years(40.0, 20.0)}
    found = judge(JUMP, {(PROVINCE, "2"): 31.0}, earlier=before)
    assert found[0].says == "tăng 55% so với 2024: 20,0% thành 31,0%."
    assert judge(JUMP, {(PROVINCE, "2"): 30.0}, earlier=before) == []  # exactly 50% is allowed
    assert judge(JUMP, {(PROVINCE, "2"): 9.0}, earlier=before)[0].says.startswith("giảm 55%")


def test_a_jump_that_chance_explains_is_none(judge):
    last = (Earlier(2024, 20.0, 2, 10, low=5.7, high=51.0),)
    few = Figure(40.0, 4, 10, low=16.8, high=68.7)
    many = Figure(60.0, 600, 1000, low=56.9, high=63.0)
    assert judge(JUMP, {(COMMUNE, "14"): few}, earlier={(COMMUNE, "14"): last}) == []
    assert judge(JUMP, {(COMMUNE, "14"): many}, earlier={(COMMUNE, "14"): last})


def test_one_more_of_three_schools_is_neither_a_jump_nor_an_outlier(judge):
    # 1 of 3, then 2 of 3: twice as many, and nothing learnt. 100 of 300, then 200 of 300 is a jump.
    before = {(COMMUNE, "7"): years(33.3, 33.3, 33.3, counts=[(1, 3)] * 3)}
    few = {(COMMUNE, "7"): Figure(66.7, 2, 3)}
    assert judge(JUMP, few, earlier=before) == judge(OUTLIER, few, earlier=before) == []
    before = {(COMMUNE, "7"): years(33.3, 33.3, 33.3, counts=[(100, 300)] * 3)}
    many = {(COMMUNE, "7"): Figure(66.7, 200, 300)}
    assert judge(JUMP, many, earlier=before)
    assert judge(OUTLIER, many, earlier=before)


def test_only_last_year_itself_makes_a_jump(judge):
    before = {(PROVINCE, "2"): (Earlier(2023, 20.0),)}
    assert judge(JUMP, {(PROVINCE, "2"): 90.0}, earlier=before) == []
