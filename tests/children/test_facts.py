"""What must never be false of a fact is refused by the database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mangnon.children.models import (
    Birth,
    CircumstanceSpell,
    Death,
    Injury,
    Measurement,
    Schooling,
    Vaccination,
)
from tests.children.refusing import refuse

DAY = date(2025, 6, 2)


def test_nobody_may_see_facts_of_children_in_this_version(make_child, officer):
    child = make_child()
    Vaccination.objects.create(child=child, antigen="measles", given_on=DAY)
    CircumstanceSpell.objects.create(child=child, group="a", began_on=DAY)
    Birth.objects.create(child=child, unit=child.unit, born_on=child.birth_date)
    for model in (Birth, CircumstanceSpell, Death, Injury, Measurement, Schooling, Vaccination):
        assert not model.objects.visible_to(officer).exists()


def test_a_person_dies_once(make_child):
    child = make_child()
    Death.objects.create(child=child, unit=child.unit, died_on=DAY)
    with refuse("children_death_pkey"):
        Death.objects.create(child=child, unit=child.unit, died_on=DAY)


def test_a_death_has_a_known_cause_or_says_that_it_is_not_known(make_child):
    child = make_child()
    with refuse("death_cause"):
        Death.objects.create(child=child, unit=child.unit, died_on=DAY, cause="fate")


def test_a_birth_may_belong_to_no_child_of_the_register(ward):
    birth = Birth.objects.create(unit=ward, born_on=DAY, sex="female", ethnicity="22")
    assert birth.child is None
    with refuse("birth_sex"):
        Birth.objects.create(unit=ward, born_on=DAY, sex="f")
    with refuse("birth_ethnicity_code"):
        Birth.objects.create(unit=ward, born_on=DAY, ethnicity="S'tiêng")


def test_only_one_injury_of_a_child_is_fatal(make_child):
    child = make_child()
    fields = {"child": child, "unit": child.unit, "injured_on": DAY}
    Injury.objects.create(**fields, is_fatal=False)
    Injury.objects.create(**fields, is_fatal=True, cause="drowning")
    with refuse("injury_fatal_once_a_child"):
        Injury.objects.create(**fields, is_fatal=True)


def test_a_dose_is_given_once_and_has_a_number(make_child):
    child = make_child()
    Vaccination.objects.create(child=child, antigen="measles", given_on=DAY)
    Vaccination.objects.create(child=child, antigen="measles", dose=2, given_on=DAY)
    with refuse("vaccination_once"):
        Vaccination.objects.create(child=child, antigen="measles", given_on=DAY)
    with refuse("vaccination_dose"):
        Vaccination.objects.create(child=child, antigen="polio", dose=0, given_on=DAY)


def test_an_injury_has_a_place_of_the_list_or_says_that_it_is_not_known(make_child):
    child = make_child()
    fields = {"child": child, "unit": child.unit, "injured_on": DAY, "is_fatal": False}
    assert Injury.objects.create(**fields).place == "unknown"
    with refuse("injury_place"):
        Injury.objects.create(**fields, place="moon")


class TestSpecialCircumstances:
    def test_a_child_is_not_twice_in_one_group_at_one_time(self, make_child):
        child = make_child()
        CircumstanceSpell.objects.create(child=child, group="a", began_on=DAY)
        with refuse("circumstance_group_once_at_a_time"):
            CircumstanceSpell.objects.create(child=child, group="a", began_on=DAY + timedelta(30))

    def test_a_child_may_be_in_two_groups_and_may_come_back(self, make_child):
        child = make_child()
        later = DAY + timedelta(30)
        make = CircumstanceSpell.objects.create
        make(child=child, group="a", began_on=DAY, ended_on=later)
        make(child=child, group="a", began_on=later)
        make(child=child, group="đ", began_on=DAY)
        assert CircumstanceSpell.objects.count() == 3

    @pytest.mark.parametrize(
        ("fields", "constraint"),
        [
            ({"ended_on": DAY}, "circumstance_ends_after_it_begins"),
            ({"group": "p"}, "circumstance_group"),
            ({"is_supported": ""}, "circumstance_support"),
        ],
    )
    def test_a_spell_that_cannot_be_is_refused(self, make_child, fields, constraint):
        with refuse(constraint):
            CircumstanceSpell.objects.create(
                **{"child": make_child(), "group": "a", "began_on": DAY} | fields
            )

    def test_there_are_fourteen_groups_with_the_law_s_letters(self):
        assert CircumstanceSpell.Group.values == list("abcdđeghiklmno")


class TestMeasurements:
    @pytest.fixture
    def fields(self, make_child):
        child = make_child()
        return {"child": child, "unit": child.unit, "measured_on": DAY}

    def test_a_measurement_may_lack_the_weight_or_the_height_but_not_both(self, fields):
        Measurement.objects.create(**fields, weight_kg=Decimal("12.3"), waz=Decimal("-1.2"))
        with refuse("measurement_holds_a_measure"):
            Measurement.objects.create(**fields | {"measured_on": DAY + timedelta(1)})

    def test_a_child_is_measured_once_a_day(self, fields):
        Measurement.objects.create(**fields, weight_kg=12)
        with refuse("measured_once_a_day"):
            Measurement.objects.create(**fields, weight_kg=13)

    @pytest.mark.parametrize("measures", [{"weight_kg": 0}, {"weight_kg": 9, "height_cm": -1}])
    def test_a_measure_is_positive(self, fields, measures):
        with refuse("measurement_is_positive"):
            Measurement.objects.create(**fields, **measures)

    @pytest.mark.parametrize(
        "measures",
        [
            {"weight_kg": 9, "haz": 0},
            {"height_cm": 75, "waz": 0},
            {"weight_kg": 9, "whz": 0},
            {"height_cm": 75, "whz": 0},
        ],
    )
    def test_a_score_stands_on_the_measures_it_needs(self, fields, measures):
        with refuse("z_score_stands_on_a_measure"):
            Measurement.objects.create(**fields, **measures)


class TestSchooling:
    @pytest.fixture
    def fields(self, make_child):
        child = make_child()
        return {
            "child": child, "unit": child.unit, "school_year": 2025, "level": "primary",
            "grade": 5, "is_enrolled_at_start": True,
        }  # fmt: skip

    def test_a_child_has_one_row_a_school_year(self, fields):
        Schooling.objects.create(**fields)
        with refuse("schooling_once_a_year"):
            Schooling.objects.create(**fields | {"grade": 4})

    @pytest.mark.parametrize(
        ("level", "grade"),
        [
            ("preschool", 1), ("primary", 6), ("primary", None), ("primary", 0),
            ("lower_secondary", 5), ("lower_secondary", 10), ("upper_secondary", 9),
            ("university", 13),
        ],
    )  # fmt: skip
    def test_a_grade_belongs_to_its_level(self, fields, level, grade):
        with refuse("schooling_grade_of_its_level"):
            Schooling.objects.create(**fields | {"level": level, "grade": grade})

    @pytest.mark.parametrize(
        ("level", "grade"),
        [("preschool", None), ("primary", 1), ("lower_secondary", 9), ("upper_secondary", 12)],
    )
    def test_the_ends_of_a_level_belong_to_it(self, fields, level, grade):
        assert Schooling.objects.create(**fields | {"level": level, "grade": grade}).pk

    def test_who_left_did_not_complete(self, fields):
        with refuse("schooling_completed_or_left"):
            Schooling.objects.create(
                **fields, completed_level_on=date(2025, 5, 30), dropped_out_on=date(2025, 2, 1)
            )

    @pytest.mark.parametrize("field", ["completed_level_on", "dropped_out_on"])
    @pytest.mark.parametrize("day", [date(2026, 1, 1), date(2023, 12, 31)])
    def test_what_happened_in_a_school_year_lies_in_its_two_calendar_years(
        self, fields, field, day
    ):
        with refuse("schooling_dates_in_its_year"):
            Schooling.objects.create(**fields, **{field: day})

    def test_both_calendar_years_of_a_school_year_are_in_it(self, fields):
        Schooling.objects.create(**fields, dropped_out_on=date(2024, 9, 20))
        assert Schooling.objects.update(dropped_out_on=date(2025, 5, 2)) == 1
