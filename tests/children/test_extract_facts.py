"""The statements about dated facts: births, deaths, measurements, pupils and injuries."""

from datetime import date

import pytest

from mangnon.children.models import (
    Birth,
    Death,
    Injury,
    Measurement,
    Schooling,
)
from tests.children.extracting import DAY_BEFORE, key_of, only, rows


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
            "ethnicity": "unknown",
            "ethnic_group": "unknown",
            "area": "urban",
            "disability": "yes",
            "poverty": "poor",
            "special_circumstances": "no",
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
        assert len(rows("measurements", as_of=DAY_BEFORE)) == 1

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
