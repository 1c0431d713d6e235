"""The oracles: WHO's printed tables of SD points, and the LMS formula worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.engine import growth

SDS = (-3, -2, -1, 0, 1, 2, 3)

# WHO Child Growth Standards, z-score field tables, to one decimal: 0, 12 and 60 months.
WEIGHTS_IN_PRINT = {
    ("male", 0): (2.1, 2.5, 2.9, 3.3, 3.9, 4.4, 5.0),
    ("female", 0): (2.0, 2.4, 2.8, 3.2, 3.7, 4.2, 4.8),
    ("male", 365): (6.9, 7.7, 8.6, 9.6, 10.8, 12.0, 13.3),
    ("female", 365): (6.3, 7.0, 7.9, 8.9, 10.1, 11.5, 13.1),
    ("male", 1826): (12.4, 14.1, 16.0, 18.3, 21.0, 24.2, 27.9),
    ("female", 1826): (12.1, 13.7, 15.8, 18.2, 21.2, 24.9, 29.5),
}
HEIGHTS_IN_PRINT = {
    ("male", 0): (44.2, 46.1, 48.0, 49.9, 51.8, 53.7, 55.6),
    ("female", 0): (43.6, 45.4, 47.3, 49.1, 51.0, 52.9, 54.7),
    ("male", 365): (68.6, 71.0, 73.4, 75.7, 78.1, 80.5, 82.9),
    ("female", 365): (66.3, 68.9, 71.4, 74.0, 76.6, 79.2, 81.7),
    ("male", 1826): (96.1, 100.7, 105.3, 110.0, 114.6, 119.2, 123.9),
    ("female", 1826): (95.2, 99.9, 104.7, 109.4, 114.2, 118.9, 123.7),
}


def one(sex="male", age_days=365, weight_kg=np.nan, height_cm=np.nan, position=None):
    """Return waz, haz, whz of one child."""
    how = None if position is None else [position]
    scores = growth.z_scores([sex], [age_days], [weight_kg], [height_cm], how)
    return float(scores.waz[0]), float(scores.haz[0]), float(scores.whz[0])


@pytest.mark.parametrize(("child", "printed"), WEIGHTS_IN_PRINT.items())
def test_weights_at_whole_deviations_are_those_that_who_prints(child, printed):
    sex, age = child
    found = growth.weight_for_age(SDS, [sex] * 7, [age] * 7)
    np.testing.assert_allclose(found, printed, atol=0.0501)


@pytest.mark.parametrize(("child", "printed"), HEIGHTS_IN_PRINT.items())
def test_heights_at_whole_deviations_are_those_that_who_prints(child, printed):
    sex, age = child
    found = growth.height_for_age(SDS, [sex] * 7, [age] * 7)
    np.testing.assert_allclose(found, printed, atol=0.0501)


def test_the_weight_of_a_boy_of_65_cm_standing_is_the_one_that_who_prints():
    printed = (5.9, 6.3, 6.9, 7.4, 8.1, 8.8, 9.6)
    found = growth.weight_for_height(SDS, ["male"] * 7, [900] * 7, [65.0] * 7)
    np.testing.assert_allclose(found, printed, atol=0.0501)


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        (3.3464, 0.0),  # the median
        (4.0, 1.2606),  # ((4/3.3464)^0.3487 - 1) / (0.3487 x 0.14602)
        (6.0, 4.5858),  # SD2 = 4.4194, SD3 = 5.0306: 3 + (6 - 5.0306) / 0.6113
        (1.5, -4.5312),  # SD-2 = 2.4593, SD-3 = 2.0803: -3 + (1.5 - 2.0803) / 0.3790
    ],
)
def test_a_newborn_boy_s_weight_scores_as_worked_by_hand(weight, expected):
    assert one("male", 0, weight_kg=weight)[0] == pytest.approx(expected, abs=0.001)


def test_heights_beyond_three_deviations_go_on_along_the_curve():
    # L = 1, M = 49.8842, S = 0.03795: z = (y/M - 1) / S
    assert one("male", 0, height_cm=57.0)[1] == pytest.approx((57 / 49.8842 - 1) / 0.03795)


@pytest.mark.parametrize(
    ("day", "median"), [(729, 87.7734), (730, 87.8018), (731, 87.1303), (732, 87.1587)]
)
def test_day_730_is_still_length_and_day_731_is_height(day, median):
    assert one("male", day, height_cm=median)[1] == pytest.approx(0, abs=1e-9)


def test_weight_for_length_holds_to_day_730_and_weight_for_height_from_731():
    # The median weight of a boy of 80 cm: 10.4475 lying, 10.5811 standing (WHO's tables).
    lying = growth.weight_for_height([0], ["male"], [730], [80.0])[0]
    standing = growth.weight_for_height([0], ["male"], [731], [80.0])[0]
    assert lying == pytest.approx(10.4475)
    assert standing > lying + 0.1
    assert one("male", 730, lying, 80.0)[2] == pytest.approx(0, abs=1e-9)
    assert one("male", 731, standing, 80.0)[2] == pytest.approx(0, abs=1e-9)


def test_a_young_child_measured_standing_is_0_7_cm_longer_lying():
    assert growth.as_standard_height([700], [80.0], [growth.STANDING])[0] == pytest.approx(80.7)
    assert one("female", 700, 10, 80.0, growth.STANDING) == one("female", 700, 10, 80.7)


def test_an_older_child_measured_lying_is_0_7_cm_shorter_standing():
    assert growth.as_standard_height([800], [80.0], [growth.LYING])[0] == pytest.approx(79.3)
    assert one("female", 800, 10, 80.0, growth.LYING) == one("female", 800, 10, 79.3)


@pytest.mark.parametrize(
    ("age", "position"),
    [
        (700, growth.LYING),
        (800, growth.STANDING),
        (700, growth.POSITION_UNKNOWN),
        (800, growth.POSITION_UNKNOWN),
    ],
)
def test_a_child_measured_as_the_age_calls_for_is_left_alone(age, position):
    assert growth.as_standard_height([age], [80.0], [position])[0] == 80.0


@pytest.mark.parametrize("sex", ["unknown", "", "M"])
def test_a_child_of_unknown_sex_has_no_score(sex):
    assert np.isnan(one(sex, 365, 9.0, 75.0)).all()


@pytest.mark.parametrize("age", [-1, 6971, 40_000, 1e30, -np.inf, np.inf])
def test_an_age_outside_the_standards_has_no_score(age):
    assert np.isnan(one("male", age, 9.0, 75.0)).all()


@pytest.mark.parametrize(
    ("age", "height"), [(365, 44.9), (365, 110.1), (1000, 64.9), (1000, 120.1)]
)
def test_a_height_outside_the_table_has_no_weight_for_height_but_a_height_for_age(age, height):
    _, haz, whz = one("male", age, 9.0, height)
    assert np.isnan(whz)
    assert np.isfinite(haz)


@pytest.mark.parametrize(
    ("age", "height"), [(365, 45.0), (365, 110.0), (1000, 65.0), (1000, 120.0)]
)
def test_the_ends_of_the_tables_belong_to_them(age, height):
    assert np.isfinite(one("male", age, 9.0, height)[2])


def test_a_missing_measure_takes_only_its_own_scores():
    waz, haz, whz = one("male", 365, weight_kg=9.0)
    assert np.isfinite(waz)
    assert np.isnan([haz, whz]).all()
    waz, haz, whz = one("male", 365, height_cm=75.0)
    assert np.isfinite(haz)
    assert np.isnan([waz, whz]).all()


@pytest.mark.parametrize("weight", [0, -3])
def test_a_weight_that_cannot_be_has_no_score(weight):
    assert np.isnan(one("male", 365, weight_kg=weight)[0])


def test_a_length_between_two_tenths_is_scored_between_them():
    low, middle, high = (
        float(growth.weight_for_height([0], ["male"], [365], [cm])[0]) for cm in (70, 70.05, 70.1)
    )
    assert middle == pytest.approx((low + high) / 2)


@pytest.mark.parametrize(
    ("index", "inside", "outside"),
    [
        ("waz", (-6.0, 5.0), (-6.01, 5.01)),
        ("haz", (-6.0, 6.0), (-6.01, 6.01)),
        ("whz", (-5.0, 5.0), (-5.01, 5.01)),
        ("baz", (-5.0, 5.0), (-5.01, 5.01)),
    ],
)
def test_scores_beyond_who_s_limits_are_implausible_and_those_on_them_are_not(
    index, inside, outside
):
    for scores, expected in ((inside, False), (outside, True)):
        values = {name: np.zeros(2) for name in growth.INDICES}
        values[index] = np.array(scores)
        found = growth.ZScores(**values)
        assert found.implausible(index).tolist() == [expected] * 2
        assert np.isnan(getattr(found.plausible(), index)).tolist() == [expected] * 2


def test_a_score_that_is_missing_is_not_implausible():
    scores = growth.ZScores(*(np.array([np.nan]) for _ in growth.INDICES))
    assert not scores.implausible("waz")[0]


def test_a_slip_of_the_comma_is_implausible():
    scores = growth.z_scores(["male"], [365], [96.0], [75.7])
    assert scores.implausible("waz")[0]
    assert np.isnan(scores.plausible().waz[0])
    assert np.isfinite(scores.plausible().haz[0])


@given(
    sex=st.sampled_from(["male", "female"]),
    age=st.integers(0, 1826),
    z=st.floats(-5.5, 4.9),
)
def test_a_weight_and_its_score_are_each_other_s_inverse(sex, age, z):
    weight = growth.weight_for_age([z], [sex], [age])[0]
    assert one(sex, age, weight_kg=weight)[0] == pytest.approx(z, abs=1e-6)


@given(sex=st.sampled_from(["male", "female"]), age=st.integers(0, 1826), z=st.floats(-6, 6))
def test_a_height_and_its_score_are_each_other_s_inverse(sex, age, z):
    height = growth.height_for_age([z], [sex], [age])[0]
    assert one(sex, age, height_cm=height)[1] == pytest.approx(z, abs=1e-6)


@given(
    sex=st.sampled_from(["male", "female"]),
    age=st.integers(0, 1826),
    height=st.integers(650, 1100),
    z=st.floats(-4.9, 4.9),
)
def test_a_weight_for_height_and_its_score_are_each_other_s_inverse(sex, age, height, z):
    weight = growth.weight_for_height([z], [sex], [age], [height / 10])[0]
    assert one(sex, age, weight, height / 10)[2] == pytest.approx(z, abs=1e-6)


@given(age=st.integers(0, 1826), lighter=st.floats(1.0, 40.0), more=st.floats(0.01, 5.0))
def test_a_heavier_child_scores_higher(age, lighter, more):
    assert one("female", age, lighter)[0] < one("female", age, lighter + more)[0]


def test_many_children_score_as_each_alone():
    rng = np.random.default_rng(7)
    sex = rng.choice(["male", "female", "unknown"], 200)
    age, weight = rng.integers(-5, 1900, 200), rng.uniform(2, 25, 200)
    height, position = rng.uniform(40, 125, 200), rng.integers(-1, 2, 200)
    together = growth.z_scores(sex, age, weight, height, position)
    for i in range(200):
        alone = one(sex[i], age[i], weight[i], height[i], position[i])
        np.testing.assert_allclose(
            alone, (together.waz[i], together.haz[i], together.whz[i]), equal_nan=True
        )


def test_no_children_have_no_scores():
    assert growth.z_scores([], [], [], []).waz.shape == (0,)
