"""A definition that changes from a day on, through the whole: apply, freeze, compute, explain."""

import datetime
import shutil

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from mangnon.catalog import CATALOG
from mangnon.core.catalogs.in_force import catalog_in_force
from mangnon.core.models import AppliedCatalog, AuditEntry, Refused
from mangnon.engine.catalogs.parts import COMPARED, parts_hash
from mangnon.engine.issues import CatalogError
from mangnon.indicators.catalogs import applying
from mangnon.indicators.catalogs.applying import apply_catalog
from mangnon.indicators.explain import explain_figure
from mangnon.indicators.live.refreshing import refresh
from mangnon.indicators.models import Result
from mangnon.indicators.services import compute_run
from mangnon.reports.services import build_report
from mangnon.snapshots.services import take_snapshot
from tests.catalogs.conftest import LEAF_14, edit, redefine

UNDER_5 = "trẻ em dưới 5 tuổi được đăng ký khai sinh"
UNDER_1 = "trẻ em dưới 1 tuổi được đăng ký khai sinh"
YEAR_END, NEXT_YEAR = datetime.date(2025, 12, 31), datetime.date(2026, 3, 31)


@pytest.fixture
def other(tmp_path):
    folder = tmp_path / "other"
    for part in COMPARED:
        shutil.copytree(CATALOG / part, folder / part)
    return folder


def figure(run, leaf="14"):
    return Result.objects.get(run=run, leaf=leaf, unit__code="70", dimension="total")


def test_who_may_not_apply_changes_nothing(snapshot, other, leader):
    redefine(other)
    with pytest.raises(PermissionDenied):
        apply_catalog(other, by=leader)
    assert catalog_in_force() == CATALOG


def test_a_changed_definition_leaves_the_years_before_as_they_were(
    snapshot, other, officer, settings
):
    settings.TODAY = NEXT_YEAR
    before = compute_run(take_snapshot(YEAR_END, by=officer), by=officer)
    redefine(other)
    applied = apply_catalog(other, by=officer)
    assert catalog_in_force() == applied.folder
    again = compute_run(take_snapshot(YEAR_END, by=officer), by=officer)
    counts = figure(before).numerator, figure(before).denominator
    # Born on 1/11/2020, the eldest of five is no longer under 5 at the year's end.
    assert (figure(again).numerator, figure(again).denominator) == counts == (2, 4)
    assert UNDER_5 in explain_figure(again, leaf="14", unit_code=None, by=officer)["text"]

    later = compute_run(take_snapshot(NEXT_YEAR, by=officer), by=officer)
    # Under 1 on 31/3/2026 is only the child born on 31/10/2025, whose registration is not known.
    assert (figure(later).numerator, figure(later).denominator) == (0, 1)
    explained = explain_figure(later, leaf="14", unit_code=None, by=officer)
    last_year = next(year for year in explained["years"] if year["year"] == 2025)
    assert (last_year["value"], last_year["is_redefined"]) == (50.0, True)
    assert 2025 in explained["continuity"]["redefined"]
    assert UNDER_1 in explained["text"]
    assert later.snapshot.catalog_sha256 != before.snapshot.catalog_sha256


def test_a_report_names_the_definition_that_made_its_figures(
    snapshot, run, other, officer, settings, tmp_path
):
    settings.REPORTS = tmp_path / "reports"
    redefine(other, first_day="2025-11-01")
    apply_catalog(other, by=officer)
    settings.TODAY = datetime.date(2025, 11, 30)
    later = compute_run(take_snapshot(settings.TODAY, by=officer), by=officer)
    titles = {}
    for made in (run, later):
        report = build_report(year=2025, kind="consolidated", run=made, by=officer).report
        book = openpyxl.load_workbook(report.xlsx_file)
        titles[made.pk] = str([list(sheet.iter_rows(values_only=True)) for sheet in book])
    assert UNDER_5 in titles[run.pk]
    assert UNDER_1 not in titles[run.pk]
    assert UNDER_1 in titles[later.pk]


def test_a_used_definition_is_not_altered_in_place(run, other, officer):
    edit(other, LEAF_14, ("INTERVAL '5' YEAR", "INTERVAL '1' YEAR"))
    with pytest.raises(Refused, match="không được sửa tại chỗ"):
        apply_catalog(other, by=officer)
    assert catalog_in_force() == CATALOG
    assert not AppliedCatalog.objects.exists()


def test_a_definition_that_nothing_was_computed_by_may_still_be_corrected(snapshot, other, officer):
    edit(other, LEAF_14, ("INTERVAL '5' YEAR", "INTERVAL '1' YEAR"))
    assert apply_catalog(other, by=officer).folder == catalog_in_force()


def test_a_catalogue_with_a_mistake_is_refused_with_its_line(snapshot, other, officer):
    edit(other, LEAF_14, ("better: higher", "beter: higher"))
    with pytest.raises(CatalogError, match=r"14@2021-01-01\.yaml:\d+: "):
        apply_catalog(other, by=officer)
    assert list((snapshot.folder.parents[1] / "catalogs").iterdir()) == []


def test_what_was_put_into_force_is_audited_with_both_hashes_and_kept(snapshot, other, officer):
    redefine(other)
    first = apply_catalog(other, by=officer)
    edit(other, "quality/jump@2021-01-01.yaml", ("limit: 50", "limit: 40"))
    second = apply_catalog(other, by=officer)
    entry = AuditEntry.objects.filter(action="catalog.apply").latest("pk")
    assert (entry.details["before"], entry.details["after"]) == (first.sha256, second.sha256)
    assert first.folder.is_dir()
    assert first.folder != second.folder == catalog_in_force()
    with pytest.raises(Refused):
        apply_catalog(other, by=officer)  # it is in force already
    assert AppliedCatalog.objects.count() == 2


def test_a_crash_in_the_middle_leaves_the_old_catalogue_whole(
    snapshot, other, officer, monkeypatch
):
    redefine(other)
    old = apply_catalog(other, by=officer)
    edit(other, "quality/jump@2021-01-01.yaml", ("limit: 50", "limit: 40"))

    def crash(*_args, **_details):
        raise SystemExit("killed")

    monkeypatch.setattr(applying, "record", crash)  # the last thing that is done
    with pytest.raises(SystemExit):
        apply_catalog(other, by=officer)
    assert catalog_in_force() == old.folder
    assert parts_hash(old.folder) == old.sha256
    monkeypatch.undo()
    assert apply_catalog(other, by=officer).folder == catalog_in_force()


def test_a_catalogue_in_force_that_was_touched_is_not_frozen(snapshot, other, officer, settings):
    redefine(other)
    applied = apply_catalog(other, by=officer)
    edit(applied.folder, LEAF_14, ("better: higher", "better: lower"))
    with pytest.raises(Refused):
        take_snapshot(settings.TODAY, by=officer)
    assert apply_catalog(other, by=officer).folder == catalog_in_force()  # and is mended by it


def test_a_live_figure_is_not_set_beside_one_of_another_definition(
    snapshot, other, officer, settings, client
):
    settings.TODAY = NEXT_YEAR
    compute_run(take_snapshot(YEAR_END, by=officer), by=officer)
    client.force_login(officer)
    refresh()
    before = client.get("/indicators/14/live/").content.decode()
    assert "so với số chính thức" in before
    assert "định nghĩa khác" not in before
    redefine(other)
    apply_catalog(other, by=officer)
    refresh()
    after = client.get("/indicators/14/live/").content.decode()
    assert "0 trên 1" in " ".join(after.split())
    assert "so với số chính thức" not in after
    assert "Số chính thức đo theo định nghĩa khác" in after
