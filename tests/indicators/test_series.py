"""The years of a leaf side by side, from runs and reported figures made by hand."""

from datetime import UTC, date, datetime

import pytest

from mangnon.core.access import GRANTS
from mangnon.core.models import Unit
from mangnon.indicators.models import Result, Run
from mangnon.indicators.series import same_days_before, series_of, year_ends_before
from mangnon.indicators.shelves import AsReported
from mangnon.snapshots.models import Snapshot
from tests.frozen import freeze, freeze_results, seal

AS_OF = date(2025, 10, 31)
FROM = date(1997, 1, 1)
TARGETS = [("4b", "<=", "20", "", "percent")]


def reported(leaf, year, value, state="value", code="70"):
    return {
        "leaf": leaf, "unit_code": code, "unit_valid_from": FROM, "year": year,
        "value": value, "state": state, "basis": "final", "source": "Báo cáo năm",
        "method": "Cộng", "organisation": "Sở Y tế",
    }  # fmt: skip


STATED = [
    reported("4b", 2023, 22.4),
    reported("4b", 2024, 21.5),
    reported("9", 2024, 0.0, "zero"),
    reported("12", 2024, 0.0, "not_applicable"),
    reported("4b", 2024, 19.0, code="688"),
]


@pytest.fixture
def make_run(province, officer, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path

    def make_run(as_of, figures, *, stated=()):
        """Make a run of (leaf, unit code): (value, numerator, denominator)."""
        number = Snapshot.objects.count()
        snapshot = Snapshot.objects.create(
            code=f"{as_of:%Y%m%d}-{number}", as_of=as_of, taken_at=datetime.now(UTC),
            taken_by=officer, manifest_sha256="ab" * 32, catalog_sha256="cd" * 32,
        )  # fmt: skip
        freeze(snapshot, TARGETS, [*STATED, *stated])
        run = Run.objects.create(
            snapshot=snapshot, engine="duckdb", engine_version="2", software_version="0",
            catalog_sha256="cd" * 32, results_sha256="ef" * 32, computed_by=officer, seconds=0.1,
        )  # fmt: skip
        Result.objects.bulk_create(
            Result(
                run=run, leaf=leaf, unit=Unit.objects.get(code=code), dimension="total",
                member="total", value=value, numerator=numerator, denominator=denominator,
                low=None if value is None else value - 1, high=None if value is None else value + 1,
                basis="provisional" if as_of == AS_OF else "final",
            )
            for (leaf, code), (value, numerator, denominator) in figures.items()
        )  # fmt: skip
        freeze_results(run)
        return run

    return make_run


@pytest.fixture
def run(make_run):
    return make_run(AS_OF, {("4b", "70"): (20.4, 204, 1000), ("4b", "25216"): (18.0, 9, 50)})


def by_year(found, leaf):
    return {figure.year: figure for figure in found[leaf].figures}


def redefine(run):
    """Let the catalogue behind a run count 4b otherwise."""
    file = run.snapshot.folder / "catalog" / "indicators" / "4b@2021-01-01.yaml"
    text = file.read_text(encoding="utf-8")
    changed = text.replace("where: is_stunted", "where: is_stunted AND is_height_measured")
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    seal(run.snapshot)


def test_another_province_has_no_series(run, province, stranger):
    assert series_of(run, province, AsReported(stranger)) == {}


def test_a_district_has_no_series_of_its_province_nor_of_its_neighbour(run, province, make_user):
    neighbour = make_user("focal_office", Unit.objects.get(code="692"))
    assert series_of(run, province, AsReported(neighbour)) == {}
    assert series_of(run, Unit.objects.get(code="25216"), AsReported(neighbour)) == {}


def test_someone_without_the_right_has_no_series(run, province, leader, monkeypatch):
    monkeypatch.setitem(GRANTS, leader.role, frozenset({"plan.view"}))
    assert series_of(run, province, AsReported(leader)) == {}


def test_every_leaf_has_four_years_and_the_years_are_in_order(run, province, leader):
    found = series_of(run, province, AsReported(leader))
    assert len(found) == 34
    assert [figure.year for figure in found["1"].figures] == [2021, 2022, 2023, 2024, 2025]
    assert all(figure.value is None for figure in found["1"].figures)


def test_a_year_end_run_comes_before_what_was_reported_and_keeps_it_beside(
    run, make_run, province, leader
):
    past = make_run(date(2024, 12, 31), {("4b", "70"): (21.3, 213, 1000)})
    years = by_year(series_of(run, province, AsReported(leader)), "4b")
    last = years[2024]
    assert (last.value, last.numerator, last.denominator) == (21.3, 213, 1000)
    assert (last.low, last.high, last.basis) == (20.3, 22.3, "final")
    assert (last.source, last.snapshot, last.reported) == ("snapshot", past.snapshot.code, 21.5)
    assert (years[2023].value, years[2023].source) == (22.4, "reported")
    assert years[2023].snapshot == run.snapshot.code
    assert (years[2022].value, years[2022].source, years[2022].state) == (None, "", "no_data")
    assert (years[2025].value, years[2025].source) == (20.4, "snapshot")


def test_the_newest_run_of_a_day_counts(run, make_run, province, leader):
    make_run(date(2024, 12, 31), {("4b", "70"): (21.3, 213, 1000)})
    make_run(date(2024, 12, 31), {("4b", "70"): (21.2, 212, 1000)})
    assert by_year(series_of(run, province, AsReported(leader)), "4b")[2024].value == 21.2


def test_a_newer_run_without_the_unit_does_not_hide_an_older_one(run, make_run, province, leader):
    make_run(date(2024, 12, 31), {("4b", "70"): (21.3, 213, 1000)})
    make_run(date(2024, 12, 31), {("4b", "688"): (19.0, 19, 100)})
    assert by_year(series_of(run, province, AsReported(leader)), "4b")[2024].value == 21.3


def test_other_days_of_a_year_are_no_year_end_but_this_day_is_kept(run, make_run, province, leader):
    make_run(date(2023, 12, 30), {("4b", "70"): (99.0, 990, 1000)})
    make_run(date(2023, 12, 31), {("4b", "70"): (22.3, 223, 1000)})
    make_run(date(2023, 10, 31), {("4b", "70"): (22.9, 229, 1000)})
    year = by_year(series_of(run, province, AsReported(leader)), "4b")[2023]
    assert (year.value, year.so_far) == (22.3, 22.9)


def test_this_day_of_a_year_stands_only_beside_a_year_end_that_counts_the_same(
    run, make_run, province, leader
):
    make_run(date(2023, 10, 31), {("4b", "70"): (22.9, 229, 1000)})  # its year end was only stated
    make_run(date(2024, 12, 31), {("4b", "70"): (21.3, 213, 1000)})
    other = make_run(date(2024, 10, 31), {("4b", "70"): (30.0, 300, 1000)})
    redefine(other)
    years = by_year(series_of(run, province, AsReported(leader)), "4b")
    assert (years[2023].value, years[2023].so_far) == (22.4, None)
    assert (years[2024].value, years[2024].so_far) == (21.3, None)


def test_zero_not_applicable_and_no_data_stay_three_things(run, make_run, province, leader):
    make_run(date(2023, 12, 31), {("12", "70"): (None, 0, 0), ("14", "70"): (0.0, 0, 50)})
    found = series_of(run, province, AsReported(leader))
    assert (by_year(found, "9")[2024].value, by_year(found, "9")[2024].state) == (0.0, "value")
    assert by_year(found, "12")[2024].state == "not_applicable"
    assert by_year(found, "12")[2023].state == "not_applicable"
    assert (by_year(found, "14")[2023].value, by_year(found, "14")[2023].state) == (0.0, "value")
    assert by_year(found, "14")[2024].state == "no_data"


@pytest.mark.parametrize("counts", [(0.0, 0, 900), (None, 0, 0), (None, 0, 900)])
def test_a_register_that_had_not_been_begun_gives_way_to_what_was_reported(
    run, make_run, province, leader, counts
):
    make_run(date(2024, 12, 31), {("4b", "70"): counts, ("9", "70"): (0.0, None, None)})
    found = series_of(run, province, AsReported(leader))
    assert (by_year(found, "4b")[2024].value, by_year(found, "4b")[2024].source) == (
        21.5,
        "reported",
    )
    assert (by_year(found, "9")[2024].value, by_year(found, "9")[2024].source) == (0.0, "snapshot")


def test_a_unit_of_the_same_code_before_a_reform_is_another_unit(
    run, make_run, make_unit, leader, province
):
    make_unit(
        "688", "Phước Long cũ", "province", "Tỉnh", valid_from=date(1990, 1, 1), valid_to=FROM
    )
    older = make_unit(
        "25216", "Thác Mơ cũ", "commune", "Xã", "688",
        valid_from=date(1990, 1, 1), valid_to=FROM,
    )  # fmt: skip
    commune = Unit.objects.get(code="25216", valid_from=FROM)
    past = make_run(date(2024, 12, 31), {})
    Result.objects.create(
        run=past, leaf="4b", unit=older, dimension="total", member="total", value=30.0,
        numerator=15, denominator=50, basis="final",
    )  # fmt: skip
    assert by_year(series_of(run, commune, AsReported(leader)), "4b")[2024].value is None


def test_a_year_under_another_definition_is_marked(run, make_run, province, leader):
    past = make_run(
        date(2023, 12, 31), {("4b", "70"): (30.0, 300, 1000), ("4a", "70"): (9.0, 90, 1000)},
    )  # fmt: skip
    redefine(past)
    found = series_of(run, province, AsReported(leader))
    assert by_year(found, "4b")[2023].is_redefined
    assert not by_year(found, "4b")[2024].is_redefined
    assert not by_year(found, "4a")[2023].is_redefined


def test_a_year_whose_catalogue_cannot_be_read_any_more_is_marked(run, make_run, province, leader):
    past = make_run(date(2023, 12, 31), {("4b", "70"): (30.0, 300, 1000)})
    file = past.snapshot.folder / "catalog" / "indicators" / "4b@2021-01-01.yaml"
    file.write_text("leaf: 4b\nunknown: 1\n", encoding="utf-8")
    seal(past.snapshot)
    year = by_year(series_of(run, province, AsReported(leader)), "4b")[2023]
    assert (year.value, year.is_redefined) == (30.0, True)


def test_the_queries_do_not_grow_with_leaves_years_or_runs(
    run, make_run, province, leader, django_assert_num_queries
):
    with django_assert_num_queries(2):
        series_of(run, province, AsReported(leader))
    for year in (2021, 2022, 2023, 2024):
        for _again in range(2):
            make_run(date(year, 12, 31), {("4b", "70"): (20.0, 200, 1000)})
    with django_assert_num_queries(2):
        series_of(run, province, AsReported(leader))


def test_the_days_of_earlier_years():
    assert year_ends_before(AS_OF)[0] == date(2021, 12, 31)
    assert same_days_before(date(2028, 2, 29)) == [
        date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28),
    ]  # fmt: skip
