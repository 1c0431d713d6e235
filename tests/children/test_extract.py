"""Each statement of the snapshot, on children whose answers are known by hand."""

from datetime import date
from hashlib import sha256

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
from tests.children import extracting
from tests.children.extracting import AS_OF, KEY, rows

EIGHT = Vaccination.Antigen.values
YESTERDAY_OF_AS_OF = date(2025, 10, 30)
COLUMNS = {
    "children": "unit_code text, unit_valid_from date, child_key text, birth_date date, sex text,"
    " age_band text, ethnicity text, ethnic_group text, area text, disability text, poverty text,"
    " birth_registration text, is_fully_immunised boolean, is_special_circumstances boolean,"
    " is_supported boolean, attends_preschool boolean",
    "births": "unit_code text, unit_valid_from date, birth_key text, born_on date, sex text,"
    " ethnic_group text, area text",
    "deaths": "unit_code text, unit_valid_from date, child_key text, birth_date date,"
    " died_on date, sex text, ethnic_group text, area text, cause text",
    "measurements": "unit_code text, unit_valid_from date, child_key text, birth_date date,"
    " measured_on date, sex text, age_band text, ethnic_group text, area text, disability text,"
    " poverty text, is_weighed boolean, is_underweight boolean, is_height_measured boolean,"
    " is_stunted boolean, is_weight_for_height_known boolean, is_obese boolean",
    "pupils": "unit_code text, unit_valid_from date, child_key text, school_year integer,"
    " level text, grade integer, sex text, ethnic_group text, area text, disability text,"
    " is_enrolled_at_start boolean, has_completed_level boolean, has_dropped_out boolean",
    "injuries": "unit_code text, unit_valid_from date, injury_key text, child_key text,"
    " injured_on date, is_fatal boolean, cause text, sex text, age_band text, ethnic_group text,"
    " area text",
}


def key_of(record_id):
    return sha256(f"{KEY}{record_id}".encode()).hexdigest()[:32]


def only(name, **values):
    found = rows(name, **values)
    assert len(found) == 1
    return found[0]


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
        assert len(rows("children", as_of=YESTERDAY_OF_AS_OF)) == 1

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

    def vaccinate(self, child, antigens, given_on):
        Vaccination.objects.bulk_create(
            Vaccination(child=child, antigen=a, given_on=given_on) for a in antigens
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
        assert only("children", as_of=YESTERDAY_OF_AS_OF)["is_special_circumstances"]


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
        assert only("children", as_of=YESTERDAY_OF_AS_OF)["attends_preschool"]

    def test_a_pupil_of_grade_1_is_not_in_preschool(self, child):
        self.attend(child, level="primary", grade=1)
        assert not only("children")["attends_preschool"]


class TestBirthsAndDeaths:
    def test_a_birth_stays_where_it_was_reported(self, make_child, village, ward):
        child = make_child(date(2025, 3, 1), unit=ward)
        birth = Birth.objects.create(
            child=child, unit=village, born_on=date(2025, 3, 1), sex="male", ethnicity="01"
        )
        assert only("births") == {
            "unit_code": village.code,
            "unit_valid_from": date(1997, 1, 1),
            "birth_key": key_of(birth.pk),
            "born_on": date(2025, 3, 1),
            "sex": "male",
            "ethnic_group": "kinh",
            "area": "rural",
        }

    def test_a_birth_to_come_is_not_known_yet(self, ward):
        Birth.objects.create(unit=ward, born_on=date(2025, 11, 1))
        assert rows("births") == []

    def test_a_death_stays_where_it_was_reported(self, make_child, village):
        child = make_child(date(2025, 3, 1), sex="male", ethnicity="05")
        Death.objects.create(child=child, unit=village, died_on=date(2025, 3, 9), cause="newborn")
        assert only("deaths") == {
            "unit_code": village.code,
            "unit_valid_from": date(1997, 1, 1),
            "child_key": key_of(child.pk),
            "birth_date": date(2025, 3, 1),
            "died_on": date(2025, 3, 9),
            "sex": "male",
            "ethnic_group": "other",
            "area": "rural",
            "cause": "newborn",
        }

    def test_a_death_to_come_or_of_a_grown_person_is_no_child_s_death(self, make_child, ward):
        Death.objects.create(child=make_child(), unit=ward, died_on=date(2025, 11, 1))
        Death.objects.create(
            child=make_child(date(2009, 1, 1)), unit=ward, died_on=date(2025, 1, 1)
        )
        assert rows("deaths") == []


class TestMeasurements:
    def measured(self, child, day, **measures):
        return Measurement.objects.create(
            child=child, unit=child.unit, measured_on=day, weight_kg=12, height_cm=85, **measures
        )

    def test_the_last_valid_measurement_is_taken(self, make_child):
        child = make_child(date(2023, 1, 1), sex="female", disability="yes", poverty="poor")
        self.measured(child, date(2025, 6, 1), waz=-1, haz=-1, whz=-1)
        self.measured(child, date(2025, 9, 1), waz="-2.01", haz="-2.00", whz="3.01")
        self.measured(child, date(2025, 10, 1))  # every score was implausible
        assert only("measurements") == {
            "unit_code": child.unit.code,
            "unit_valid_from": date(1997, 1, 1),
            "child_key": key_of(child.pk),
            "birth_date": date(2023, 1, 1),
            "measured_on": date(2025, 9, 1),
            "sex": "female",
            "age_band": "1_to_4",
            "ethnic_group": "unknown",
            "area": "urban",
            "disability": "yes",
            "poverty": "poor",
            "is_weighed": True,
            "is_underweight": True,
            "is_height_measured": True,
            "is_stunted": False,
            "is_weight_for_height_known": True,
            "is_obese": True,
        }

    def test_a_score_that_is_missing_is_neither_counted_nor_bad(self, make_child):
        self.measured(make_child(date(2025, 1, 1)), date(2025, 9, 1), haz="-2.5")
        row = only("measurements")
        assert (row["is_weighed"], row["is_underweight"]) == (False, False)
        assert (row["is_height_measured"], row["is_stunted"]) == (True, True)
        assert (row["is_weight_for_height_known"], row["is_obese"]) == (False, False)
        assert row["age_band"] == "under_1"

    @pytest.mark.parametrize("day", [date(2025, 4, 30), date(2025, 11, 1)])
    def test_a_measurement_older_than_six_months_or_still_to_come_is_left_out(
        self, make_child, day
    ):
        self.measured(make_child(date(2023, 1, 1)), day, waz=0)
        assert rows("measurements") == []

    def test_a_measurement_of_just_under_six_months_ago_counts(self, make_child):
        self.measured(make_child(date(2023, 1, 1)), date(2025, 5, 1), waz=0)
        assert len(rows("measurements")) == 1

    def test_a_child_of_five_is_left_out(self, make_child):
        self.measured(make_child(date(2020, 10, 31)), date(2025, 9, 1), waz=0)
        assert rows("measurements") == []
        assert len(rows("measurements", as_of=YESTERDAY_OF_AS_OF)) == 1

    def test_a_dead_child_is_left_out(self, make_child):
        child = make_child(date(2023, 1, 1))
        self.measured(child, date(2025, 9, 1), waz=0)
        Death.objects.create(child=child, unit=child.unit, died_on=date(2025, 9, 9))
        assert rows("measurements") == []


class TestPupils:
    def enrol(self, child, **fields):
        return Schooling.objects.create(
            **{"child": child, "unit": child.unit, "school_year": 2025, "level": "primary"}
            | {"grade": 5, "is_enrolled_at_start": True}
            | fields
        )

    def test_a_pupil_is_extracted_once_a_school_year(self, make_child, village):
        child = make_child(date(2014, 1, 1), sex="male", ethnicity="01", disability="no")
        self.enrol(child, unit=village, completed_level_on=date(2025, 5, 30))
        self.enrol(child, school_year=2026, level="lower_secondary", grade=6)
        first, second = sorted(rows("pupils"), key=lambda row: row["school_year"])
        assert first == {
            "unit_code": village.code,
            "unit_valid_from": date(1997, 1, 1),
            "child_key": key_of(child.pk),
            "school_year": 2025,
            "level": "primary",
            "grade": 5,
            "sex": "male",
            "ethnic_group": "kinh",
            "area": "rural",
            "disability": "no",
            "is_enrolled_at_start": True,
            "has_completed_level": True,
            "has_dropped_out": False,
        }
        assert (second["school_year"], second["level"], second["grade"]) == (
            2026, "lower_secondary", 6,
        )  # fmt: skip
        assert second["unit_code"] == child.unit.code

    def test_completing_and_leaving_count_from_their_day(self, make_child):
        self.enrol(make_child(), completed_level_on=date(2025, 5, 30))
        self.enrol(make_child(), dropped_out_on=date(2025, 5, 30), is_enrolled_at_start=False)
        for day, expected in ((date(2025, 5, 29), 0), (date(2025, 5, 30), 1)):
            found = rows("pupils", as_of=day)
            assert sum(row["has_completed_level"] for row in found) == expected
            assert sum(row["has_dropped_out"] for row in found) == expected

    def test_a_school_year_is_known_from_its_first_of_september(self, make_child):
        self.enrol(make_child(), school_year=2026)
        assert rows("pupils", as_of=date(2025, 8, 31)) == []
        assert len(rows("pupils", as_of=date(2025, 9, 1))) == 1

    def test_a_school_year_that_ended_before_the_year_is_in_earlier_snapshots(self, make_child):
        self.enrol(make_child(), school_year=2024)
        assert rows("pupils") == []
        assert len(rows("pupils", as_of=date(2024, 12, 31))) == 1
        assert rows("pupils", as_of=date(2025, 1, 1)) == []

    def test_kindergarten_and_upper_secondary_are_not_in_the_table(self, make_child):
        self.enrol(make_child(), level="preschool", grade=None)
        self.enrol(make_child(), level="upper_secondary", grade=10)
        assert rows("pupils") == []


class TestInjuries:
    def test_an_injury_stays_where_it_was_reported(self, make_child, village):
        child = make_child(date(2018, 1, 1), sex="male", ethnicity="22")
        injury = Injury.objects.create(
            child=child, unit=village, injured_on=date(2025, 7, 1), cause="fall", is_fatal=False
        )
        assert only("injuries") == {
            "unit_code": village.code,
            "unit_valid_from": date(1997, 1, 1),
            "injury_key": key_of(injury.pk),
            "child_key": key_of(child.pk),
            "injured_on": date(2025, 7, 1),
            "is_fatal": False,
            "cause": "fall",
            "sex": "male",
            "age_band": "5_to_10",
            "ethnic_group": "other",
            "area": "rural",
        }

    def test_who_turned_16_since_is_in_the_oldest_band(self, make_child):
        child = make_child(date(2009, 8, 1))
        Injury.objects.create(
            child=child, unit=child.unit, injured_on=date(2025, 7, 31), is_fatal=False
        )
        assert only("injuries")["age_band"] == "11_to_15"

    @pytest.mark.parametrize("day", [date(2025, 8, 1), date(2025, 11, 1)])
    def test_an_injury_after_the_16th_birthday_or_still_to_come_is_left_out(self, make_child, day):
        child = make_child(date(2009, 8, 1))
        Injury.objects.create(child=child, unit=child.unit, injured_on=day, is_fatal=False)
        assert rows("injuries") == []
