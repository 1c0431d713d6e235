"""Who is on each to-do list, who is not, and of whom it is not known: small cases by hand."""

from datetime import date, timedelta

import pytest

from mangnon.catalog import CATALOG
from mangnon.children.facts.fact import Fact
from mangnon.children.lists.gaps import (
    GAPS,
    Asked,
    children_missing,
    children_unknown,
    lists_open_to,
)
from mangnon.children.models import Child, CircumstanceSpell, Measurement, Schooling, Vaccination
from mangnon.engine.to_do_lists import load_to_do_lists
from tests.children.lists.conftest import TODAY

NAMES = [entry.name for entry in load_to_do_lists(CATALOG)]


@pytest.fixture
def state(keeper):
    """Return "to do", "not known" or "" for a child on a list."""

    def found(name, child, user=keeper):
        entry = next(entry for entry in load_to_do_lists(CATALOG) if entry.name == name)
        asked = Asked(entry, user, TODAY)
        children = Child.objects.visible_to(user).filter(pk=child.pk)
        missing = children_missing(children, asked).exists()
        unknown = children_unknown(children, asked).exists()
        assert not (missing and unknown)
        return "to do" if missing else "not known" if unknown else ""

    return found


def fact(child, kind, began_on=date(2025, 1, 1), ended_on=None, **answers):
    Fact.objects.create(
        child=child, unit=child.unit, kind=kind, began_on=began_on, ended_on=ended_on,
        answers=answers,
    )  # fmt: skip


def test_every_list_of_the_catalogue_has_its_gap_and_every_gap_its_list():
    assert set(NAMES) == set(GAPS)
    assert len(NAMES) == 10


@pytest.mark.parametrize("name", NAMES)
def test_who_died_left_or_counts_as_another_is_on_no_list(name, aged, state):
    for years in (1, 4, 5, 8, 15):
        gone = aged(years, closed_on=TODAY, closed_reason="left_country")
        other = aged(years)
        second = aged(years, merged_into=other)
        assert state(name, gone) == ""
        assert state(name, second) == ""


@pytest.mark.parametrize(
    ("answer", "expected"), [("no", "to do"), ("unknown", "not known"), ("yes", "")]
)
def test_a_birth_is_registered_or_not_or_not_known(aged, state, answer, expected):
    child = aged(1, birth_registration=answer)
    assert state("birth_not_registered", child) == expected


@pytest.mark.parametrize(("days", "expected"), [(59, ""), (60, "to do")])
def test_a_birth_may_be_registered_within_60_days(aged, state, days, expected):
    assert state("birth_not_registered", aged(days=days, birth_registration="no")) == expected


def test_a_child_of_nine_months_without_doses_has_some_due_and_a_newborn_with_them_none(
    aged, state
):
    assert state("vaccination_due", aged(months=9)) == "to do"
    newborn = aged(days=20)
    for antigen in ("tuberculosis", "hepatitis_b"):
        Vaccination.objects.create(child=newborn, antigen=antigen, given_on=newborn.birth_date)
    assert state("vaccination_due", newborn) == ""
    assert state("vaccination_due", aged(5)) == ""


@pytest.mark.parametrize(("days_ago", "expected"), [(181, ""), (182, "to do"), (None, "to do")])
def test_a_child_is_measured_every_six_months(aged, state, days_ago, expected):
    child = aged(2)
    if days_ago is not None:
        day = TODAY - timedelta(days_ago)
        Measurement.objects.create(child=child, unit=child.unit, measured_on=day, weight_kg=11)
    assert state("not_measured", child) == expected


@pytest.mark.parametrize(
    ("years", "days", "expected"), [(0, 29, ""), (0, 30, "to do"), (4, 364, "to do"), (5, 0, "")]
)
def test_who_is_to_be_measured_is_from_30_days_to_5_years(aged, state, years, days, expected):
    assert state("not_measured", aged(years, days=days)) == expected


@pytest.mark.parametrize(
    ("school_years", "expected"),
    [
        ([(2025, date(2025, 3, 1))], "to do"),
        ([(2025, date(2025, 3, 1)), (2026, None)], ""),
        ([(2025, None), (2026, date(2025, 10, 1))], "to do"),
        ([(2025, None)], ""),
        ([], "not known"),
    ],
)
def test_the_last_school_year_says_who_has_dropped_out(aged, state, school_years, expected):
    child = aged(10)
    for year, left_on in school_years:
        Schooling.objects.create(
            child=child, unit=child.unit, school_year=year, level="primary", grade=4,
            is_enrolled_at_start=True, dropped_out_on=left_on,
        )  # fmt: skip
    assert state("dropped_out", child) == expected


@pytest.mark.parametrize(
    ("spells", "expected"),
    [
        ([("a", None, "no")], "to do"),
        ([("a", None, "unknown")], "not known"),
        ([("a", None, "yes")], ""),
        ([("a", TODAY, "no")], ""),
        ([("a", None, "unknown"), ("d", None, "no")], "to do"),
        ([], ""),
    ],
)
def test_a_running_circumstance_is_supported_or_not_or_not_known(aged, state, spells, expected):
    child = aged(8)
    for group, ended_on, answer in spells:
        CircumstanceSpell.objects.create(
            child=child, group=group, began_on=date(2024, 1, 1), ended_on=ended_on,
            is_supported=answer,
        )  # fmt: skip
    assert state("circumstance_without_support", child) == expected


def test_who_may_not_see_circumstances_has_no_list_of_them(make_user, ward):
    names = {entry.name for entry in lists_open_to(make_user("village_collaborator", ward))}
    assert names == set(NAMES) - {"circumstance_without_support"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"health_insurance": "no"}, "to do"),
        ({"health_insurance": "unknown"}, "not known"),
        ({"health_insurance": "yes"}, ""),
        ({"health_insurance": "yes", "insured_until": date(2025, 10, 30)}, "to do"),
        ({"health_insurance": "yes", "insured_until": date(2025, 10, 31)}, ""),
    ],
)
def test_an_insurance_that_has_ended_is_none(aged, state, fields, expected):
    assert state("without_health_insurance", aged(3, **fields)) == expected
    assert state("without_health_insurance", aged(6, **fields)) == ""


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"is_entitled": "yes", "is_received": "no"}, "to do"),
        ({"is_entitled": "yes", "is_received": "unknown"}, "not known"),
        ({"is_entitled": "yes"}, "not known"),
        ({"is_entitled": "yes", "is_received": "yes"}, ""),
        ({"is_entitled": "no", "is_received": "no"}, ""),
        ({"is_entitled": "unknown"}, ""),
    ],
)
def test_fee_relief_is_due_to_who_is_entitled(aged, state, answers, expected):
    child = aged(8)
    fact(child, "fee_relief", **answers)
    assert state("fee_relief_not_received", child) == expected


def test_fee_relief_that_has_ended_asks_for_nothing(aged, state):
    child = aged(8)
    fact(child, "fee_relief", ended_on=TODAY, is_entitled="yes", is_received="no")
    assert state("fee_relief_not_received", child) == ""
    assert state("fee_relief_not_received", aged(8)) == ""


@pytest.mark.parametrize(
    ("near_water", "swims", "expected"),
    [
        ("yes", "no", "to do"),
        ("yes", "unknown", "not known"),
        ("yes", None, "not known"),
        ("yes", "yes", ""),
        ("unknown", "no", "not known"),
        ("unknown", None, "not known"),
        ("unknown", "yes", ""),
        ("no", "no", ""),
        ("no", None, ""),
    ],
)
def test_who_cannot_swim_and_lives_near_water(aged, state, near_water, swims, expected):
    child = aged(8, lives_near_water=near_water)
    if swims is not None:
        fact(child, "swimming", swims_safely=swims)
    assert state("cannot_swim_near_water", child) == expected


def test_the_last_assessment_of_swimming_counts(aged, state):
    child = aged(8, lives_near_water="yes")
    fact(child, "swimming", date(2024, 6, 1), swims_safely="no")
    fact(child, "swimming", date(2025, 6, 1), swims_safely="yes")
    fact(child, "swimming", date(2026, 6, 1), swims_safely="no")  # not yet
    assert state("cannot_swim_near_water", child) == ""


@pytest.mark.parametrize(
    ("birth_date", "expected"),
    [
        (date(2009, 11, 1), "to do"),  # turns 16 tomorrow
        (date(2010, 1, 29), "to do"),  # in 90 days
        (date(2010, 1, 30), ""),
        (date(2009, 10, 31), ""),  # 16 today
    ],
)
def test_who_turns_16_within_90_days(make_child, state, birth_date, expected):
    assert state("turning_sixteen", make_child(birth_date)) == expected


@pytest.mark.parametrize(
    ("fields", "has_mother", "expected"),
    [
        ({}, True, ""),
        ({}, False, "to do"),
        ({"identity_number": None}, True, "to do"),
        ({"sex": "unknown"}, True, "to do"),
        ({"ethnicity": "unknown"}, True, "to do"),
        ({"birth_precision": "year"}, True, "to do"),
    ],
)
def test_what_a_complete_record_holds(aged, state, give_mother, fields, has_mother, expected):
    child = aged(8, **{"identity_number": "070315000123"} | fields)
    if has_mother:
        give_mother(child)
    assert state("incomplete_record", child) == expected


def test_who_may_not_see_the_number_does_not_learn_that_there_is_none(
    aged, state, give_mother, make_user, ward
):
    child = aged(8)
    give_mother(child)
    assert state("incomplete_record", child) == "to do"
    assert state("incomplete_record", child, make_user("village_collaborator", ward)) == ""
