"""Building a report: who may, what is kept, and that nothing is built twice."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import AuditEntry, Change, Refused
from mangnon.documents.writing.receipt import mismatches, read_receipt
from mangnon.indicators.models import Result
from mangnon.reports.models import Report
from mangnon.reports.services import build_report, run_to_report

pytestmark = pytest.mark.django_db


def build(run, by, **changes):
    return build_report(**{"year": 2025, "kind": "consolidated", "run": run, "by": by} | changes)


def test_a_leader_may_not_build(plan, run, leader):
    with pytest.raises(PermissionDenied):
        build(run, leader)
    assert not Report.objects.exists()


def test_an_officer_of_another_province_cannot_build_from_our_figures(plan, run, stranger):
    with pytest.raises(Refused):
        build(run, stranger)
    assert not Report.objects.exists()


def test_a_kind_that_is_not_known_is_refused(plan, run, officer):
    with pytest.raises(Refused, match="weekly"):
        build(run, officer, kind="weekly")


def test_without_a_plan_nothing_is_built_and_no_file_is_left(run, officer, folders):
    with pytest.raises(Refused):
        build(run, officer)
    assert not Report.objects.exists()
    assert not (folders / "reports").exists()


def test_a_built_report_is_a_draft_with_two_files_and_their_hashes(plan, run, officer, province):
    report = build(run, officer).report
    assert (report.state, report.year, report.unit, report.built_by) == (
        "draft",
        2025,
        province,
        officer,
    )
    for file, digest in (
        (report.docx_file, report.docx_sha256),
        (report.xlsx_file, report.xlsx_sha256),
    ):
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest


def test_the_files_carry_receipts_that_agree_with_their_text(plan, run, officer):
    file = build(run, officer).docx
    assert mismatches(file) == ()
    receipt = read_receipt(file)
    assert receipt.snapshot == "2025-10-31-0001"
    by_key = {figure.key: figure for figure in receipt.figures}
    assert (by_key["1_70"].numerator, by_key["1_70"].denominator) == (2, 3)
    assert by_key["1_70"].shown["value"] == "66,7%"


def test_building_is_recorded_for_the_auditor_and_the_change_feed(plan, run, officer, province):
    report = build(run, officer).report
    entry = AuditEntry.objects.get(action="report.build")
    assert (entry.actor, entry.record_id) == (officer, str(report.pk))
    assert entry.details == {"docx_sha256": report.docx_sha256}
    assert Change.objects.get(table=Report._meta.db_table).unit == province


def test_building_again_from_the_same_records_gives_the_same_report(plan, run, officer):
    first, second = build(run, officer), build(run, officer)
    assert first.report == second.report
    assert (first.is_new, second.is_new) == (True, False)
    assert Report.objects.count() == 1
    assert AuditEntry.objects.filter(action="report.build").count() == 1


def test_a_changed_figure_makes_another_report_and_keeps_the_first(plan, run, officer):
    first = build(run, officer).report
    Result.objects.filter(run=run, leaf="1", unit__code="70").update(value=100.0, numerator=3)
    second = build(run, officer).report
    assert second != first
    assert first.docx_file.exists()
    assert second.docx_file != first.docx_file


def test_copies_go_into_the_folder_that_was_asked_for(plan, run, officer, tmp_path):
    built = build(run, officer, out=tmp_path / "out" / "deeper")
    assert built.docx.parent == built.xlsx.parent == tmp_path / "out" / "deeper"
    assert built.docx.read_bytes() == built.report.docx_file.read_bytes()
    assert built.xlsx.read_bytes() == built.report.xlsx_file.read_bytes()


def test_no_half_written_file_is_left(plan, run, officer, folders):
    build(run, officer)
    assert {file.suffix for file in (folders / "reports").iterdir()} == {".docx", ".xlsx"}


def test_without_figures_there_is_no_run_to_report(officer):
    with pytest.raises(Refused):
        run_to_report(officer)


def test_the_run_to_report_is_one_that_concerns_the_person(run, officer, stranger):
    assert run_to_report(officer) == run
    with pytest.raises(Refused):
        run_to_report(stranger)
