"""A report is proved figure by figure, or every difference is named."""

import shutil
import zipfile

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Refused
from mangnon.indicators.services import compute_run
from mangnon.reports.services import build_report
from mangnon.reports.verification import described, verify_report
from mangnon.snapshots.services import take_snapshot
from tests import small_province


@pytest.fixture
def file(province, officer, settings, tmp_path):
    settings.TODAY, settings.HOME = small_province.TODAY, tmp_path
    settings.SNAPSHOTS, settings.REPORTS = tmp_path / "snapshots", tmp_path / "reports"
    small_province.fill(province, officer)
    run = compute_run(take_snapshot(small_province.TODAY, by=officer), by=officer)
    built = build_report(year=2025, kind="consolidated", run=run, by=officer, out=tmp_path)
    return built.docx


def rewritten(file, old: bytes, new: bytes, part="word/document.xml"):
    forged = file.with_name("forged.docx")
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(forged, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            bad.writestr(name, content)
    return forged


def test_someone_without_the_right_proves_nothing(file, officer):
    officer.is_active = False
    with pytest.raises(PermissionDenied):
        verify_report(file, by=officer)


def test_a_file_without_receipts_is_refused_by_name(officer, tmp_path):
    file = tmp_path / "other.docx"
    file.write_bytes(b"no report")
    with pytest.raises(Refused, match=r"other\.docx"):
        verify_report(file, by=officer)


def test_an_untouched_report_is_identical(file, officer):
    checked = verify_report(file, by=officer)
    assert checked.identical
    assert checked.figures > 3
    assert str(checked.figures) in described(checked)


def test_a_printed_figure_that_was_changed_is_named(file, officer):
    checked = verify_report(rewritten(file, b"60,0", b"99,0"), by=officer)
    assert not checked.identical
    (difference,) = checked.differences
    assert "60,0" in difference.expected
    assert "99,0" in difference.found


def test_a_receipt_that_was_changed_with_the_figure_is_found_by_computing_again(file, officer):
    forged = rewritten(file, b'"denominator": 5', b'"denominator": 4', part=receipt_part(file))
    checked = verify_report(forged, by=officer)
    assert ("denominator", 4, 5) in {(d.what, d.expected, d.found) for d in checked.differences}


def test_a_touched_snapshot_proves_nothing(file, officer, settings):
    touched = next(settings.SNAPSHOTS.glob("*/children/part-0.parquet"))
    touched.write_bytes(touched.read_bytes()[:-1] + b"?")
    checked = verify_report(file, by=officer)
    assert [d.where for d in checked.differences] == ["children/part-0.parquet"]


def test_a_snapshot_that_is_gone_is_said(file, officer, settings):
    shutil.rmtree(settings.SNAPSHOTS)
    checked = verify_report(file, by=officer)
    assert checked.differences[0].found == "missing"


def receipt_part(file) -> str:
    with zipfile.ZipFile(file) as package:
        return next(
            name
            for name in package.namelist()
            if name.startswith("customXml/item") and b'"figures"' in package.read(name)
        )
