"""A report is proved figure by figure, or every difference is named."""

import json
import re
import shutil
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from lxml import etree

from mangnon.core.models import Refused, User
from mangnon.documents.writing.receipt import Receipt, to_xml
from mangnon.engine.manifest import sha256
from mangnon.indicators.services import compute_run
from mangnon.reports.services import build_report
from mangnon.reports.verification import verify_report
from mangnon.reports.verified import described
from mangnon.snapshots.services import take_snapshot
from mangnon.values.models import ReportedValue
from tests import small_province
from tests.standing import copy_for_a_test, make_small_province, standing


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return the folder of a report that every test stands on, and the name of its file."""
    folder = tmp_path_factory.mktemp("verification")
    with standing(django_db_blocker, folder):
        officer = make_small_province()
        ReportedValue.objects.create(
            leaf="10", unit=officer.unit, year=2023, value=5.5, state="value", basis="final",
            source="Khảo sát mẫu", method="Hỏi hộ gia đình", entered_by=officer,
            entered_at=datetime(2024, 1, 20, 9, tzinfo=UTC),
        )  # fmt: skip
        compute_run(take_snapshot(date(2024, 12, 31), by=officer), by=officer)
        run = compute_run(take_snapshot(small_province.TODAY, by=officer), by=officer)
        built = build_report(year=2025, kind="consolidated", run=run, by=officer, out=folder)
        yield folder, built.docx.name


@pytest.fixture
def file(made, tmp_path, monkeypatch, db):
    folder, name = made
    copy_for_a_test(folder, tmp_path, monkeypatch)
    return tmp_path / name


@pytest.fixture
def officer(made, db):
    return User.objects.get(username="focal_office-70")


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
    first, line = described(checked).splitlines()
    assert first.startswith("Không trùng khớp")
    assert line == f"- {difference.where}, giá trị: báo cáo in “99,0%”, đúng ra là “60,0%”"


@pytest.mark.parametrize(
    "where",
    ["first", "last"],
    ids=["upright, in the text", "on its side, in an annex"],
)
def test_a_figure_changed_by_hand_is_found_on_every_page(file, officer, where):
    """The last figures of the file stand in the annex of years, which lies on its side."""
    with zipfile.ZipFile(file) as package:
        names = package.namelist()
        text = package.read("word/document.xml").decode()
    assert any(name.startswith("word/media/") for name in names)
    assert 'w:orient="landscape"' in text
    marks = re.findall(r'w:name="(_mn\d+_14_70\w*_number)"/><w:r>.*?<w:t[^>]*>([^<]+)<', text)
    mark, shown = marks[0 if where == "first" else -1]
    start = text.index(f'w:name="{mark}"')
    at = text.index(f">{shown}<", start)
    forged = text[: at + 1] + "12,3" + text[at + 1 + len(shown) :]
    checked = verify_report(rewritten(file, text.encode(), forged.encode()), by=officer)
    assert [(d.expected, d.found) for d in checked.differences] == [(shown, "12,3")]


def test_a_forged_figure_of_an_earlier_year_is_computed_again_from_its_own_snapshot(file, officer):
    forged = rewritten_receipt(file, lambda figure: figure["key"] == "14_70_2024", numerator=9)
    checked = verify_report(forged, by=officer)
    assert [(d.where, d.what, d.expected) for d in checked.differences] == [
        ("14_70_2024", "numerator", 9)
    ]


def test_a_forged_figure_that_an_agency_had_stated_is_found_in_the_frozen_values(file, officer):
    forged = rewritten_receipt(file, lambda figure: figure["key"] == "10_70_2023", value=5.0)
    checked = verify_report(forged, by=officer)
    assert [(d.where, d.what, d.expected, d.found) for d in checked.differences] == [
        ("10_70_2023", "value", 5.0, 5.5)
    ]
    assert "10_70_2023, giá trị: biên nhận ghi 5,0, tính lại được 5,5" in described(checked)


def test_a_touched_snapshot_of_an_earlier_year_proves_nothing(file, officer, settings):
    touched = next(settings.SNAPSHOTS.glob("20241231-*/children/part-0.parquet"))
    touched.write_bytes(touched.read_bytes()[:-1] + b"?")
    checked = verify_report(file, by=officer)
    assert [d.where for d in checked.differences] == ["children/part-0.parquet"]


def test_a_receipt_that_was_changed_with_the_figure_is_found_by_computing_again(file, officer):
    forged = rewritten(file, b'"denominator": 5', b'"denominator": 4', part=receipt_part(file))
    checked = verify_report(forged, by=officer)
    assert ("denominator", 4, 5) in {(d.what, d.expected, d.found) for d in checked.differences}


def test_a_touched_snapshot_proves_nothing(file, officer, settings):
    touched = next(settings.SNAPSHOTS.glob("20251031-*/children/part-0.parquet"))
    before = sha256(touched)
    touched.write_bytes(touched.read_bytes()[:-1] + b"?")
    checked = verify_report(file, by=officer)
    assert [(d.where, d.expected, d.found) for d in checked.differences] == [
        ("children/part-0.parquet", before, sha256(touched))
    ]
    _first, line, advice = described(checked).splitlines()
    assert line == (
        f"- children/part-0.parquet đã bị sửa: sha256 {sha256(touched)}, khi chốt {before}"
    )
    assert advice.startswith("Chưa tính lại con số nào")


def test_a_snapshot_that_is_gone_is_said(file, officer, settings):
    shutil.rmtree(settings.SNAPSHOTS)
    checked = verify_report(file, by=officer)
    assert checked.differences[0].found == "missing"
    assert "manifest.json bị mất" in described(checked)


def test_a_number_changed_in_the_text_and_in_the_receipt_alike_is_found(file, officer):
    part = receipt_part(file)
    with zipfile.ZipFile(file) as package:
        text, receipt = package.read("word/document.xml"), package.read(part)
    once = rewritten(file, text, text.replace(b"60,0", b"99,0")).rename(file)
    forged = rewritten(once, receipt, receipt.replace(b"60,0", b"99,0"), part=part)
    (difference,) = verify_report(forged, by=officer).differences
    assert (difference.what, difference.found) == ("receipt", "another")


def test_a_figure_taken_out_of_the_receipt_with_its_marks_is_found(file, officer):
    part = receipt_part(file)
    with zipfile.ZipFile(file) as package:
        text, receipt = package.read("word/document.xml"), package.read(part)
    entries = json.loads(etree.fromstring(receipt).text)
    entries["figures"] = [f for f in entries["figures"] if not f["key"].startswith("14_70")]
    fewer = to_xml(Receipt.from_json(json.dumps(entries)))
    unmarked = re.sub(rb'w:name="_mn(\d+_14_70)', rb'w:name="_no\1', text)
    assert unmarked != text
    once = rewritten(file, text, unmarked).rename(file)
    (difference,) = verify_report(
        rewritten(once, receipt, fewer, part=part), by=officer
    ).differences
    assert (difference.what, difference.found) == ("receipt", "another")


@pytest.mark.parametrize("changes", [{"snapshot": "20240101-gone"}, {"unit_valid_from": "soon"}])
def test_a_receipt_that_points_nowhere_is_different_and_no_fault(file, officer, changes):
    forged = rewritten_receipt(file, lambda figure: figure["year"] == 2023, **changes)
    assert not verify_report(forged, by=officer).identical


def rewritten_receipt(file, chosen, **changes):
    """Return a copy of the file whose receipt says something else of the chosen figures."""
    name = receipt_part(file)
    with zipfile.ZipFile(file) as package:
        old = package.read(name)
    receipt = json.loads(etree.fromstring(old).text)
    for figure in filter(chosen, receipt["figures"]):
        figure.update(changes)
    return rewritten(file, old, to_xml(Receipt.from_json(json.dumps(receipt))), part=name)


def receipt_part(file) -> str:
    with zipfile.ZipFile(file) as package:
        return next(
            name
            for name in package.namelist()
            if name.startswith("customXml/item") and b'"figures"' in package.read(name)
        )
