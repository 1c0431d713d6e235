"""The same seed gives the same province, and no child's record contradicts itself."""

import itertools
from collections import Counter, defaultdict
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mangnon.children.models import CircumstanceSpell, Death, Injury, Vaccination
from mangnon.children.register import name_key
from mangnon.demo.province import catalog_units, generate
from mangnon.demo.territory import DemoUnit
from mangnon.engine import growth
from tests.demo.conftest import CHILDREN, TODAY


def as_bytes(tables):
    """Return every table as the bytes of an Arrow stream."""
    found = {}
    for name, table in tables.items():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        found[name] = sink.getvalue().to_pybytes()
    return found


def _first_residences(found):
    return [
        r for r in found["children_residencespell"] if r["began_on"] == r["child"]["birth_date"]
    ]


def years_old(birth, day):
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


class TestSeed:
    def test_the_same_seed_gives_the_same_bytes(self):
        one, two = (generate(300, seed=7, today=TODAY).tables for _ in range(2))
        assert as_bytes(one) == as_bytes(two)

    def test_another_seed_gives_other_children_in_every_table(self):
        one = as_bytes(generate(3000, seed=7, today=TODAY).tables)
        two = as_bytes(generate(3000, seed=8, today=TODAY).tables)
        assert [name for name in one if one[name] == two[name]] == []

    def test_the_order_of_the_units_does_not_matter(self):
        units = catalog_units()
        one = generate(50, seed=7, today=TODAY, units=units).tables
        two = generate(50, seed=7, today=TODAY, units=units[::-1]).tables
        assert as_bytes(one) == as_bytes(two)


class TestSize:
    def test_as_many_living_children_under_16_as_asked_for(self, found):
        dead = {row["child_id"] for row in found["children_death"]}
        living = [c for c in found["children_child"] if c["id"] not in dead]
        ages = [years_old(c["birth_date"], TODAY) for c in living]
        assert sum(age < 16 for age in ages) == CHILDREN
        # Who was under 16 at the end of 2021 is in the register still.
        assert set(ages) == set(range(20))

    @pytest.mark.parametrize("count", [0, 1, 2, 17])
    def test_a_few_children_or_none_make_a_province_too(self, count):
        tables = generate(count, seed=1, today=TODAY).tables
        births = tables["children_child"]["birth_date"].to_pylist()
        dead = tables["children_death"].num_rows
        assert sum(years_old(birth, TODAY) < 16 for birth in births) - dead == count
        assert tables["places_school"].num_rows > 400
        assert tables["places_communeassessment"].num_rows == 5 * 111

    def test_less_than_no_children_is_refused(self):
        with pytest.raises(ValueError, match="negative"):
            generate(-1, seed=1, today=TODAY)

    def test_a_province_without_communes_is_refused(self):
        with pytest.raises(ValueError, match="at least one commune"):
            generate(1, seed=1, today=TODAY, units=[])

    def test_units_that_the_catalogue_knows_nothing_of_will_do(self):
        units = [
            DemoUnit("1", "province", "Tỉnh", "Thử", ""),
            DemoUnit("2", "commune", "Xã", "Một", "1"),
            DemoUnit("3", "commune", "Phường", "Hai", "1"),
        ]
        tables = generate(40, seed=1, today=TODAY, units=units).tables
        assert set(tables["children_child"]["unit"].to_pylist()) == {"2", "3"}
        assert set(tables["children_child"]["ethnicity"].to_pylist()) <= {"01", "unknown"}

    def test_the_progress_is_told_from_the_first_step_to_the_last(self):
        told = []
        generate(10, seed=1, today=TODAY, progress=lambda *step: told.append(step))
        assert [done for _, done, _ in told] == list(range(8))
        assert {total for *_, total in told} == {7}
        assert next(name for name, *_ in told) == "territory"
        assert told[-1] == ("", 7, 7)


class TestUnits:
    def test_the_catalogue_has_11_districts_and_111_communes_until_june_2025(self):
        levels = Counter(unit.level for unit in catalog_units())
        assert levels == {"province": 1, "district": 11, "commune": 111}

    def test_and_40_communes_without_districts_from_july(self):
        levels = Counter(unit.level for unit in catalog_units(date(2025, 7, 1)))
        assert levels == {"province": 1, "commune": 40}

    def test_every_fact_is_of_a_commune_that_exists(self, found):
        communes = {unit.code for unit in catalog_units() if unit.level == "commune"}
        for name, rows in found.items():
            if name != "values_reportedvalue":
                assert {row["unit"] for row in rows if "unit" in row} <= communes, name

    def test_every_commune_has_children_a_kindergarten_and_schools(self, found):
        communes = {unit.code for unit in catalog_units() if unit.level == "commune"}
        assert {child["unit"] for child in found["children_child"]} == communes
        levels = defaultdict(set)
        for school in found["places_school"]:
            levels[school["unit"]].add(school["level"])
        for code in communes:
            assert levels[code] >= {"preschool", "primary", "lower_secondary"}

    def test_wards_are_larger_than_villages_on_average(self, found):
        kinds = {unit.code: unit.type for unit in catalog_units()}
        sizes = defaultdict(list)
        for code, count in Counter(c["unit"] for c in found["children_child"]).items():
            sizes[kinds[code]].append(count)
        assert np.mean(sizes["Phường"]) > np.mean(sizes["Xã"])

    def test_minorities_live_rather_in_bu_dang_and_bu_gia_map_than_in_dong_xoai(self, found):
        district = {unit.code: unit.parent_code for unit in catalog_units()}
        shares = defaultdict(list)
        for child in found["children_child"]:
            shares[district[child["unit"]]].append(child["ethnicity"] not in {"01", "unknown"})
        for code in ("691", "692", "696"):
            assert np.mean(shares[code]) > 4 * np.mean(shares["689"])


class TestIdentity:
    def test_no_two_rows_share_an_identifier(self, found):
        for name, rows in found.items():
            ids = [row["id"] for row in rows if "id" in row]
            assert len(ids) == len(set(ids)), name

    def test_identifiers_are_uuids_of_version_8_in_rising_order(self, found):
        ids = [child["id"] for child in found["children_child"]]
        assert {(i[6] >> 4, i[8] >> 6) for i in ids} == {(8, 2)}
        assert ids == sorted(ids)

    def test_every_child_has_a_name_and_its_sort_key(self, found):
        for child in found["children_child"][:500]:
            assert child["full_name"] == " ".join(child["full_name"].split())
            assert child["name_key"] == name_key(child["full_name"])

    def test_s_tieng_boys_are_dieu_and_girls_thi(self, found):
        first = defaultdict(Counter)
        for child in found["children_child"]:
            if child["ethnicity"] == "22" and " " in child["full_name"]:
                first[child["sex"]][child["full_name"].split()[0]] += 1
        for sex, name in (("male", "Điểu"), ("female", "Thị")):
            assert first[sex][name] > 0.95 * first[sex].total()  # some were typed without care

    def test_some_names_have_an_apostrophe_and_some_only_one_word(self, found):
        names = {child["full_name"] for child in found["children_child"]}
        assert any("'" in name for name in names)
        assert any(" " not in name for name in names)
        assert "Nguyễn" in {name.split()[0] for name in names}

    def test_codes_are_those_of_the_register(self, found):
        columns = {
            "sex": {"male", "female", "unknown"},
            "disability": {"yes", "no", "unknown"},
            "birth_registration": {"yes", "no", "unknown"},
            "poverty": {"poor", "near_poor", "not_poor", "unknown"},
        }
        for column, codes in columns.items():
            assert {child[column] for child in found["children_child"]} == codes

    def test_poverty_is_deeper_among_minorities(self, found):
        poor = defaultdict(list)
        for child in found["children_child"]:
            poor[child["ethnicity"] == "01"].append(child["poverty"] == "poor")
        assert np.mean(poor[False]) > 1.5 * np.mean(poor[True])


class TestLives:
    def test_nothing_happens_before_birth_after_death_or_after_today(self, found):
        died = {row["child_id"]: row["died_on"] for row in found["children_death"]}
        days = {
            "children_birth": ("born_on",),
            "children_death": ("died_on",),
            "children_vaccination": ("given_on",),
            "children_measurement": ("measured_on",),
            "children_injury": ("injured_on",),
            "children_circumstancespell": ("began_on", "ended_on"),
            "children_schooling": ("completed_level_on", "dropped_out_on"),
        }
        for name, columns in days.items():
            for row in found[name]:
                last = min(died.get(row["child_id"], TODAY), TODAY)
                for column in columns:
                    if row[column] is not None:
                        assert row["child"]["birth_date"] <= row[column] <= last, (name, row)

    def test_every_birth_of_the_known_years_is_reported_once(self, found, second_records):
        born = {c["id"] for c in found["children_child"] if c["birth_date"] >= date(2021, 1, 1)}
        born -= second_records.keys()
        reported = [row["child_id"] for row in found["children_birth"]]
        assert len(reported) == len(set(reported))
        assert set(reported) == born
        born_in = {r["child_id"]: r["unit"] for r in _first_residences(found)}
        for row in found["children_birth"]:
            child = row["child"]
            assert (row["born_on"], row["sex"], row["ethnicity"], row["unit"]) == (
                child["birth_date"], child["sex"], child["ethnicity"], born_in[child["id"]],
            )  # fmt: skip

    def test_a_year_brings_about_six_births_a_hundred_children(self, found):
        births = [row for row in found["children_birth"] if row["born_on"].year == 2024]
        assert 0.05 * CHILDREN < len(births) < 0.07 * CHILDREN

    def test_a_child_dies_once_before_16_of_a_known_cause(self, found):
        deaths = found["children_death"]
        assert len({row["child_id"] for row in deaths}) == len(deaths)
        for row in deaths:
            assert years_old(row["child"]["birth_date"], row["died_on"]) < 16
            assert row["died_on"] >= date(2021, 1, 1)
            assert row["cause"] in Death.Cause.values

    def test_fatal_injuries_are_the_deaths_by_injury(self):
        tables = generate(12_000, seed=3, today=TODAY).tables
        fatal = {
            (row["child_id"], row["injured_on"])
            for row in tables["children_injury"].to_pylist()
            if row["is_fatal"]
        }
        killed = {
            (row["child_id"], row["died_on"])
            for row in tables["children_death"].to_pylist()
            if row["cause"] == "injury"
        }
        assert fatal == killed != set()

    def test_some_children_are_injured_twice(self, found):
        injured = Counter(row["child_id"] for row in found["children_injury"])
        assert set(injured.values()) == {1, 2}
        assert {row["cause"] for row in found["children_injury"]} <= set(Injury.Cause.values)


class TestVaccinations:
    def test_each_antigen_once_a_child_after_birth(self, found):
        seen = Counter((row["child_id"], row["antigen"]) for row in found["children_vaccination"])
        assert set(seen.values()) == {1}
        assert {antigen for _, antigen in seen} == set(Vaccination.Antigen.values)

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
        schools = {school["id"]: school for school in found["places_school"]}
        for row in found["children_schooling"]:
            if row["school_id"] is None:
                assert row["level"] == "upper_secondary"
                continue
            school = schools[row["school_id"]]
            assert (school["level"], school["unit"]) == (row["level"], row["unit"])

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
    def test_the_eleven_leaves_without_a_register_are_reported_for_the_province(self, found):
        rows = [r for r in found["values_reportedvalue"] if r["year"] == 2025]
        of_province = {r["leaf"]: r for r in rows if r["unit"] == "70"}
        assert set(of_province) == {"2", "6", "9", "10", "12", "13", "15", "20b", "22", "23", "24"}
        assert of_province["10"]["state"] == "no_data"
        assert of_province["6"]["state"] == "zero"
        assert all(r["source"] and r["method"] and r["organisation"] for r in rows)

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


@settings(max_examples=25, deadline=None)
@given(
    count=st.integers(0, 400),
    seed=st.integers(0, 2**31),
    today=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
)
def test_any_size_seed_and_day_make_a_province_that_holds_together(count, seed, today):
    tables = generate(count, seed=seed, today=today).tables
    dead = dict(
        zip(
            tables["children_death"]["child_id"].to_pylist(),
            tables["children_death"]["died_on"].to_pylist(),
            strict=True,
        )
    )
    children = {row["id"]: row for row in tables["children_child"].to_pylist()}
    ages = {i: years_old(child["birth_date"], dead.get(i, today)) for i, child in children.items()}
    assert sum(age < 16 and i not in dead for i, age in ages.items()) == count
    assert all(ages[identifier] < 16 for identifier in dead)
    assert set(ages.values()) <= set(range(21))
    for name in ("children_measurement", "children_vaccination", "children_injury"):
        (column,) = {"measured_on", "given_on", "injured_on"} & set(tables[name].column_names)
        for row in tables[name].to_pylist():
            child = children[row["child_id"]]
            assert child["birth_date"] <= row[column] <= dead.get(row["child_id"], today)
    last = today.year + (today.month >= 9)
    school_years = set(tables["children_schooling"]["school_year"].to_pylist())
    assert school_years <= set(range(today.year - 4, last + 1))
