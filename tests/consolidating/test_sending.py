"""The consolidated report is built, handed in, signed by another and sent; then nothing changes."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from docx import Document

from mangnon.core.models import AuditEntry, Refused
from mangnon.reports.consolidating.arranging import decide, edit, of_section, take_all
from mangnon.reports.consolidating.disagreements import disagreements_of, explain
from mangnon.reports.consolidating.sending import build_draft, hand_in, in_the_way, send
from mangnon.reports.consolidating.taking_in import take_in
from mangnon.reports.models import ConsolidatedPassage, Report, Submission
from mangnon.ui.context import now

from .conftest import TODAY, figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DAY = datetime.date(2025, 11, 15)


@pytest.fixture
def sources(owe, accept, schools, province):
    owe("25270")
    return [
        accept(owe(province, schools), {"results": "Mở 12 lớp bơi."}),
        accept(owe("25216"), {"results": "Dạy bơi 40 trẻ em."}),
    ]


def post(own, report, by, number="15/BC-SYT", on=DAY):
    return send(
        own.pk, number=number, signed_on=on, seen_at=report.changed_at, by=by, now=now()
    )  # fmt: skip


def lines(report):
    return [p.text.replace("\xa0", " ") for p in Document(report.docx_file).paragraphs]


def test_what_is_not_decided_explained_or_taken_in_stands_in_the_way(
    own, sources, owe, accept, begun, officer
):
    report = begun()
    accept(owe("25217"), {"results": "Nộp muộn."}, [figure("4b", "688", 10.0)])
    assert in_the_way(report, officer) == [
        "Reports accepted since and not taken in: 1. Take them in.",
        "Paragraphs not looked at: 2. Take them or leave them out.",
        "Figures that differ from the registers: 1. Explain them or return the reports.",
    ]
    with pytest.raises(Refused, match="not taken in: 1"):
        hand_in(own.pk, seen_at=report.changed_at, by=officer, now=now())
    take_in(own.pk, by=officer)
    take_all(own.pk, "results", by=officer)
    assert len(in_the_way(report, officer)) == 1
    (one,) = disagreements_of(report, officer)
    explain(own.pk, one.source.pk, "4b", "Chưa cập nhật.", by=officer, now=now())
    assert in_the_way(report, officer) == []


def test_the_draft_says_what_is_taken_from_whom_and_names_who_is_late(
    own, sources, owe, accept, begun, officer
):
    accept(owe("25217"), {"results": "Không đưa vào."})
    first, unwanted, _ward = of_section(begun(), "results", officer)
    decide(own.pk, unwanted.pk, "left_out", seen_at=unwanted.changed_at, by=officer)
    edit(
        own.pk, first.pk, text="Mở 12 lớp học bơi.", placed_in="results", place=3,
        seen_at=first.changed_at, by=officer,
    )  # fmt: skip
    take_all(own.pk, "results", by=officer)
    text = lines(build_draft(own.pk, by=officer, today=TODAY))
    assert [line for line in text if "bơi" in line or "đưa vào" in line] == [
        "- Phường Thác Mơ: Dạy bơi 40 trẻ em.",
        "- Sở Giáo dục và Đào tạo: Mở 12 lớp học bơi.",
    ]
    assert "- Quá hạn chưa gửi báo cáo (1): Thị trấn Lộc Ninh (chậm 5 ngày)." in text


def test_who_wrote_it_does_not_sign_it(own, sources, waiting, officer):
    with pytest.raises(Refused, match="another person signs"):
        post(own, waiting(), officer)


def test_what_was_not_handed_in_is_not_sent(own, sources, begun, colleague):
    with pytest.raises(Refused, match="not been handed in"):
        post(own, begun(), colleague)


def test_it_is_sent_once_with_number_and_day_and_never_changes_again(
    own, sources, waiting, colleague, officer, make_user, province
):
    report = waiting()
    version = post(own, report, colleague)
    built = Report.objects.get(docx_sha256=version.docx_sha256)
    own.submission.refresh_from_db()
    assert (own.submission.state, version.number, version.version) == ("sent", "15/BC-SYT", 1)
    assert [Submission.objects.get(pk=s.pk).state for s in sources] == ["locked", "locked"]
    assert AuditEntry.objects.filter(action="submission.lock").count() == 2
    head = " ".join(c.text for row in Document(built.docx_file).tables[0].rows for c in row.cells)
    assert "Số: 15/BC-SYT" in head
    assert "ngày 15 tháng 11 năm 2025" in head
    assert version.content["sections"][0]["text"] == (
        "Sở Giáo dục và Đào tạo: Mở 12 lớp bơi.\nPhường Thác Mơ: Dạy bơi 40 trẻ em."
    )
    assert {f["leaf"] for f in version.content["figures"]} >= {"1", "4b", "13"}
    _never_changes(own, built, officer)
    third = make_user("focal_office", province, "nguoi-thu-ba")
    with pytest.raises(Refused, match="was sent with number 15/BC-SYT"):
        post(own, report, third, number="16/BC-SYT")
    assert own.submission.versions.count() == 1


def _never_changes(own, built, officer):
    passage = ConsolidatedPassage.objects.first()
    rows = ConsolidatedPassage.objects.filter(pk=passage.pk)
    files = Report.objects.filter(pk=built.pk)
    for change in (
        lambda: rows.update(text="khác"), rows.delete, lambda: files.update(year=2024),
        files.delete,
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(Refused, match="15/BC-SYT"):
        decide(own.pk, passage.pk, "left_out", seen_at=passage.changed_at, by=officer)
    with pytest.raises(Refused, match="15/BC-SYT"):
        take_in(own.pk, by=officer)


def test_a_number_of_the_office_is_given_once_a_year(
    own, sources, waiting, colleague, owe, accept, health, province
):
    other = accept(owe(province, health, period="half_year"), {"results": "Tốt."})
    Submission.objects.filter(pk=other.pk).update(number="15/BC-SYT")
    with pytest.raises(Refused, match="on another report"):
        post(own, waiting(), colleague)


def test_a_day_to_come_is_refused(own, sources, waiting, colleague):
    with pytest.raises(Refused, match="has not come"):
        post(own, waiting(), colleague, on=DAY + datetime.timedelta(days=1))


def test_a_source_returned_meanwhile_stops_the_sending(own, sources, waiting, colleague):
    report = waiting()
    Submission.objects.filter(pk=sources[0].pk).update(state="returned")
    with pytest.raises(Refused, match="returned or sent anew: 1"):
        post(own, report, colleague)


def test_what_changed_since_it_was_opened_is_not_handed_in(own, sources, begun, officer):
    report = begun()
    take_all(own.pk, "results", by=officer)
    with pytest.raises(Refused, match="Somebody has changed"):
        hand_in(own.pk, seen_at=report.changed_at, by=officer, now=now())
