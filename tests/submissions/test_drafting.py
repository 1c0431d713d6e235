"""A report drafts itself: figures with receipts, words from the records."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Refused, Unit
from mangnon.indicators import screening
from mangnon.indicators.models import Result
from mangnon.reports.models import Submission
from mangnon.reports.submissions.writing import begin, draft_again, write_section
from mangnon.ui.context import now
from tests import small_reform

from .conftest import TODAY, fresh


def words(submission):
    return {section.key: section.text for section in submission.sections.all()}


def test_who_has_no_right_or_another_body_begins_nothing(owed, owe, keeper, chair, health, run):
    with pytest.raises(PermissionDenied):
        begin(owed.pk, by=chair, today=TODAY, now=now())
    of_health = owe(health.unit, health)
    keeper.unit = health.unit
    with pytest.raises(Refused, match="của chính đơn vị"):
        begin(of_health.pk, by=keeper, today=TODAY, now=now())
    assert not Submission.objects.exists()


def test_a_unit_gets_its_own_figures_with_receipts(report, run):
    (figure,) = report.figures.filter(leaf="1")
    assert figure.title
    assert figure.computed == {
        "key": "1_25216", "leaf": "1", "unit": "25216", "unit_valid_from": "1997-01-01",
        "measure": "percent", "numerator": 1, "denominator": 1, "value": 100.0,
        "attainment": "met", "basis": "provisional", "shown": {}, "year": 0, "snapshot": "",
    }  # fmt: skip
    assert report.run == run
    absent = report.figures.get(leaf="12")
    assert (absent.computed["value"], absent.computed["attainment"]) == (None, "no_data")


def test_an_agency_gets_the_figures_it_leads_of_the_province(owe, health, agency, run):
    made = begin(owe(health.unit, health).pk, by=agency, today=TODAY, now=now())
    assert [figure.leaf for figure in made.figures.all()] == ["1", "4b", "9", "12"]
    assert made.figures.get(leaf="4b").computed["unit"] == "70"


def test_a_small_figure_is_hidden_in_the_report(owed, keeper, run, untouched, monkeypatch):
    monkeypatch.setattr(screening, "_is_hidden", lambda *_about: True)
    made = begin(owed.pk, by=keeper, today=TODAY, now=now())
    told = made.figures.get(leaf="1").computed
    assert (told["value"], told["numerator"], told["attainment"]) == (None, None, None)


def test_words_tell_tasks_activities_money_difficulties_and_next_steps(
    owed, keeper, run, ward, make_task, hold, book, chair
):
    day = datetime.date(2025, 3, 1)
    make_task("Mở lớp dạy bơi", unit=ward, state="done", closed_on=day, of_plan=False,
              due_on=day)  # fmt: skip
    make_task("Tổng kết năm", unit=ward, due_on=datetime.date(2025, 12, 20), of_plan=False)
    hold(day, 120, unit=ward)
    hold(datetime.date(2024, 3, 1), 70, unit=ward)
    book("allocation", 5_000_000, day, unit=ward, decided_by=chair)
    told = words(begin(owed.pk, by=keeper, today=TODAY, now=now()))
    assert "1 đã hoàn thành" in told["tasks"]
    assert "- Mở lớp dạy bơi (hoàn thành ngày 01/03/2025; chưa có tệp minh chứng)" in told["tasks"]
    assert "Đã tổ chức 1 hoạt động với 120 lượt trẻ em" in told["activities"]
    assert "(kỳ trước: 1 hoạt động, 70 lượt trẻ em)" in told["activities"]
    assert "được giao 5.000.000 đồng" in told["funding"]
    assert "- Tổng kết năm (hạn 20/12/2025)" in told["directions"]
    assert "UBND phường Thác Mơ triển khai Kế hoạch" in told["situation"]


def test_begun_twice_is_one_report(report, owed, keeper):
    assert begin(owed.pk, by=keeper, today=TODAY, now=now()) == report


def test_without_a_run_the_report_has_words_alone(owed, keeper):
    made = begin(owed.pk, by=keeper, today=TODAY, now=now())
    assert made.run is None
    assert not made.figures.exists()
    assert "chưa có số liệu" in words(made)["results"]


def test_what_is_withdrawn_or_not_begun_is_refused(owe, keeper, ward, officer, run):
    gone = owe(ward, withdrawn_by=officer, withdrawn_at=now(), withdrawn_because="Trùng")
    with pytest.raises(Refused, match="Trùng"):
        begin(gone.pk, by=keeper, today=TODAY, now=now())
    later = owe(ward, period_from=datetime.date(2025, 12, 1), period="ad_hoc")
    with pytest.raises(Refused, match="chưa bắt đầu"):
        begin(later.pk, by=keeper, today=TODAY, now=now())


def test_an_abolished_unit_is_refused_with_its_successor(owe, keeper, ward, run):
    obligation = owe(ward)
    Unit.objects.update(valid_to=small_reform.MERGED)
    small_reform.reform()
    with pytest.raises(Refused, match="đơn vị kế thừa Phường Phước Long báo cáo thay"):
        begin(obligation.pk, by=keeper, today=TODAY, now=now())


def test_drafting_again_keeps_what_a_person_wrote_and_takes_new_figures(report, keeper, run):
    section = report.sections.get(key="situation")
    write_section(report.pk, "situation", "Lời của tôi", seen_at=section.changed_at, by=keeper)
    Result.objects.filter(run=run, unit__code="25216", leaf="1").update(value=50.0)
    seen_at = fresh(report).changed_at
    key = report.pk
    again = draft_again(report.pk, key=key, seen_at=seen_at, by=keeper, today=TODAY, now=now())
    assert again.figures.get(leaf="1").computed["value"] == 50.0
    kept = again.sections.get(key="situation")
    assert kept.text == "Lời của tôi"
    assert "triển khai Kế hoạch" in kept.drafted
    same = draft_again(report.pk, key=key, seen_at=seen_at, by=keeper, today=TODAY, now=now())
    assert same.changed_at == fresh(report).changed_at
