"""The years of a leaf as the board and the page write them, from series made by hand."""

from datetime import date
from decimal import Decimal

import pytest

from mangnon.catalog import CATALOG
from mangnon.dashboards.trend import EDGE, HEIGHT, trend_of
from mangnon.dashboards.years import years_of
from mangnon.engine.attainment import Target
from mangnon.engine.load import load_catalog
from mangnon.indicators.outlook import outlook_of
from mangnon.indicators.series import Series, YearFigure

AS_OF = date(2025, 10, 31)
CATALOGUE = load_catalog(CATALOG)


def stated(year, value, **fields):
    return YearFigure(year, value, basis="final", source="reported", state="value", **fields)


def counted(year, value, numerator, denominator, basis="provisional", **fields):
    return YearFigure(
        year, value, numerator, denominator, value - 1, value + 1, basis, "snapshot",
        state="value", **fields,
    )  # fmt: skip


def outlook(leaf, years, today, target=None):
    absent = [YearFigure(year) for year in range(2021, 2025)]
    known = {figure.year: figure for figure in years}
    before = [known.get(figure.year, figure) for figure in absent]
    return outlook_of(Series(CATALOGUE.indicators[leaf], AS_OF, (*before, today)), target)


def trend(*args):
    return trend_of(outlook(*args), CATALOGUE)


@pytest.mark.parametrize(
    ("leaf", "last", "now", "arrow", "words"),
    [
        ("14", 97.0, 98.0, "↑", "tăng, tốt lên"),
        ("14", 98.0, 97.0, "↓", "giảm, xấu đi"),
        ("4b", 21.0, 22.0, "↑", "tăng, xấu đi"),
        ("4b", 21.0, 20.0, "↓", "giảm, tốt lên"),
        ("4b", 21.04, 20.96, "→", "không đổi"),  # both are shown as 21,0
    ],
)
def test_the_way_it_goes_is_an_arrow_and_words(leaf, last, now, arrow, words):
    found = trend(leaf, [stated(2024, last)], counted(2025, now, 200, 1000))
    assert (found.arrow, found.words) == (arrow, words)


def test_part_of_a_year_is_never_set_beside_a_whole_one():
    year = [stated(2024, 561.0)]
    few = trend("11a", year, counted(2025, 10.0, 3, 30_000))  # too few to forecast
    assert (few.arrow, few.spark, few.forecast) == ("", None, "")
    many = trend("11a", year, counted(2025, 500.0, 150, 30_000))  # 600,3 by the year's end
    assert (many.arrow, many.words, many.forecast) == ("↑", "tăng, xấu đi", "600,3")
    assert many.spark.is_ahead


def test_a_year_of_another_definition_is_no_comparison():
    found = trend("4b", [stated(2024, 30.0, is_redefined=True)], counted(2025, 20.0, 200, 1000))
    assert (found.arrow, found.spark) == ("", None)


def test_what_is_not_known_of_last_year_is_no_zero():
    assert trend("4b", [], counted(2025, 20.0, 200, 1000)).last == ""
    nothing = YearFigure(2024, source="reported", state="not_applicable")
    assert trend("12", [nothing], YearFigure(2025)).last == "không phát sinh"
    assert trend("9", [stated(2024, 0.0)], YearFigure(2025)).last == "0,00%"


def test_the_line_rises_with_the_figures_and_lies_flat_when_they_do_not_change():
    rising = trend("14", [stated(2023, 96.0), stated(2024, 97.0)], counted(2025, 98.0, 980, 1000))
    heights = [float(spot.split(",")[1]) for spot in rising.spark.line.split()]
    assert heights == [HEIGHT - EDGE, HEIGHT / 2, EDGE]
    flat = trend("14", [stated(2024, 98.0)], counted(2025, 98.0, 980, 1000))
    assert {spot.split(",")[1] for spot in flat.spark.line.split()} == {f"{HEIGHT / 2:.1f}"}


def test_the_board_asks_of_each_month_only_what_is_still_to_do():
    target = Target("<=", Decimal(20))
    assert trend("4b", [], counted(2025, 22.0, 220, 1000), target).monthly == (
        "cần bớt 10 trẻ em mỗi tháng trong 2 tháng còn lại"
    )
    assert trend("4b", [], counted(2025, 20.0, 200, 1000), target).monthly == ""
    passed = trend("11a", [], counted(2025, 600.0, 180, 30_000), Target("<=", Decimal(550)))
    assert passed.monthly == ""  # the board says already by how much it is passed


def rows(leaf, years, today):
    return {row.when: row for row in years_of(outlook(leaf, years, today), CATALOGUE).rows}


def test_a_figure_of_the_registers_says_when_an_agency_stated_another():
    years = [counted(2023, 21.3, 213, 1000, "final", reported=21.5)]
    years += [counted(2024, 21.04, 210, 1000, "final", reported=21.0)]  # the same when rounded
    found = rows("4b", years, counted(2025, 20.0, 200, 1000))
    assert found["2023"].note == "cơ quan báo cáo 21,5%"
    assert found["2024"].note == ""
    assert (found["2023"].source, found["2023"].fraction) == ("sổ đã chốt", "213 trên 1.000")


def test_a_reported_leaf_comes_from_its_agency_in_every_year():
    years = [YearFigure(2024, 5.1, basis="final", source="snapshot", state="value")]
    today = YearFigure(2025, 4.1, basis="estimated", source="snapshot", state="value")
    found = rows("10", years, today)
    assert found["2024"].source == found["31/10/2025"].source == "cơ quan báo cáo"


def test_a_year_of_another_definition_says_so():
    found = rows("4b", [stated(2024, 30.0, is_redefined=True)], counted(2025, 20.0, 200, 1000))
    assert found["2024"].note == "định nghĩa khác"


def test_zero_no_data_and_nothing_to_count_are_written_as_three_things():
    years = [stated(2022, 0.0), YearFigure(2023, source="reported", state="not_applicable")]
    found = rows("9", years, YearFigure(2025))
    shown = [(found[year].value, found[year].is_absent) for year in ("2022", "2023", "2024")]
    assert shown == [("0,00%", False), ("không phát sinh", True), ("chưa có số liệu", True)]


def test_the_forecast_is_the_last_row_and_never_without_its_interval():
    years = [stated(2022, 23.0), stated(2023, 22.4), stated(2024, 21.5)]
    found = rows("4b", years, counted(2025, 20.0, 200, 1000))
    last = list(found.values())[-1]
    assert (last.when, last.basis, last.is_ahead) == ("31/12/2025", "dự báo", True)
    assert last.interval
    assert not any(row.is_ahead for row in rows("4b", [], counted(2025, 20.0, 200, 1000)).values())
