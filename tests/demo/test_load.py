"""Loading: all tables or none, never among real records; and what the province then shows."""

from collections import Counter
from datetime import date

import pyarrow as pa
import pytest
from adbc_driver_postgresql import dbapi
from django.db import connection

from mangnon.catalog import CATALOG
from mangnon.children.models import Child, Measurement, Schooling, Vaccination
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.units.loading import load_catalog_units, local_administrator
from mangnon.core.units.province import results_province
from mangnon.demo.history import look_back
from mangnon.demo.load import load
from mangnon.demo.province import generate
from mangnon.demo.years import figures_of
from mangnon.engine.load import load_catalog
from mangnon.indicators.models import Result
from mangnon.places.models import CommuneAssessment, School
from mangnon.values.models import ReportedValue
from tests.children.extracting import rows
from tests.demo.conftest import CHILDREN, TODAY
from tests.keys import keys_and_indexes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def units():
    load_catalog_units(CATALOG / "units")


def empty(tables):
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            if cursor.fetchone()[0]:
                return False
    return True


def test_every_row_is_loaded_and_the_seconds_are_told(units, province_tables):
    told = []
    seconds = load(province_tables, progress=lambda *step: told.append(step))
    assert set(seconds) == set(province_tables)
    assert told[0] == ("places_place", 0, 20)
    assert told[-1] == ("", 20, 20)
    with connection.cursor() as cursor:
        for name, table in province_tables.items():
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            assert cursor.fetchone()[0] == table.num_rows, name


def test_the_registers_then_hold_what_was_generated(units, province_tables):
    load(province_tables)
    assert Child.objects.living_on(TODAY).count() == CHILDREN
    first = province_tables["children_child"].slice(0, 1).to_pylist()[0]
    child = Child.objects.get(pk=first["id"].hex())
    assert (child.full_name, child.birth_date) == (first["full_name"], first["birth_date"])
    assert (child.unit.code, child.unit.valid_to) == (first["unit"], date(2025, 7, 1))
    measured = province_tables["children_measurement"].slice(5, 1).to_pylist()[0]
    stored = Measurement.objects.get(pk=measured["id"].hex())
    assert (stored.weight_kg, stored.haz) == (measured["weight_kg"], measured["haz"])
    assert Schooling.objects.exclude(school=None).first().school.unit_id
    assert Vaccination.objects.filter(child=child).count() <= 8
    assert School.objects.filter(unit__parent_code="689").exists()
    assert CommuneAssessment.objects.filter(year=2025).count() == 111


def test_reported_values_are_entered_by_the_administrator_for_their_agency(
    units, province_tables, make_organisation
):
    province = Unit.objects.get(code="70")
    known = make_organisation("Sở Y tế tỉnh Bình Phước", province, short_name="Sở Y tế")
    load(province_tables)
    value = ReportedValue.objects.get(leaf="2", year=2025)
    assert value.organisation == known
    assert value.entered_by == local_administrator()
    assert not Organisation.objects.filter(name="Sở Y tế").exists()


def test_a_person_may_be_named_who_entered_them(units, province_tables, make_user):
    person = make_user("focal_office", Unit.objects.get(code="70"))
    load(province_tables, by=person)
    assert set(ReportedValue.objects.values_list("entered_by", flat=True)) == {person.pk}


def test_a_home_with_records_is_refused_and_left_alone(units, province_tables):
    ward = Unit.objects.get(code="25216", valid_to=date(2025, 7, 1))
    Child.objects.create(full_name="Có Thật", birth_date=date(2020, 1, 1), unit=ward)
    with pytest.raises(Refused, match="children_child"):
        load(province_tables)
    assert Child.objects.count() == 1
    assert not School.objects.exists()


def test_a_unit_that_is_not_in_the_register_is_refused_and_nothing_is_loaded(province_tables):
    with pytest.raises(Refused, match="25195"):
        load(province_tables, by=_somebody())
    assert empty(province_tables)


def test_keys_and_indexes_are_afterwards_what_they_were(units, province_tables):
    before = keys_and_indexes()
    orphans = {k: v for k, v in province_tables.items() if k != "children_child"}
    with pytest.raises(dbapi.Error, match="foreign key"):
        load(orphans)
    assert keys_and_indexes() == before
    load(province_tables)
    assert keys_and_indexes() == before
    assert len(before) > 100


def _somebody():
    return User.objects.create(username="ai-do", full_name="Ai Đó", role="leader")


def test_a_failure_half_way_leaves_nothing(units, province_tables):
    children = province_tables["children_child"]
    twice = pa.concat_tables([children, children.slice(0, 1)])
    with pytest.raises(dbapi.Error, match=r"children_(child|name_word)_pkey"):
        load(province_tables | {"children_child": twice})
    assert empty(province_tables)


def test_a_child_of_a_record_that_does_not_exist_is_refused(units, province_tables):
    orphans = {k: v for k, v in province_tables.items() if k != "children_child"}
    with pytest.raises(dbapi.Error, match="foreign key"):
        load(orphans)
    assert empty(province_tables)


class TestFigures:
    """The province of 10,000 children shows what `rates.py` promises, by the snapshot's tables."""

    @pytest.fixture
    def province_of_10_000(self, units):
        load(generate(10_000, seed=2025, today=TODAY).tables)

    @staticmethod
    def share(found, column, answer=True):
        return 100 * sum(row[column] == answer for row in found) / len(found)

    @staticmethod
    def this_year(day):
        return date(2025, 1, 1) <= day <= TODAY

    def test_the_figures_are_those_promised(self, province_of_10_000):
        self._communes_and_schools()
        self._lives()
        self._growth()
        self._children()
        self._pupils()

    def _communes_and_schools(self):
        communes, schools = rows("communes"), rows("schools")
        assert len(communes) == 111
        assert sum(row["is_child_friendly"] == "yes" for row in communes) == 84
        assert sum(row["has_play_point"] == "yes" for row in communes) == 47
        assert self.share(schools, "has_sanitation", "yes") == pytest.approx(97.8, abs=0.2)
        assert self.share(schools, "has_counselling", "yes") == pytest.approx(76.2, abs=0.2)
        assert self.share(schools, "has_adapted_facilities", "yes") == pytest.approx(52.2, abs=0.2)

    def _lives(self):
        births = sum(self.this_year(row["born_on"]) for row in rows("births"))
        deaths = [row for row in rows("deaths") if self.this_year(row["died_on"])]
        ages = [(row["died_on"] - row["birth_date"]).days for row in deaths]
        assert 430 <= births <= 560
        assert 1000 * sum(age < 28 for age in ages) / births < 9.5
        assert 11 <= 1000 * sum(age < 365 for age in ages) / births <= 15
        assert 1000 * sum(age < 1826 for age in ages) / births < 18.8

    def _growth(self):
        found = rows("measurements")
        weighed = [row for row in found if row["is_weighed"]]
        high = [row for row in found if row["is_height_measured"]]
        assert len(found) > 0.8 * sum(row["age_band"] in {"under_1", "1_to_4"} for row in
                                      rows("children"))  # fmt: skip
        assert self.share(weighed, "is_underweight") == pytest.approx(8.6, abs=0.3)
        assert self.share(high, "is_stunted") == pytest.approx(20.5, abs=0.5)
        known = [row for row in found if row["is_weight_for_height_known"]]
        rural = [row for row in known if row["area"] == "rural"]
        urban = [row for row in known if row["area"] == "urban"]
        assert self.share(rural, "is_obese") == pytest.approx(4.2, abs=0.7)
        assert self.share(urban, "is_obese") == pytest.approx(10.8, abs=1.3)

    def _children(self):
        children = rows("children")
        special = [row for row in children if row["is_special_circumstances"]]
        young = [row for row in children if row["birth_date"] > date(2020, 10, 31)]
        one = [
            row for row in children if date(2024, 1, 1) <= row["birth_date"] <= date(2024, 10, 31)
        ]
        five = [row for row in children if row["birth_date"].year == 2020]
        injuries = rows("injuries")
        injured = {row["child_key"] for row in injuries if self.this_year(row["injured_on"])}
        assert len(special) == 101
        assert sum(row["is_supported"] for row in special) == 98
        assert self.share(young, "birth_registration", "yes") == pytest.approx(98.4, abs=0.1)
        assert self.share(one, "is_fully_immunised") == pytest.approx(94.1, abs=1)
        assert self.share(five, "attends_preschool") == pytest.approx(99.3, abs=0.2)
        assert len(injured) == 50  # 49 of 10,000 and the one who died
        fatal = Counter(row["injured_on"].year for row in injuries if row["is_fatal"])
        assert fatal == {2021: 2, 2022: 2, 2023: 2, 2024: 1, 2025: 1}

    def _pupils(self):
        year = [row for row in rows("pupils") if row["school_year"] == 2025]
        primary = [row for row in year if row["level"] == "primary"]
        lower = [row for row in year if row["level"] == "lower_secondary"]
        last = [row for row in primary if row["grade"] == 5]
        ninth = [row for row in lower if row["grade"] == 9]
        assert self.share(last, "has_completed_level") > 99.5
        assert self.share(ninth, "has_completed_level") == pytest.approx(97.2, abs=0.2)
        assert self.share(primary, "has_dropped_out") < 0.12
        assert self.share(lower, "has_dropped_out") > 0.14

    def test_communes_differ(self, province_of_10_000):
        by_commune = {}
        for row in rows("measurements"):
            by_commune.setdefault(row["unit_code"], []).append(row["is_stunted"])
        shares = [sum(v) / len(v) for v in by_commune.values() if len(v) >= 15]
        assert max(shares) > 0.3
        assert min(shares) < 0.12


class TestPastYears:
    """At the end of each past year the registers show what `baselines.csv` says of it."""

    @pytest.fixture
    def values(self, units, settings, tmp_path, province_tables):
        settings.HOME, settings.SNAPSHOTS = tmp_path, tmp_path / "snapshots"
        load(province_tables)
        look_back(TODAY, by=local_administrator())
        results = Result.objects.filter(unit=results_province(), dimension="total")
        return {
            (year, leaf): value
            for year, leaf, value in results.values_list(
                "run__snapshot__as_of__year", "leaf", "value"
            )
        }

    def test_every_leaf_has_a_final_figure_that_drifts_towards_today(self, values):
        leaves = load_catalog(CATALOG).in_force(TODAY)
        assert len(leaves) == 34
        assert set(values) == {(year, leaf) for year in range(2021, 2025) for leaf in leaves}
        assert None not in values.values()
        for year in range(2021, 2025):
            for leaf, wanted in figures_of(year, TODAY).items():
                # Of 4,000 children about 250 are born in a year, and at most one dies of injury.
                near = {"11b": 25, "3a": 3, "3b": 3, "3c": 3, "11a": 30}.get(leaf, 1.5)
                assert values[year, leaf] == pytest.approx(wanted, abs=near), (year, leaf)
