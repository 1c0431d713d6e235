"""Each statement of the snapshot, on children whose answers are known by hand."""

from datetime import date

import pytest

from mangnon.catalog import CATALOG
from mangnon.children.models import (
    CircumstanceSpell,
    Death,
    Schooling,
    Vaccination,
)
from mangnon.engine.vaccines import load_schedules
from mangnon.snapshots import registers
from tests.children import extracting
from tests.children.extracting import AS_OF, DAY_BEFORE, key_of, only, rows

# The eight diseases of measure 5, each with the dose that completes its course.
EIGHT = [
    ("tuberculosis", 1), ("hepatitis_b", 4), ("diphtheria", 3), ("pertussis", 3), ("tetanus", 3),
    ("polio", 4), ("hib", 3), ("measles", 1),
]  # fmt: skip
COLUMNS = {
    "children": "unit_code text, unit_valid_from date, child_key text, birth_date date, sex text,"
    " age_band text, ethnicity text, ethnic_group text, area text, disability text, poverty text,"
    " birth_registration text, is_fully_immunised boolean, is_special_circumstances boolean,"
    " special_circumstances text, is_supported boolean, attends_preschool boolean",
    "births": "unit_code text, unit_valid_from date, birth_key text, born_on date, sex text,"
    " ethnic_group text, area text",
    "deaths": "unit_code text, unit_valid_from date, child_key text, birth_date date,"
    " died_on date, sex text, ethnic_group text, area text, cause text",
    "measurements": "unit_code text, unit_valid_from date, child_key text, birth_date date,"
    " measured_on date, sex text, age_band text, ethnicity text, ethnic_group text, area text,"
    " disability text, poverty text, special_circumstances text, is_weighed boolean,"
    " is_underweight boolean, is_height_measured boolean, is_stunted boolean,"
    " is_weight_for_height_known boolean, is_obese boolean",
    "pupils": "unit_code text, unit_valid_from date, child_key text, school_year integer,"
    " level text, grade integer, sex text, ethnic_group text, area text, disability text,"
    " is_enrolled_at_start boolean, has_completed_level boolean, has_dropped_out boolean",
    "injuries": "unit_code text, unit_valid_from date, injury_key text, child_key text,"
    " injured_on date, is_fatal boolean, cause text, sex text, age_band text, ethnic_group text,"
    " area text",
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_has_the_agreed_columns_of_plain_types(name, province):
    columns, _ = extracting.run(name)
    assert ", ".join(f"{c} {t}" for c, t in columns.items()) == COLUMNS[name]


class TestChildren:
    def test_a_child_is_extracted_as_the_register_holds_it(self, make_child, village):
        child = make_child(
            date(2015, 3, 8), unit=village, sex="female", ethnicity="22", disability="no",
            poverty="near_poor", birth_registration="yes",
        )  # fmt: skip
        assert only("children") == {
            "unit_code": "25222",
            "unit_valid_from": date(1997, 1, 1),
            "child_key": key_of(child.pk),
            "birth_date": date(2015, 3, 8),
            "sex": "female",
            "age_band": "5_to_10",
            "ethnicity": "22",
            "ethnic_group": "other",
            "area": "rural",
            "disability": "no",
            "poverty": "near_poor",
            "birth_registration": "yes",
            "is_fully_immunised": False,
            "is_special_circumstances": False,
            "special_circumstances": "no",
            "is_supported": False,
            "attends_preschool": False,
        }

    def test_the_identifier_itself_is_nowhere_in_a_snapshot(self, make_child):
        child = make_child()
        assert str(child.pk) not in str(rows("children"))
        assert child.full_name not in str(rows("children"))

    def test_another_key_gives_another_pseudonym(self, make_child):
        make_child()
        assert only("children")["child_key"] != only("children", key="other")["child_key"]

    @pytest.mark.parametrize(
        ("birth_date", "band"),
        [
            (AS_OF, "under_1"),
            (date(2024, 11, 1), "under_1"),
            (date(2024, 10, 31), "1_to_4"),
            (date(2020, 11, 1), "1_to_4"),
            (date(2020, 10, 31), "5_to_10"),
            (date(2014, 11, 1), "5_to_10"),
            (date(2014, 10, 31), "11_to_15"),
            (date(2009, 11, 1), "11_to_15"),
        ],
    )
    def test_the_age_band_turns_on_the_birthday(self, make_child, birth_date, band):
        make_child(birth_date)
        assert only("children")["age_band"] == band

    @pytest.mark.parametrize("birth_date", [date(2009, 10, 31), date(2025, 11, 1)])
    def test_who_is_16_or_not_born_is_no_child(self, make_child, birth_date):
        make_child(birth_date)
        assert rows("children") == []

    def test_a_death_counts_from_its_day_and_not_before(self, make_child):
        child = make_child()
        Death.objects.create(child=child, unit=child.unit, died_on=AS_OF)
        assert rows("children") == []
        assert len(rows("children", as_of=DAY_BEFORE)) == 1

    @pytest.mark.parametrize(
        ("code", "group"),
        [("01", "kinh"), ("20", "other"), ("foreign", "other"), ("unknown", "unknown")],
    )
    def test_ethnicities_fall_in_three_groups(self, make_child, code, group):
        make_child(ethnicity=code)
        assert only("children")["ethnic_group"] == group

    def test_wards_and_townships_are_urban_and_villages_rural(
        self, make_child, ward, township, village
    ):
        for unit in (ward, township, village):
            make_child(unit=unit)
        areas = {row["unit_code"]: row["area"] for row in rows("children")}
        assert areas == {ward.code: "urban", township.code: "urban", village.code: "rural"}

    def test_rows_come_by_unit_and_then_by_key(self, make_child, ward, village):
        for unit in (village, ward, village, ward):
            make_child(unit=unit)
        order = [(row["unit_code"], row["child_key"]) for row in rows("children")]
        assert order == sorted(order)


class TestImmunisation:
    @pytest.fixture
    def child(self, make_child):
        return make_child(date(2024, 6, 1))

    def vaccinate(self, child, doses, given_on):
        Vaccination.objects.bulk_create(
            Vaccination(child=child, antigen=antigen, dose=dose, given_on=given_on)
            for antigen, dose in doses
        )

    def test_all_eight_antigens_by_the_first_birthday_are_full(self, child):
        self.vaccinate(child, EIGHT[1:], date(2024, 12, 1))
        self.vaccinate(child, EIGHT[:1], date(2025, 6, 1))
        assert only("children")["is_fully_immunised"]

    def test_seven_antigens_are_not_full(self, child):
        self.vaccinate(child, EIGHT[1:], date(2024, 12, 1))
        assert not only("children")["is_fully_immunised"]

    def test_an_antigen_completed_after_the_first_birthday_is_too_late(self, child):
        self.vaccinate(child, EIGHT[1:], date(2024, 12, 1))
        self.vaccinate(child, EIGHT[:1], date(2025, 6, 2))
        assert not only("children")["is_fully_immunised"]

    def test_a_dose_that_does_not_complete_the_course_is_not_full(self, child):
        self.vaccinate(child, EIGHT[:-3], date(2024, 12, 1))
        self.vaccinate(child, [("polio", 3), *EIGHT[-2:]], date(2024, 12, 1))
        assert not only("children")["is_fully_immunised"]

    def test_a_vaccine_that_is_none_of_the_eight_changes_nothing(self, child):
        self.vaccinate(child, [*EIGHT, ("rubella", 1), ("measles", 2)], date(2025, 5, 1))
        assert only("children")["is_fully_immunised"]

    def test_each_child_is_held_to_the_schedule_of_its_birth(self, child, make_child, monkeypatch):
        """From 1 June 2024 the schedule of the test asks for hepatitis B alone."""
        first = load_schedules(CATALOG)[0]
        course = next(c for c in first.courses if c.antigen == "hepatitis_b")
        second = first.model_copy(update={"valid_from": date(2024, 6, 1), "courses": (course,)})
        monkeypatch.setattr(registers, "load_schedules", lambda _folder: (first, second))
        older = make_child(date(2024, 5, 31))
        for born in (child, older):
            self.vaccinate(born, [("hepatitis_b", 4)], date(2024, 12, 1))
        found = {row["birth_date"]: row["is_fully_immunised"] for row in rows("children")}
        assert found == {date(2024, 6, 1): True, date(2024, 5, 31): False}

    def test_a_vaccination_after_the_as_of_date_is_not_known_yet(self, child):
        self.vaccinate(child, EIGHT, date(2025, 3, 1))
        assert not only("children", as_of=date(2025, 2, 28))["is_fully_immunised"]
        assert only("children", as_of=date(2025, 3, 1))["is_fully_immunised"]


class TestSpecialCircumstances:
    def spell(self, child, **fields):
        CircumstanceSpell.objects.create(
            **{"child": child, "group": "a", "began_on": date(2025, 1, 1)} | fields
        )

    def test_an_open_spell_counts_and_support_counts_with_it(self, make_child):
        child = make_child()
        self.spell(child, is_supported="yes")
        row = only("children")
        assert (row["is_special_circumstances"], row["is_supported"]) == (True, True)

    @pytest.mark.parametrize("answer", ["no", "unknown"])
    def test_only_a_yes_is_support(self, make_child, answer):
        self.spell(make_child(), is_supported=answer)
        row = only("children")
        assert (row["is_special_circumstances"], row["is_supported"]) == (True, False)

    def test_a_child_in_two_groups_is_one_child_supported_by_either(self, make_child):
        child = make_child()
        self.spell(child, is_supported="no")
        self.spell(child, group="d", is_supported="yes")
        assert only("children")["is_supported"]

    def test_a_spell_that_has_ended_or_not_begun_does_not_count(self, make_child):
        child = make_child()
        self.spell(child, ended_on=AS_OF, is_supported="yes")
        self.spell(child, group="b", began_on=date(2025, 11, 1))
        assert not only("children")["is_special_circumstances"]
        assert only("children", as_of=DAY_BEFORE)["is_special_circumstances"]


class TestPreschool:
    @pytest.fixture
    def child(self, make_child):
        return make_child(date(2020, 4, 1))

    def attend(self, child, year=2026, **fields):
        Schooling.objects.create(
            **{"child": child, "unit": child.unit, "school_year": year, "level": "preschool"}
            | {"is_enrolled_at_start": True}
            | fields
        )

    def test_a_child_in_kindergarten_this_school_year_attends(self, child):
        self.attend(child)
        assert only("children")["attends_preschool"]

    def test_last_school_year_counts_until_august(self, child):
        self.attend(child, 2025)
        assert only("children", as_of=date(2025, 8, 31))["attends_preschool"]
        assert not only("children", as_of=date(2025, 9, 1))["attends_preschool"]

    def test_who_has_left_attends_no_more(self, child):
        self.attend(child, dropped_out_on=AS_OF)
        assert not only("children")["attends_preschool"]
        assert only("children", as_of=DAY_BEFORE)["attends_preschool"]

    def test_a_pupil_of_grade_1_is_not_in_preschool(self, child):
        self.attend(child, level="primary", grade=1)
        assert not only("children")["attends_preschool"]
