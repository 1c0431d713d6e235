"""What the offices of the synthetic province hold beside the registers."""

from collections import Counter
from datetime import date

import pytest

from mangnon.demo.years import figures_of
from tests.demo.conftest import TODAY


@pytest.fixture(scope="module")
def found(province_tables):
    names = ("values_reportedcount", "values_populationfigure", "core_areaclass", "children_child")
    return {name: province_tables[name].to_pylist() for name in names}


def test_marriages_fall_every_year_as_leaf_13_shows_it(found):
    totals = Counter()
    for row in found["values_reportedcount"]:
        totals[row["year"]] += row["count"]
    assert sorted(totals) == [2020, 2021, 2022, 2023, 2024, 2025]
    for year in range(2021, 2025):
        fall = 100 * (totals[year - 1] - totals[year]) / totals[year - 1]
        assert fall == pytest.approx(figures_of(year, TODAY)["13"], abs=0.1)
    assert 2 <= 100 * (totals[2024] - totals[2025]) / totals[2024] <= 3  # the plan's band


def test_every_commune_reports_every_year_and_this_year_is_an_estimate(found):
    rows = found["values_reportedcount"]
    assert len({(r["unit"], r["year"]) for r in rows}) == len(rows) == 111 * 6
    assert {(r["year"] == 2025, r["basis"]) for r in rows} == {
        (True, "estimated"),
        (False, "final"),
    }


def test_the_population_is_a_little_more_than_the_register(found):
    persons = sum(row["persons"] for row in found["values_populationfigure"])
    children = [c for c in found["children_child"] if c["birth_date"] > date(2009, 10, 31)]
    assert len(children) * 0.99 < persons < len(children) * 1.03
    ages = {row["age"] for row in found["values_populationfigure"]}
    assert ages == set(range(16))


def test_infants_of_the_population_are_under_one(found):
    persons = sum(r["persons"] for r in found["values_populationfigure"] if r["age"] == 0)
    infants = [c for c in found["children_child"] if c["birth_date"] > date(2024, 10, 31)]
    assert len(infants) * 0.98 < persons < len(infants) * 1.05


def test_a_quarter_of_the_communes_is_difficult(found):
    kinds = Counter(row["kind"] for row in found["core_areaclass"])
    difficult = kinds["extremely_difficult"] + kinds["area_3"] + kinds["area_2"]
    assert 0.2 < difficult / 111 < 0.26
    assert {row["valid_to"] for row in found["core_areaclass"]} == {date(2025, 7, 1)}
