"""From registers to stored figures, each counted by hand."""

import json

import pyarrow.parquet as pq
import pytest

from mangnon.config.archive import home_files
from mangnon.core.models import AuditEntry, Refused
from mangnon.engine.bitmaps.kept import keep
from mangnon.engine.manifest import sha256
from mangnon.indicators.frozen import catalog_of
from mangnon.indicators.models import Result
from mangnon.indicators.services import compute_run, latest_run, results_as_rows
from mangnon.snapshots.services import verify_snapshot


def figure(run, leaf, code, dimension="total", member="total"):
    return Result.objects.get(
        run=run, leaf=leaf, unit__code=code, dimension=dimension, member=member
    )


@pytest.mark.parametrize(
    ("code", "registered", "under_five"),
    [("25216", 2, 3), ("25217", 1, 2), ("25270", 0, 0), ("688", 3, 5), ("692", 0, 0), ("70", 3, 5)],
)
def test_births_are_counted_for_every_unit(run, code, registered, under_five):
    found = figure(run, "14", code)
    assert (found.numerator, found.denominator) == (registered, under_five)
    if under_five:
        assert found.value == pytest.approx(100 * registered / under_five)
        assert found.low < found.value < found.high


def test_a_commune_without_young_children_has_nothing_to_measure(run):
    found = figure(run, "14", "25270")
    assert (found.value, found.attainment) == (None, "not_applicable")


def test_two_of_three_communes_are_below_a_target_that_needs_three(run):
    found = figure(run, "1", "70")
    assert (found.numerator, found.denominator) == (2, 3)
    assert found.attainment == "on_track"  # 66,7 is at or above 76,9 × 304/365 = 64,0
    assert found.basis == "provisional"


def test_a_reported_figure_keeps_its_basis_and_has_no_counts(run):
    found = figure(run, "10", "70")
    assert (found.value, found.numerator, found.denominator) == (4.1, None, None)
    assert found.basis == "estimated"


def test_parts_by_sex_add_up_to_the_total(run):
    parts = Result.objects.filter(run=run, leaf="14", unit__code="70", dimension="sex")
    total = figure(run, "14", "70")
    assert sum(part.denominator for part in parts) == total.denominator
    assert sum(part.numerator for part in parts) == total.numerator


def test_the_stored_figures_are_those_of_the_file_beside_the_snapshot(run):
    file = run.snapshot.folder / "results" / f"duckdb-{run.pk}.parquet"
    assert sha256(file) == run.results_sha256
    assert pq.read_table(file).num_rows == run.results.count()
    receipt = json.loads(file.with_suffix(".json").read_text())
    assert receipt["snapshot_sha256"] == run.snapshot.manifest_sha256


def test_the_run_is_recorded_with_its_statements(run, officer):
    assert AuditEntry.objects.get(action="indicators.compute").actor == officer
    assert "count_if" in run.sql["children"].lower()


def test_computing_again_gives_the_same_figures(run, snapshot, officer):
    again = compute_run(snapshot, by=officer)
    assert latest_run(snapshot) == again
    assert results_as_rows(again, by=officer, unit=None, dimension=None) == results_as_rows(
        run, by=officer, unit=None, dimension=None
    )


def test_bitmaps_give_the_same_figures_and_a_receipt_of_their_own(run, snapshot, officer):
    fast = compute_run(snapshot, by=officer, engine="bitmap")
    assert results_as_rows(fast, by=officer, unit=None, dimension=None) == results_as_rows(
        run, by=officer, unit=None, dimension=None
    )
    file = snapshot.folder / "results" / f"bitmap-{fast.pk}.json"
    receipt = json.loads(file.read_text())
    assert receipt["engine"] == "bitmap"
    assert receipt["engine_version"].startswith("polars ")
    assert "n_14: birth_date > " in receipt["sql"]["children"]
    assert "SELECT" in receipt["sql"]["injuries"]  # different children are counted by SQL


def test_bitmaps_beside_a_snapshot_leave_it_untouched_and_out_of_backups(snapshot, settings):
    keep(
        snapshot.folder,
        catalog_of(snapshot),
        as_of=snapshot.as_of,
        snapshot_sha256=snapshot.manifest_sha256,
    )
    assert list((snapshot.folder / "bitmaps").glob("*/children/words.bin"))
    assert verify_snapshot(snapshot) == []
    assert not [file for file in home_files(settings.HOME) if "bitmaps" in file.parts]
    assert snapshot.folder / "manifest.json" in home_files(settings.HOME)


def test_rows_of_another_province_do_not_exist(run, stranger):
    with pytest.raises(Refused, match="70"):
        results_as_rows(run, by=stranger, unit="70", dimension=None)


def test_a_breakdown_that_there_is_none_of_is_refused_with_those_that_are(run, officer):
    with pytest.raises(Refused, match=r"“colour”.* total, age_band, area") as refused:
        results_as_rows(run, by=officer, unit=None, dimension="colour")
    assert "*" not in str(refused.value)
