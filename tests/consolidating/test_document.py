"""The document of a real run: figures from the registers, verified, and right by the decree."""

import zipfile

import openpyxl
import pytest
from docx import Document

from mangnon.documents.checking import check_file
from mangnon.indicators.services import compute_run
from mangnon.reports.consolidating.arranging import take_all
from mangnon.reports.consolidating.disagreements import disagreements_of, explain
from mangnon.reports.consolidating.sending import give_back, hand_in, send
from mangnon.reports.consolidating.taking_in import begin
from mangnon.reports.models import Report
from mangnon.reports.services import build_report
from mangnon.reports.verification import verify_report
from mangnon.snapshots.services import take_snapshot
from mangnon.ui.context import now
from tests import small_province

from .conftest import figure

pytestmark = pytest.mark.django_db
DAY = small_province.TODAY


@pytest.fixture
def plan(province, officer, settings, folders):
    settings.TODAY, settings.HOME = DAY, folders
    return small_province.fill(province, officer)


@pytest.fixture
def run(plan, officer):
    """Figures of a snapshot that can be computed again."""
    return compute_run(take_snapshot(DAY, by=officer), by=officer)


def test_it_is_handed_in_given_back_sent_and_proved(
    own, owe, accept, schools, province, run, officer, colleague
):
    told = figure("1", "70", 60.0, corrected=75.0, because="Thêm một xã.", by="Lê An")
    accept(owe(province, schools), {"results": "Tốt."}, [told])
    plain = build_report(year=2025, kind="consolidated", run=run, by=officer).docx
    report = begin(own.pk, run, by=officer, now=now())
    take_all(own.pk, "results", by=officer)
    (one,) = disagreements_of(report, officer)
    explain(own.pk, one.source.pk, "1", "Số của ngành.", by=officer, now=now())
    report.refresh_from_db()
    report = hand_in(own.pk, seen_at=report.changed_at, by=officer, now=now())
    report = give_back(own.pk, "Xem lại.", seen_at=report.changed_at, by=colleague, now=now())
    assert (report.state, report.steps.last().text) == ("draft", "Xem lại.")
    report = hand_in(own.pk, seen_at=report.changed_at, by=officer, now=now())
    version = send(
        own.pk, number="15/BC-SYT", signed_on=DAY, seen_at=report.changed_at, by=colleague,
        now=now(),
    )  # fmt: skip
    sent = Report.objects.get(docx_sha256=version.docx_sha256)
    checked = verify_report(sent.docx_file, by=officer)
    assert checked.differences == ()
    assert checked.sent.as_dict() | {"signed_on": ""} == {
        "number": "15/BC-SYT", "signed_on": "", "version": 1, "same_file": True, "same_words": True,
    }  # fmt: skip
    assert verify_report(plain, by=officer).sent is None
    assert {d.rule for d in check_file(sent.docx_file)} <= {d.rule for d in check_file(plain)}
    _says_both_values(sent, one)
    forged = _forged(sent.docx_file, one.computed_shown, "99,9%")
    assert not verify_report(forged, by=officer).identical
    (difference,) = verify_report(_forged(sent.docx_file, "Tốt.", "Kém."), by=officer).differences
    assert (difference.what, difference.found[-4:]) == ("words", "Kém.")


def _says_both_values(sent, one):
    tables = Document(sent.docx_file).tables
    table = next(t for t in tables if any("Số tính lại" in c.text for c in t.rows[0].cells))
    cells = [cell.text.replace("\xa0", " ") for cell in table.rows[1].cells]
    assert cells[1] == "Sở Giáo dục và Đào tạo"
    assert cells[3:] == [
        "75,0 (**)", one.computed_shown.rstrip("%"), "Hiệu đính: Thêm một xã. Số của ngành.",
    ]  # fmt: skip
    book = openpyxl.load_workbook(sent.xlsx_file)
    assert book["Số liệu khác nhau"]["D5"].value == 75.0
    assert [c.value for c in book["Cơ quan báo cáo"]["B"]][4:] == ["Sở Giáo dục và Đào tạo"]
    notes = [str(cell.value).lower() for row in book["Phụ lục I"] for cell in row]
    assert any("có cơ quan báo cáo số khác" in note for note in notes)


def _forged(file, printed, other):
    """Return the document with other words printed where these were."""
    forged = file.with_name("forged.docx")
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(forged, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == "word/document.xml":
                content = content.replace(printed.encode(), other.encode())
            bad.writestr(name, content)
    return forged
