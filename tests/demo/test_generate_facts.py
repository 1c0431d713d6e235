"""What the register knows of each child agrees with the child's life, and with the rates."""

import itertools
from collections import Counter, defaultdict
from datetime import date, timedelta

import numpy as np
import pytest

from mangnon.catalog import CATALOG
from mangnon.children.models import CircumstanceSpell
from mangnon.demo.province import generate
from mangnon.engine import growth
from mangnon.engine.vaccines import load_schedules
from tests.demo.conftest import TODAY, years_old


class TestVaccinations:
    def test_each_antigen_once_a_child_after_birth(self, found):
        seen = Counter((row["child_id"], row["antigen"]) for row in found["children_vaccination"])
        assert set(seen.values()) == {1}
        doses = {(row["antigen"], row["dose"]) for row in found["children_vaccination"]}
        assert doses == set(load_schedules(CATALOG)[0].full_doses.items())

    def test_a_newborn_has_no_measles_vaccination_yet(self, found):
        for row in found["children_vaccination"]:
            if row["antigen"] == "measles":
                assert row["given_on"] >= row["child"]["birth_date"] + timedelta(days=274)

    def test_some_courses_are_late(self, found):
        late = [
            row
            for row in found["children_vaccination"]
            if row["given_on"] > row["child"]["birth_date"] + timedelta(days=366)
        ]
        assert 0 < len(late) < 0.05 * len(found["children_vaccination"])


class TestMeasurements:
    def test_only_children_under_five_are_measured_about_twice_a_year(self, found):
        visits = Counter()
        for row in found["children_measurement"]:
            assert years_old(row["child"]["birth_date"], row["measured_on"]) < 5
            visits[row["child_id"], row["measured_on"].year] += 1
        assert max(visits.values()) <= 3
        assert Counter(visits.values()).most_common(1)[0][0] == 2

    def test_the_stored_scores_are_those_of_the_stored_measures(self, found):
        rows = found["children_measurement"]
        number = {True: growth.STANDING, False: growth.LYING, None: growth.POSITION_UNKNOWN}
        scores = growth.z_scores(
            [row["child"]["sex"] for row in rows],
            [(row["measured_on"] - row["child"]["birth_date"]).days for row in rows],
            [float(row["weight_kg"] or "nan") for row in rows],
            [float(row["height_cm"] or "nan") for row in rows],
            [number[row["is_standing"]] for row in rows],
        ).plausible()
        for index in growth.LIMITS:
            stored = [float("nan" if row[index] is None else row[index]) for row in rows]
            np.testing.assert_allclose(stored, getattr(scores, index), atol=0.0051)

    def test_scores_are_plausible_and_slips_of_the_pen_have_none(self, found):
        slips = 0
        for row in found["children_measurement"]:
            for index, (low, high) in growth.LIMITS.items():
                assert row[index] is None or low <= row[index] <= high
            if row["weight_kg"] is not None and row["weight_kg"] > 40:
                slips += 1
                assert row["waz"] is None
        assert slips > 0

    def test_some_measurements_lack_a_weight_or_a_height_but_none_both(self, found):
        rows = found["children_measurement"]
        assert any(row["weight_kg"] is None for row in rows)
        assert any(row["height_cm"] is None for row in rows)
        assert all(row["weight_kg"] or row["height_cm"] for row in rows)

    def test_a_child_keeps_its_own_curve(self, found):
        scores = defaultdict(list)
        for row in found["children_measurement"]:
            if row["haz"] is not None:
                scores[row["child_id"]].append(float(row["haz"]))
        steps = [abs(a - b) for z in scores.values() for a, b in itertools.pairwise(z)]
        assert np.median(steps) < 0.3


class TestSchooling:
    def test_a_child_starts_grade_1_in_the_year_of_turning_six(self, found):
        for row in found["children_schooling"]:
            if row["grade"] is not None and row["school_year"] == 2021:
                assert row["grade"] == 2020 - row["child"]["birth_date"].year - 5

    def test_a_school_year_has_the_levels_of_its_grades_and_a_school_of_the_commune(self, found):
        units = {place["id"]: place["unit"] for place in found["places_place"]}
        levels = {school["place_id"]: school["level"] for school in found["places_school"]}
        for row in found["children_schooling"]:
            if row["school_id"] is None:
                assert row["level"] == "upper_secondary"
                continue
            school = row["school_id"]
            assert (levels[school], units[school]) == (row["level"], row["unit"])

    def test_there_are_six_school_years_one_row_each_a_child(self, found):
        seen = Counter((r["child_id"], r["school_year"]) for r in found["children_schooling"])
        assert set(seen.values()) == {1}
        assert {year for _, year in seen} == set(range(2021, 2027))

    def test_only_last_grades_of_a_finished_year_are_completed(self, found):
        for row in found["children_schooling"]:
            if row["completed_level_on"]:
                assert row["school_year"] <= 2025
                assert row["grade"] in {5, 9}
                assert row["completed_level_on"] == date(row["school_year"], 5, 30)

    def test_who_left_is_not_back_and_who_failed_sits_the_grade_again(self):
        tables = generate(12_000, seed=3, today=TODAY).tables
        years = defaultdict(dict)
        for row in tables["children_schooling"].to_pylist():
            years[row["child_id"]][row["school_year"]] = row
        left = [y for y in years.values() if 2025 in y and y[2025]["dropped_out_on"]]
        failed = [
            y
            for y in years.values()
            if 2026 in y
            and 2025 in y
            and y[2025]["grade"] in {5, 9}
            and not y[2025]["completed_level_on"]
        ]
        assert left
        assert not [y for y in left if 2026 in y]
        assert failed
        assert all(y[2026]["grade"] == y[2025]["grade"] for y in failed)
        assert all(y[2026]["level"] == y[2025]["level"] for y in failed)


class TestSpecialCircumstances:
    def test_groups_are_the_law_s_and_the_disabled_are_disabled(self, found):
        for row in found["children_circumstancespell"]:
            assert row["group"] in CircumstanceSpell.Group.values
            if row["group"] == "d":
                assert row["child"]["disability"] == "yes"
            if row["group"] == "n":
                assert row["child"]["poverty"] in {"poor", "near_poor"}

    def test_some_spells_are_past_and_some_children_are_in_two_groups(self, found):
        spells = found["children_circumstancespell"]
        assert any(row["ended_on"] for row in spells)
        open_ones = Counter(row["child_id"] for row in spells if not row["ended_on"])
        assert set(open_ones.values()) == {1, 2}


class TestReported:
    def test_the_ten_leaves_without_a_register_are_reported_for_the_province(self, found):
        rows = [r for r in found["values_reportedvalue"] if r["year"] == 2025]
        of_province = {r["leaf"]: r for r in rows if r["unit"] == "70"}
        assert set(of_province) == {"2", "6", "9", "10", "12", "15", "20b", "22", "23", "24"}
        assert of_province["10"]["state"] == "no_data"
        assert of_province["6"]["state"] == "zero"
        assert all(r["source"] and r["method"] and r["organisation"] for r in rows)

    def test_police_and_health_tell_of_abuse_each_by_themselves(self, found):
        rows = [r for r in found["values_reportedvalue"] if (r["year"], r["leaf"]) == (2025, "9")]
        assert {r["series"]: r["value"] for r in rows} == {"police": 0.018, "health": 0.021}

    @pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
    def test_each_past_year_has_a_final_figure_of_every_leaf(self, found, year):
        rows = [r for r in found["values_reportedvalue"] if r["year"] == year]
        assert len(rows) == len({r["leaf"] for r in rows}) == 34
        assert {(r["unit"], r["basis"], r["state"]) for r in rows} == {("70", "final", "value")}
        assert {r["entered_at"].date() for r in rows} == {date(year, 12, 31)}
        assert all("mô phỏng" in r["source"] for r in rows)

    def test_districts_report_where_an_agency_has_it_and_average_to_the_province(self, found):
        rows = [r for r in found["values_reportedvalue"] if r["year"] == 2025]
        for leaf in ("22", "23", "24"):
            of_districts = [r["value"] for r in rows if r["leaf"] == leaf and r["unit"] != "70"]
            (of_province,) = (r["value"] for r in rows if r["leaf"] == leaf and r["unit"] == "70")
            assert len(of_districts) == 11
            assert np.mean(of_districts) == pytest.approx(of_province, abs=0.1)
            assert len(set(of_districts)) > 5

    def test_a_disaster_that_did_not_happen_is_not_applicable(self, found):
        states = Counter(
            (r["state"], r["value"])
            for r in found["values_reportedvalue"]
            if r["leaf"] == "12" and r["unit"] != "70"
        )
        assert states == {("value", 100.0): 7, ("not_applicable", None): 4}
