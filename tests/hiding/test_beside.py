"""What stands beside a figure follows from counts too: coverage, the gap of areas, the years."""

import pytest

from mangnon.indicators.explain import explain_figure
from mangnon.indicators.released import hidden_in
from mangnon.indicators.services import results_as_rows
from tests.hiding.conftest import SMALL
from tests.small_reform import MERGED

DAYS = (None, MERGED)


@pytest.fixture
def console(make_user, province):
    return make_user("console", province)


def told(run, by, leaf, unit=None, day=None):
    return explain_figure(run, leaf=leaf, unit_code=unit, by=by, units_on=day)


@pytest.mark.parametrize("day", DAYS)
def test_coverage_of_a_commune_is_for_who_sees_the_children(run, leader, console, day):
    coverage = told(run, leader, "4b", SMALL, day)["coverage"]
    assert (coverage["numerator"], coverage["denominator"], coverage["value"]) == (None,) * 3
    assert told(run, console, "4b", SMALL, day)["coverage"]["denominator"] == 227


@pytest.mark.parametrize("day", DAYS)
def test_coverage_of_the_province_is_told(run, leader, day):
    assert told(run, leader, "4b", day=day)["coverage"]["denominator"] == 1775


def test_the_gap_of_areas_is_hidden_with_a_class_that_it_follows_from(run, leader, console):
    hidden_in(run)  # as the job does after each computation
    # Area III is the small commune alone: 3 of 227 are 1.3%, 1136 of 1548 are 73.4% of the rest.
    assert told(run, console, "14")["area_gap"]["value"] == pytest.approx(300 / 227 - 113600 / 1548)
    assert told(run, leader, "14")["area_gap"]["value"] is None
    assert "Địa bàn khó khăn" in told(run, console, "14")["text"]
    assert "Địa bàn khó khăn" not in told(run, leader, "14")["text"]


def test_the_classes_that_give_the_small_one_away_are_hidden_of_the_province(run, leader):
    rows = results_as_rows(run, by=leader, unit="70", dimension="area_class")
    told_of = {row["member"]: row["value"] for row in rows if row["leaf"] == "14"}
    assert (told_of["area_3"], told_of["area_1"]) == (None, None)


@pytest.mark.parametrize("day", DAYS)
def test_last_year_of_the_small_commune_is_hidden_that_of_the_province_told(
    run, leader, console, day
):
    def years(by, unit=None):
        figures = told(run, by, "14", unit, day)["years"]
        return {f["year"]: (f["numerator"], f["denominator"]) for f in figures if f["year"] > 2023}

    assert years(leader, SMALL) == {2024: (None, None), 2025: (None, None)}
    assert years(console, SMALL) == {2024: (3, 205), 2025: (3, 227)}
    assert years(leader)[2025] == years(console)[2025] == (1139, 1775)
    assert years(leader)[2024] == years(console)[2024]
    assert years(leader)[2024][0] == 1139
