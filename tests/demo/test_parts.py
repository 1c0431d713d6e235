"""The parts of the province, each on its own: territory, names, deaths, growing, schooling."""

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from mangnon.catalog import CATALOG
from mangnon.demo.circumstances import GROUPS, NOT_ENDED, make_spells
from mangnon.demo.deaths import NEVER
from mangnon.demo.draw import catalog_rows, day_number
from mangnon.demo.growing import measure
from mangnon.demo.health import DUE_AT, injure, vaccinate
from mangnon.demo.moves import move_families
from mangnon.demo.naming import give_names
from mangnon.demo.people import make_people
from mangnon.demo.province import catalog_units
from mangnon.demo.rates import RATES
from mangnon.demo.records import assess_communes, report_values
from mangnon.demo.schooling import send_to_school
from mangnon.demo.schools import LEVELS, make_schools
from mangnon.demo.territory import KINH, make_territory
from tests.demo.conftest import TODAY

SEED = 5
DRAWS = {"seed": SEED, "today": TODAY, "rates": RATES}


@pytest.fixture(scope="module")
def territory():
    return make_territory(catalog_units(), SEED)


@pytest.fixture(scope="module")
def people(territory):
    return make_people(6000, territory, **DRAWS)


@pytest.fixture(scope="module")
def moves(people, territory):
    return move_families(people, territory, **DRAWS)


class TestCatalogueData:
    def test_the_districts_are_the_eleven_of_the_plan(self):
        districts = {unit.code for unit in catalog_units() if unit.level == "district"}
        assert {row["code"] for row in catalog_rows("districts.csv")} == districts

    def test_every_group_of_the_mix_has_a_name_and_a_style_of_names(self):
        groups = {row["code"]: row["names_of"] for row in catalog_rows("ethnicities.csv")}
        styles = {row["names_of"] for row in catalog_rows("names.csv")}
        header = (CATALOG / "names" / "districts.csv").read_text().splitlines()[0].split(",")
        assert set(header) - {"code", "weight", "certainty"} == set(groups) - {KINH}
        assert set(groups.values()) == styles

    def test_shares_of_a_district_leave_room_for_the_kinh(self):
        for row in catalog_rows("districts.csv"):
            shares = [float(v) for k, v in row.items() if k.isdigit()]
            assert min(shares) >= 0
            assert 2 < sum(shares) < 60

    def test_every_reported_row_says_where_it_comes_from_and_that_it_is_invented(self):
        for row in catalog_rows("reported.csv"):
            assert row["method"]
            assert "mô phỏng" in row["source"] or row["state"] == "no_data"

    def test_the_fourteen_groups_make_a_whole(self):
        assert len(GROUPS) == 14
        assert sum(GROUPS.values()) == pytest.approx(1)


class TestTerritory:
    def test_shares_of_people_and_of_groups_sum_to_one(self, territory):
        assert territory.population.sum() == pytest.approx(1)
        np.testing.assert_allclose(territory.mix.sum(axis=1), 1)
        assert (territory.population > 0).all()
        assert (territory.hardship > 0).all()

    def test_districts_have_their_weight_of_children(self, territory):
        weights = {row["code"]: float(row["weight"]) for row in catalog_rows("districts.csv")}
        for code, weight in weights.items():
            inside = np.array([unit.parent_code == code for unit in territory.communes])
            share = weight / sum(weights.values())
            assert territory.population[inside].sum() == pytest.approx(share)

    def test_wards_and_townships_are_urban(self, territory):
        types = [unit.type for unit in territory.communes]
        assert territory.is_urban.tolist() == [kind != "Xã" for kind in types]
        assert Counter(types) == {"Xã": 86, "Phường": 20, "Thị trấn": 5}

    def test_life_is_harder_where_minorities_live(self, territory):
        assert np.corrcoef(territory.hardship, territory.mix[:, 0])[0, 1] < -0.3


def named(codes, sexes, family=0.5, seed=1):
    draws = np.full(len(codes), family)
    return give_names(
        np.random.default_rng(seed), np.array(codes, dtype=object), np.array(sexes), draws
    ).tolist()


class TestNames:
    def test_each_group_and_sex_has_its_names(self):
        codes = ["01", "22", "22", "20", "05", "07", "02", "99", "unknown"]
        sexes = ["male", "male", "female"] + ["female"] * 4 + ["male", "unknown"]
        assert all(named(codes, sexes))
        assert len(named(codes, sexes)) == 9

    def test_names_repeat_for_a_seed(self):
        one, same, other = (named(["01"] * 20, ["male"] * 20, seed=seed) for seed in (1, 1, 2))
        assert one == same != other

    def test_nobody_needs_no_name(self):
        assert named([], []) == []

    def test_one_draw_is_one_family_name_and_nguyen_the_most_usual(self):
        assert {name.split()[0] for name in named(["01"] * 50, ["female"] * 50, 0.2)} == {"Nguyễn"}
        draws = np.random.default_rng(1).random(2000)
        codes, sexes = np.array(["01"] * 2000, dtype=object), np.array(["female"] * 2000)
        names = give_names(np.random.default_rng(2), codes, sexes, draws)
        families = Counter(name.split()[0] for name in names)
        assert families.most_common(1)[0][0] == "Nguyễn"
        assert 0.25 < families["Nguyễn"] / 2000 < 0.45


class TestPeople:
    def test_the_children_come_first_then_the_grown_then_the_dead(self, people):
        assert people.children_on(TODAY)[:6000].all()
        assert not people.children_on(TODAY)[6000:].any()
        grown = people.living[6000:]
        assert grown.any()
        assert (np.diff(grown.astype(int)) <= 0).all()

    def test_newborn_deaths_are_of_newborns(self, people):
        age = people.died - people.birth
        newborn = people.cause == "newborn"
        assert newborn.any()
        assert (age[newborn] < 28).all()
        assert (age[people.died != NEVER] >= 0).all()

    def test_without_deaths_this_year_there_are_only_those_of_the_past_years(self, territory):
        nobody = replace(
            RATES, newborn_deaths=0, infant_deaths=0, deaths_under_5=0, other_deaths_a_year=0,
            fatally_injured=0,
        )  # fmt: skip
        people = make_people(5000, territory, seed=1, today=TODAY, rates=nobody)
        died = people.died[~people.living]
        assert len(died)
        assert died.max() < day_number(date(2025, 1, 1))

    def test_ages_are_told_by_birthdays(self, people):
        young = people.aged(TODAY, 0, 1)
        assert people.birth[young].min() > day_number(date(2024, 10, 31))
        assert people.aged(TODAY, 0, 16).sum() >= 6000
        assert people.aged(TODAY, 16, 20)[people.living].sum() == (people.living.sum() - 6000)

    def test_rates_are_kept_to_the_child(self, people):
        alive = people.children_on(TODAY)
        assert (people.poverty[alive] == "poor").sum() == pytest.approx(0.026 * 6000, abs=5)
        assert (people.disability[alive] == "yes").sum() == 84
        assert (people.sex[alive] == "unknown").sum() == 6


class TestHealth:
    def test_all_are_immunised_in_time_when_the_rate_says_so(self, people):
        given = vaccinate(people, seed=1, today=TODAY, rates=replace(RATES, fully_immunised=1.0))
        age = (given.given_on - people.birth[given.who])[
            people.birth[given.who] >= day_number(date(2024, 1, 1))
        ]
        assert age.max() <= 360
        births = people.birth >= day_number(date(2024, 1, 1))
        older = people.living & births & (people.birth < day_number(TODAY) - 365)
        courses = Counter(given.who.tolist())
        assert older.any()
        assert {courses[child] for child in np.flatnonzero(older).tolist()} == {len(DUE_AT)}

    def test_nobody_has_a_course_when_born_today(self, territory):
        people = make_people(50, territory, **DRAWS)
        people.birth[:] = day_number(TODAY)
        assert len(vaccinate(people, **DRAWS).who) == 0

    @pytest.mark.parametrize("share", [0.05, 0.2, 0.4])
    def test_stunting_follows_its_rate(self, people, territory, moves, share):
        rates = replace(RATES, stunted=share, typing_slips=0.0)
        taken = measure(people, territory, moves, seed=1, today=TODAY, rates=rates)
        latest = {}
        for who, haz in zip(taken.who, taken.scores.haz, strict=True):
            if not np.isnan(haz):
                latest[int(who)] = haz
        young = [z for who, z in latest.items() if people.aged(TODAY, 0, 5)[who]]
        assert np.mean(np.array(young) < -2) == pytest.approx(share, abs=0.03)

    def test_only_children_who_can_walk_are_injured_and_those_killed_were_alive(self, people):
        hurt = injure(people, **DRAWS)
        alive = hurt.who[~hurt.is_fatal]
        assert people.living[alive].all()
        assert (hurt.injured_on[~hurt.is_fatal] - people.birth[alive]).min() > 200
        killed = hurt.who[hurt.is_fatal]
        assert (people.died[killed] == hurt.injured_on[hurt.is_fatal]).all()


class TestSchooling:
    def test_the_number_of_schools_does_not_depend_on_the_number_of_children(self, territory):
        schools = make_schools(territory, seed=1, rates=RATES)
        assert len(schools.name) == pytest.approx(450, abs=5)
        assert set(np.array(LEVELS)[schools.level]) == set(LEVELS)

    def test_a_commune_s_second_school_of_a_kind_has_a_number(self, territory):
        schools = make_schools(territory, seed=1, rates=RATES)
        assert any(name.endswith(" 2") for name in schools.name)
        pairs = list(zip(schools.commune.tolist(), schools.name, strict=True))
        assert len(pairs) == len(set(pairs))

    def test_five_year_olds_go_to_kindergarten_by_year_of_birth(self, people, territory, moves):
        schools = make_schools(territory, seed=1, rates=RATES)
        pupils = send_to_school(people, schools, moves, **DRAWS)
        born = people.birth.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
        cohort = np.flatnonzero(people.living & (born == 2020))
        now = (pupils.school_year == 2026) & (pupils.level == 0)
        assert np.isin(cohort, pupils.who[now]).mean() == pytest.approx(0.993, abs=0.003)

    def test_before_the_school_year_ends_nobody_has_completed_it(self, people, territory, moves):
        schools = make_schools(territory, seed=1, rates=RATES)
        early = date(2025, 5, 1)
        pupils = send_to_school(people, schools, moves, seed=1, today=early, rates=RATES)
        this_year = pupils.school_year == 2025
        assert this_year.any()
        assert not pupils.completed_on[this_year].any()
        assert pupils.completed_on[~this_year].any()


class TestRecords:
    def test_every_child_in_special_circumstances_is_counted_once(self, people):
        spells = make_spells(people, **DRAWS)
        open_ones = spells.ended_on == NOT_ENDED
        assert len(set(spells.who[open_ones].tolist())) == round(0.0101 * 6000)
        assert people.living[spells.who[open_ones]].all()
        assert (spells.began_on >= people.birth[spells.who]).all()

    def test_communes_keep_what_they_had_and_some_are_new(self, territory):
        found = assess_communes(territory, **DRAWS)
        before, now = (
            {
                int(c)
                for c, y, a in zip(found.commune, found.year, found.is_child_friendly, strict=True)
                if y == year and a == "yes"
            }
            for year in (2024, 2025)
        )
        assert (len(before), len(now)) == (80, 84)
        assert before < now

    def test_an_assessment_is_never_of_a_day_to_come(self, territory):
        early = date(2025, 2, 1)
        found = assess_communes(territory, seed=1, today=early, rates=RATES)
        assert found.assessed_on.max() == day_number(early)

    def test_a_province_without_districts_reports_for_itself_alone(self):
        units = catalog_units(date(2025, 7, 1))
        reported = report_values(units, seed=1, today=TODAY)
        assert {row.unit_code for row in reported} == {"75"}
