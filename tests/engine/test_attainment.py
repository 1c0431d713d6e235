"""The rules of attainment as a table worked by hand, and whole numerators that meet a target."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.engine.attainment import RULES, Target, attain, needed_numerator

HALF = Fraction(1, 2)


@pytest.fixture(scope="module")
def judged(catalog):
    """Judge a leaf of the catalogue: (leaf, relation, target, value, ...) to (status, rule)."""

    def judge(leaf, relation, goal, value, *, final=False, time=HALF, before=None, state="value"):
        found = attain(
            catalog.indicators[leaf],
            Target(relation, Decimal(goal)),
            None if value is None else Fraction(value),
            is_final=final,
            elapsed=time,
            state=state,
            baseline=None if before is None else Fraction(before),
        )
        return found.status, found.rule

    return judge


@pytest.mark.parametrize("state", ["no_data", "not_applicable"])
def test_without_a_target_there_is_nothing_to_attain(catalog, state):
    found = attain(catalog.indicators["1"], None, None, is_final=False, elapsed=HALF, state=state)
    assert (found.status, found.rule) == (None, "no_target")


@pytest.mark.parametrize(
    ("leaf", "state", "final", "status", "rule"),
    [
        ("4a", "not_applicable", False, "not_applicable", "no_cases"),
        ("4a", "not_applicable", True, "not_applicable", "no_cases"),
        ("4a", "no_data", False, "no_data", "no_data"),
        ("10", "no_data", False, "no_data", "annual_unmeasured"),
        ("10", "no_data", True, "no_data", "no_data"),
    ],
)
def test_no_figure_is_never_met_nor_missed(judged, leaf, state, final, status, rule):
    assert judged(leaf, "<=", "4.5", None, final=final, state=state) == (status, rule)


@pytest.mark.parametrize(
    ("relation", "goal", "value", "status"),
    [
        (">=", "95", "95", "met"),
        (">=", "95", "94.999999", "missed"),
        (">", "95", "95", "missed"),
        (">", "95", "95.000001", "met"),
        ("<=", "9", "9", "met"),
        ("<=", "9", "9.000001", "missed"),
        ("<", "9", "9", "missed"),
        ("<", "9", "8.999999", "met"),
        ("reduce_by", "2", "2", "met"),
        ("reduce_by", "2", "7", "met"),  # falling by more than the band is good as well
        ("reduce_by", "2", "1.9", "missed"),
        ("reduce_by", "2", "-3", "missed"),
        ("increase_by", "2", "2.5", "met"),
    ],
)
def test_once_the_period_is_over_a_target_is_met_or_missed(judged, relation, goal, value, status):
    assert judged("4a", relation, goal, value, final=True) == (status, f"final_{status}")


@pytest.mark.parametrize(
    ("value", "status", "rule"),
    [
        ("80", "met", "reached"),
        ("76.9", "met", "reached"),
        ("38.45", "on_track", "building"),  # half of 76,9 at half time
        ("38.44", "off_track", "building_behind"),
        ("0", "off_track", "building_behind"),
    ],
)
def test_what_builds_up_towards_a_target_keeps_pace_with_time(judged, value, status, rule):
    assert judged("1", ">=", "76.9", value) == (status, rule)


@pytest.mark.parametrize(
    ("relation", "value", "status", "rule"),
    [
        ("<=", "0", "on_track", "ceiling_kept"),  # never met before the end: more may happen
        ("<=", "275", "on_track", "ceiling_kept"),
        ("<=", "276", "off_track", "ceiling_near"),
        ("<=", "550", "off_track", "ceiling_near"),
        ("<=", "550.1", "missed", "ceiling_passed"),
        ("<", "550", "missed", "ceiling_passed"),
    ],
)
def test_what_builds_up_under_a_ceiling_is_missed_once_beyond(
    judged, relation, value, status, rule
):
    assert judged("11a", relation, "550", value) == (status, rule)


@pytest.mark.parametrize(
    ("relation", "goal", "value", "before", "status", "rule"),
    [
        (">=", "95", "95", None, "met", "holds"),
        (">=", "95", "94", None, "off_track", "no_baseline"),
        (">=", "95", "93", "91", "on_track", "improving"),  # half way from 91 to 95
        (">=", "95", "92.9", "91", "off_track", "too_slow"),
        (">=", "95", "94.9", "96", "off_track", "too_slow"),  # was better, slipped below
        ("<", "9", "8.9", None, "met", "holds"),
        ("<", "9", "9", "11", "on_track", "improving"),
        ("<", "9", "10", "11", "on_track", "improving"),
        ("<", "9", "10.1", "11", "off_track", "too_slow"),
    ],
)
def test_a_state_is_judged_by_the_way_from_last_year(
    judged, relation, goal, value, before, status, rule
):
    assert judged("5", relation, goal, value, before=before) == (status, rule)


@pytest.mark.parametrize(
    ("leaf", "value", "status", "rule"),
    [
        ("10", "4.4", "met", "annual_met"),
        ("10", "4.6", "off_track", "annual_behind"),
        ("6", "0", "met", "annual_met"),  # a reported zero was measured
        ("17a", "0", "no_data", "annual_unmeasured"),  # nobody has finished in midwinter
    ],
)
def test_an_annual_leaf_is_never_on_track(judged, leaf, value, status, rule):
    assert judged(leaf, "<=", "4.5", value, before="4.7") == (status, rule)


@pytest.mark.parametrize(
    ("leaf", "relation", "value", "status", "rule"),
    [
        ("11a", "reduce_by", "2", "on_track", "change_kept"),  # builds up: never met before the end
        ("11a", "reduce_by", "7", "on_track", "change_kept"),
        ("11a", "reduce_by", "1.9", "off_track", "change_short"),
        ("1", "increase_by", "2", "on_track", "change_kept"),
        ("1", "increase_by", "0", "off_track", "change_short"),
        ("5", "reduce_by", "2", "on_track", "change_kept"),  # a state's change can turn as well
        ("5", "reduce_by", "-1", "off_track", "change_short"),
        ("13", "reduce_by", "2.6", "met", "annual_met"),  # a figure of the whole year
        ("13", "reduce_by", "3.1", "met", "annual_met"),
        ("13", "reduce_by", "1.9", "off_track", "annual_behind"),
    ],
)
@pytest.mark.parametrize("before", [None, "1.5"])
def test_a_change_on_last_year_is_kept_or_short_until_the_year_ends(
    judged, leaf, relation, value, status, rule, before
):
    """Last year's change decides nothing, so it is never said to be missing either."""
    assert judged(leaf, relation, "2", value, before=before) == (status, rule)


def test_unrounded_values_are_compared(judged):
    assert judged("1", ">=", "76.9", Fraction(8500, 111), final=True)[0] == "missed"
    assert judged("1", ">=", "76.9", Fraction(8600, 111), final=True)[0] == "met"
    # 1/3 rounds to 33,3 and is still more than it
    assert judged("1", "<=", "33.3", Fraction(100, 3), final=True)[0] == "missed"


def test_every_rule_is_said_in_a_sentence(judged):
    assert all(words.endswith(".") and words[0].isupper() for words in RULES.values())


@pytest.mark.parametrize(
    ("relation", "value", "denominator", "per", "needed"),
    [
        (">=", "76.9", 111, 100, 86),
        (">=", "76.9", 40, 100, 31),
        (">=", "40", 111, 100, 45),
        (">=", "40", 40, 100, 16),
        (">", "40", 40, 100, 17),
        (">=", "100", 7, 100, 7),
        (">", "100", 7, 100, None),
        (">=", "0", 7, 100, 0),
        ("<", "9", 200, 100, 17),
        ("<=", "9", 200, 100, 18),
        ("<", "0", 200, 100, None),
        ("<=", "550", 280_000, 100_000, 1540),
        ("<=", "13", 280_000, 100_000, 36),
        ("<", "9.5", 4012, 1000, 38),
        ("<", "0.12", 25_000, 100, 29),
        (">=", "76.9", 0, 100, None),
        ("reduce_by", "2", 50, 100, None),
    ],
)
def test_the_whole_number_that_just_meets_a_target(relation, value, denominator, per, needed):
    assert needed_numerator(relation, Decimal(value), denominator, per) == needed


@pytest.mark.parametrize(("denominator", "needed"), [(111, 86), (40, 31), (0, None), (None, None)])
def test_a_target_says_which_whole_numerator_meets_it(denominator, needed):
    assert Target(">=", Decimal("76.9")).needed(denominator, 100) == needed


@given(
    relation=st.sampled_from([">=", ">", "<=", "<"]),
    value=st.decimals(0, 100, places=2),
    denominator=st.integers(1, 10_000),
)
def test_one_fewer_or_one_more_no_longer_meets_it(relation, value, denominator):
    needed = needed_numerator(relation, value, denominator, 100)
    target = Target(relation, value)
    if needed is None:
        assert (relation, value) in [(">", 100), ("<", 0)]
        return
    beyond = needed + 1 if target.is_lower_better else needed - 1
    assert target.is_met_by(Fraction(needed * 100, denominator))
    assert not target.is_met_by(Fraction(beyond * 100, denominator))
