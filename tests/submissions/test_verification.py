"""A sent document is proved figure by figure; what people corrected is told with its reason."""

import zipfile
from datetime import date
from uuid import uuid4

import pytest

from mangnon.core.models import Refused, Unit
from mangnon.documents.checking import check_document
from mangnon.indicators.services import compute_run
from mangnon.reports.models import Obligation
from mangnon.reports.services import build_report
from mangnon.reports.submissions.building import body_asked
from mangnon.reports.submissions.figures import run_for
from mangnon.reports.submissions.verifying import kept_file
from mangnon.reports.submissions.writing import begin, correct, estimate
from mangnon.reports.verification import verify_report
from mangnon.reports.verified import described
from mangnon.snapshots.services import take_snapshot
from mangnon.ui.context import now
from tests import small_province, small_reform

from .conftest import OF_THE_YEAR, fresh, send, submit


@pytest.fixture
def file(province, officer, make_user, settings):
    """The province's own report, with a corrected and an estimated figure, signed and sent."""
    settings.TODAY = small_province.TODAY
    small_province.fill(province, officer)
    compute_run(take_snapshot(date(2024, 12, 31), by=officer), by=officer)
    compute_run(take_snapshot(small_province.TODAY, by=officer), by=officer)
    owed = Obligation.objects.create(unit=province, asked_by=officer, asked_at=now(), **OF_THE_YEAR)
    today = {"today": small_province.TODAY, "now": now()}
    made = begin(owed.pk, by=officer, **today)
    leaves = list(made.figures.exclude(computed__value=None).values_list("leaf", flat=True))
    seen = {"seen_at": fresh(made).changed_at, "by": officer}
    correct(made.pk, leaves[0], 61.5, "Sổ ghi thiếu", now=now(), **seen)
    seen["seen_at"] = fresh(made).changed_at
    estimate(made.pk, leaves[1], 70, "Theo tiến độ", **seen)
    submit(made, officer, **today)
    head = make_user("focal_office", province, "lanh-dao-so")
    send(made, head, **today, key=uuid4())
    return kept_file(made.versions.get())


def forged(file, old, new):
    other = file.with_name("forged.docx")
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(other, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == "word/document.xml":
                assert old in content
                content = content.replace(old, new, 1)
            bad.writestr(name, content)
    return other


def test_a_sent_report_is_identical_and_says_who_corrected_what(file, officer):
    checked = verify_report(file, by=officer)
    assert checked.differences == ()
    assert checked.figures > 2
    (correction,) = checked.corrected
    assert (correction.corrected, correction.because) == (61.5, "Sổ ghi thiếu")
    assert correction.by == str(officer)
    assert "Sổ ghi thiếu" in described(checked)
    assert checked.as_dict()["corrected"][0]["because"] == "Sổ ghi thiếu"
    assert [str(d) for d in check_document(file.name, file.read_bytes())] == []


def test_a_corrected_figure_that_was_typed_over_is_found(file, officer):
    checked = verify_report(forged(file, b"61,5", b"91,5"), by=officer)
    assert [difference.found for difference in checked.differences] == ["91,5%"]


def test_the_file_that_was_sent_is_told_from_one_saved_anew(file, officer):
    checked = verify_report(file, by=officer)
    assert checked.as_dict()["sent"] == {
        "number": "15/BC-UBND", "signed_on": "2025-10-31", "version": 1, "same_file": True,
        "same_words": True,
    }  # fmt: skip
    assert "Tệp đúng là bản đã gửi: số 15/BC-UBND ngày 31/10/2025." in described(checked)
    other = forged(file, b"<w:body>", b"<w:body> ")
    checked = verify_report(other, by=officer)
    assert checked.identical
    assert checked.corrected
    assert not checked.sent.is_same_file
    assert "được lưu lại" in described(checked)


def test_a_changed_word_of_a_copy_is_told_with_its_section(file, officer):
    checked = verify_report(forged(file, "Tiếp tục".encode(), "Thôi không".encode()), by=officer)
    assert not checked.identical
    (difference,) = checked.differences
    assert (difference.what, difference.expected.startswith("Tiếp tục")) == ("words", True)
    assert difference.where.casefold().endswith("phương hướng, kiến nghị")
    assert difference.found.startswith("Thôi không")
    words = described(checked)
    assert words.startswith("Trùng khớp")
    assert "Tệp khác với bản đã gửi, số 15/BC-UBND" in words
    assert difference.where in words
    assert checked.as_dict()["sent"]["same_words"] is False


def test_a_built_draft_of_a_commune_is_proved_too(province, officer, tmp_path):
    small_province.fill(province, officer)
    run = compute_run(take_snapshot(small_province.TODAY, by=officer), by=officer)
    with pytest.raises(Refused):
        build_report(year=2025, kind="agency", run=run, by=officer)
    part = body_asked("", "25216", date(2025, 12, 31))
    about = {"year": 2025, "kind": "agency", "run": run, "by": officer, "part": part}
    built = build_report(**about, out=tmp_path / "out")
    assert not build_report(**about).is_new
    checked = verify_report(built.docx, by=officer)
    assert checked.identical
    assert checked.figures > 0
    assert [str(d) for d in check_document("a.docx", built.docx.read_bytes())] == []
    for organisation, unit in (("", ""), ("", "99999"), ("khong-co", "")):
        with pytest.raises(Refused):
            body_asked(organisation, unit, date(2025, 12, 31))


def test_a_unit_made_by_the_reform_reports_what_it_was_made_of(province, officer, settings):
    small_province.fill(province, officer)
    Unit.objects.update(valid_to=small_reform.MERGED)
    run = compute_run(take_snapshot(date(2025, 6, 30), by=officer), by=officer)
    small_reform.reform()
    part = body_asked("", "25217", date(2025, 12, 31))
    assert part.unit.name == "Phước Long"
    assert run_for(part, date(2025, 1, 1), date(2025, 12, 31), by=officer) == run
    built = build_report(year=2025, kind="agency", run=run, by=officer, part=part)
    checked = verify_report(built.docx, by=officer)
    assert checked.identical
    assert checked.figures > 0
