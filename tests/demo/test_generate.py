"""The same seed gives the same province, and no child's record contradicts itself."""

from collections import Counter, defaultdict
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mangnon.children.models import Death, Injury
from mangnon.children.register import name_key
from mangnon.demo.province import catalog_units, generate
from mangnon.demo.territory import DemoUnit
from tests.demo.conftest import CHILDREN, TODAY, years_old


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
        units = {place["id"]: place["unit"] for place in found["places_place"]}
        levels = defaultdict(set)
        for school in found["places_school"]:
            levels[units[school["place_id"]]].add(school["level"])
        for code in communes:
            assert levels[code] >= {"preschool", "primary", "lower_secondary"}

    def test_every_commune_has_a_health_station_and_a_play_point_where_one_was_found(self, found):
        kinds = Counter((place["unit"], place["kind"]) for place in found["places_place"])
        for row in found["places_communeassessment"]:
            assert kinds[row["unit"], "health_station"] == 1
            if row["year"] == 2025:
                assert kinds[row["unit"], "play_point"] == (row["has_play_point"] == "yes")

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
