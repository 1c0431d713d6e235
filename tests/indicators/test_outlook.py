"""Where a leaf is heading, from years made by hand."""

from datetime import date
from decimal import Decimal

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.attainment import Target
from mangnon.engine.forecast import Forecast, NoForecast
from mangnon.engine.load import load_catalog
from mangnon.engine.monthly import Monthly
from mangnon.indicators.drawn import outlook_chart
from mangnon.indicators.outlook import outlook_of
from mangnon.indicators.series import Series, YearFigure

AS_OF = date(2025, 10, 31)
DEFINITIONS = load_catalog(CATALOG).indicators
AT_MOST_20 = Target("<=", Decimal(20))
YEARS = [
    YearFigure(2021, 24.0, source="reported", state="value"),
    YearFigure(2022, 23.0, source="reported", state="value"),
    YearFigure(2023, 22.4, source="reported", state="value"),
    YearFigure(2024, 21.5, 215, 1000, 19.1, 24.2, "final", "snapshot", state="value"),
]
TODAY = YearFigure(
    2025, 20.4, 204, 1000, 18.0, 23.0, "provisional", "snapshot", state="value",
    attainment="off_track",
)  # fmt: skip


def redefined(year, value):
    return YearFigure(year, value, source="reported", state="value", is_redefined=True)


def series(leaf, years=YEARS, today=TODAY):
    return Series(DEFINITIONS[leaf], AS_OF, (*years, today))


def dots(spec):
    rows = next(rows for rows in spec["datasets"].values() if "name" in rows[0])
    return {row["name"]: row for row in rows}


def test_a_falling_state_has_a_forecast_a_trial_and_a_monthly_need():
    found = outlook_of(series("4b"), AT_MOST_20)
    assert isinstance(found.forecast, Forecast)
    assert found.forecast.years == (2021, 2022, 2023, 2024, 2025)
    assert found.tried.year == 2024
    assert found.monthly == Monthly("fewer", months=2, total=4, each=2)


def test_years_of_another_definition_are_shown_but_not_forecast_from():
    years = [redefined(2021, 40.0), redefined(2022, 39.0), *YEARS[2:]]
    found = outlook_of(series("4b", years), AT_MOST_20)
    assert found.forecast.years == (2023, 2024, 2025)
    assert found.tried is None
    drawn = dots(outlook_chart(found, AT_MOST_20))
    assert drawn["2022 định nghĩa khác"]["value"] == 39.0
    assert drawn["2022 định nghĩa khác"]["segment"] != drawn["2023"]["segment"]


def test_without_a_forecast_nothing_is_tried():
    few = YearFigure(2025, 10.0, 2, 20, state="value", basis="provisional")
    found = outlook_of(series("4b", today=few), AT_MOST_20)
    assert found.forecast == NoForecast("small_numbers")
    assert found.tried is None
    assert "dự báo" not in str(dots(outlook_chart(found, AT_MOST_20)))


def test_the_chart_shows_the_years_today_and_the_forecast_with_its_interval():
    found = outlook_of(series("4b"), AT_MOST_20)
    drawn = dots(outlook_chart(found, AT_MOST_20))
    assert list(drawn) == ["2021", "2022", "2023", "2024", "31/10 2025", "dự báo 31/12"]
    assert drawn["31/10 2025"]["attainment"] == "off_track"
    assert (drawn["2024"]["low"], drawn["2024"]["high"]) == (19.1, 24.2)
    ahead = drawn["dự báo 31/12"]
    assert ahead["low"] < ahead["value"] < ahead["high"]


def test_a_count_that_still_adds_up_is_not_drawn_as_a_fall_from_last_year():
    injured = YearFigure(2025, 304.0, 152, 50_000, basis="provisional", state="value")
    drawn = dots(outlook_chart(outlook_of(series("11a", today=injured), None), None))
    assert drawn["31/10 2025"]["segment"] != drawn["2024"]["segment"]


@pytest.mark.parametrize(("relation", "is_drawn"), [("<=", True), ("reduce_by", False)])
def test_a_change_on_last_year_is_no_place_on_the_axis(relation, is_drawn):
    target = Target(relation, Decimal(2), Decimal(3))
    spec = outlook_chart(outlook_of(series("13"), target), target)
    rules = [row for rows in spec["datasets"].values() for row in rows if "target" in row]
    assert bool(rules) == is_drawn


def test_one_thing_that_is_or_is_not_has_no_interval():
    assert YearFigure(2024, 100.0, 1, 1, 20.7, 100.0).spread == (None, None)
    assert YearFigure(2024, 100.0, 2, 2, 34.2, 100.0).spread == (34.2, 100.0)
