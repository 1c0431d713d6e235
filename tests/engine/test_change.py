"""A change on last year: worked by hand, and never told from reports that are not all there."""

import pytest

from mangnon.engine.pipeline import run

from .world import AS_OF, counted, only, target, write

LAST, THIS = 2024, 2025


def figures(tmp_path, catalog, rows, *targets):
    tables = {"reported_counts": rows, "targets": list(targets)}
    results = run(write(tmp_path, tables), only(catalog, "13"), as_of=AS_OF).results.to_pylist()
    return {row["unit"]: row for row in results if row["dimension"] == "total"}


def both_years(code, last, this):
    return [counted(code, LAST, last), counted(code, THIS, this)]


def test_the_fall_is_told_from_both_years_and_adds_up(tmp_path, catalog):
    rows = [
        *both_years("25216", 40, 30),
        *both_years("25217", 10, 12),
        *both_years("25270", 50, 50),
    ]
    found = figures(tmp_path, catalog, rows)
    assert [found["25216"][name] for name in ("numerator", "denominator", "value")] == [
        10,
        40,
        25.0,
    ]
    assert found["25217"]["numerator"] == -2  # two marriages more than last year
    assert found["25217"]["value"] == -20.0
    assert [found["688"][name] for name in ("numerator", "denominator", "value")] == [8, 50, 16.0]
    assert [found["70"][name] for name in ("numerator", "denominator", "value")] == [8, 100, 8.0]


@pytest.mark.parametrize(
    ("this", "attained"), [(99, "off_track"), (98, "met"), (97, "met"), (80, "met")]
)
def test_falling_by_more_than_the_band_is_met_as_well(tmp_path, catalog, this, attained):
    band = target("13", "reduce_by", "2", value_max="3")
    found = figures(tmp_path, catalog, both_years("25216", 100, this), band)
    assert found["70"]["attainment"] == attained


def test_who_did_not_report_this_year_is_no_fall(tmp_path, catalog):
    found = figures(tmp_path, catalog, [*both_years("25216", 40, 30), counted("25217", LAST, 60)])
    for unit in ("25217", "688", "70"):
        assert found[unit]["numerator"] is None
        assert found[unit]["value"] is None
        assert found[unit]["flags"] == ["incomplete_reports"]
    assert found["25216"]["value"] == 25.0


def test_a_zero_that_was_reported_is_a_fall_to_nothing(tmp_path, catalog):
    found = figures(tmp_path, catalog, both_years("25216", 4, 0))
    assert found["25216"]["value"] == 100.0
    assert found["25216"]["high"] == 100.0


def test_no_fall_at_all_is_a_measured_zero_and_not_missing(tmp_path, catalog):
    band = target("13", "reduce_by", "2", value_max="3")
    found = figures(tmp_path, catalog, both_years("25216", 4, 4), band)
    assert found["25216"]["value"] == 0.0
    assert found["25216"]["attainment"] == "off_track"


@pytest.mark.parametrize(("this", "attained"), [(0, "not_applicable"), (3, "no_data")])
def test_nothing_last_year_gives_no_change(tmp_path, catalog, this, attained):
    band = target("13", "reduce_by", "2", value_max="3")
    found = figures(tmp_path, catalog, both_years("25216", 0, this), band)
    assert found["25216"]["value"] is None
    assert found["25216"]["attainment"] == attained


def test_units_that_reported_nothing_have_no_data(tmp_path, catalog):
    band = target("13", "reduce_by", "2", value_max="3")
    found = figures(tmp_path, catalog, both_years("25216", 4, 4), band)
    assert found["692"]["value"] is None
    assert found["692"]["attainment"] == "no_data"


def test_a_number_that_only_the_province_reported_is_the_provinces(tmp_path, catalog):
    found = figures(tmp_path, catalog, both_years("70", 200, 195))
    assert found["70"]["value"] == 2.5
    assert found["688"]["value"] is None


def test_chance_alone_moves_small_counts_widely(tmp_path, catalog):
    """40 and 30: 30 of 70 are 42.9%, by Wilson 31.9 to 54.5%; so the fall is -19.9 to 53.1%."""
    found = figures(tmp_path, catalog, both_years("25216", 40, 30))
    assert found["25216"]["low"] == pytest.approx(-19.9, abs=0.1)
    assert found["25216"]["high"] == pytest.approx(53.1, abs=0.1)
