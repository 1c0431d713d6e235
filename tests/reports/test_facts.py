"""The plain values of a report: what is missing, what may be compared, who reports when."""

from dataclasses import replace
from datetime import date

import pytest

from mangnon.reports.facts import Due, Standing

from .samples import (
    ABUSED,
    AGENCIES,
    ASKED,
    DEATHS,
    DISASTER,
    EARLY,
    FACTS,
    FRIENDLY,
    HIV,
    LEAVES,
    LEFT_SCHOOL,
    OWN,
    STUNTED,
    counted,
)


@pytest.mark.parametrize("leaf", [ABUSED, DISASTER, EARLY, HIV, ASKED], ids=lambda leaf: leaf.leaf)
def test_nothing_is_missing_where_nothing_was_counted(leaf):
    assert leaf.missing is None


@pytest.mark.parametrize(
    ("numerator", "missing"), [(84, 2), (85, 1), (86, None), (87, None), (0, 86)]
)
def test_where_more_is_better_what_lacks_is_missing(numerator, missing):
    leaf = replace(FRIENDLY, standing=counted(numerator, 111, 100, "off_track"))
    assert leaf.missing == missing


@pytest.mark.parametrize(
    ("numerator", "missing"), [(2101, 101), (2001, 1), (2000, None), (0, None)]
)
def test_where_fewer_is_better_what_is_too_many_is_missing(numerator, missing):
    leaf = replace(STUNTED, standing=counted(numerator, 10000, 100, "missed"))
    assert leaf.missing == missing


@pytest.mark.parametrize(
    ("attainment", "is_behind"),
    [
        ("met", False),
        ("on_track", False),
        ("off_track", True),
        ("missed", True),
        ("no_data", False),
        ("not_applicable", False),
        (None, False),
    ],
)
def test_late_and_missed_are_behind_and_an_absent_figure_is_not(attainment, is_behind):
    leaf = replace(FRIENDLY, standing=replace(FRIENDLY.standing, attainment=attainment))
    assert leaf.is_behind is is_behind


def test_a_reported_figure_is_not_compared_between_districts():
    assert not ASKED.may_compare(ASKED.standing)


def test_a_rate_of_few_events_is_not_compared_between_districts():
    assert not DEATHS.may_compare(DEATHS.standing)


def test_a_figure_that_is_not_there_is_not_compared():
    assert not FRIENDLY.may_compare(Standing("no_data", "provisional"))


def test_a_share_of_few_children_is_not_compared_but_all_communes_are():
    flags = ("small_numbers",)
    assert LEFT_SCHOOL.may_compare(LEFT_SCHOOL.standing)
    assert not LEFT_SCHOOL.may_compare(replace(LEFT_SCHOOL.standing, flags=flags))
    assert FRIENDLY.may_compare(replace(FRIENDLY.standing, flags=flags))


def test_a_zero_is_a_figure_like_any_other():
    assert FRIENDLY.may_compare(counted(0, 8, 100, "missed"))


def test_the_report_is_owed_by_whoever_the_last_deadline_names():
    assert FACTS.own_due() == OWN
    assert replace(FACTS, dues=(OWN, AGENCIES)).own_due() == OWN
    assert replace(FACTS, dues=()).own_due() is None


def test_of_two_deadlines_the_later_day_counts_and_not_the_order_of_the_text():
    later = Due(date(2025, 12, 15), True, ("Sở Tư pháp",), ("UBND tỉnh",), "")
    assert replace(FACTS, dues=(later, OWN)).own_due() == later


def test_leaves_are_counted_over_all_fields_and_within_each():
    scopes = FACTS.scopes()
    assert list(scopes) == ["all", "f1", "f2", "f3", "f4", "f5"]
    assert scopes["all"] == LEAVES
    assert [leaf.leaf for leaf in scopes["f2"]] == ["3a", "4b", "6"]
    assert sum(len(leaves) for scope, leaves in scopes.items() if scope != "all") == len(LEAVES)


def test_a_scope_is_named_by_the_place_of_its_field():
    assert FACTS.scope_of("environment") == "f1"
    assert FACTS.scope_of("participation") == "f5"


def test_indicators_are_counted_once_however_many_leaves_they_have():
    second = replace(STUNTED, leaf="4a")
    facts = replace(FACTS, leaves=(FRIENDLY, STUNTED, second))
    assert len(facts.leaves) == 3
    assert facts.indicators == 2


def test_tasks_add_up_over_the_agencies():
    assert FACTS.tasks == sum(duty.tasks for duty in FACTS.duties) == 30
    assert replace(FACTS, duties=()).tasks == 0


def test_leaves_are_picked_by_attainment():
    assert FACTS.with_attainment("no_data") == (ABUSED,)
    assert FACTS.with_attainment("off_track", "missed") == (FRIENDLY, STUNTED)
    assert replace(FACTS, leaves=()).with_attainment("met") == ()
