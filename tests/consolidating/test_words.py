"""Words come in from accepted reports, are taken, left out, edited and moved; nothing is lost."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mangnon.core.models import AuditEntry, Refused
from mangnon.reports.consolidating.arranging import (
    decide,
    edit,
    leave_out_repeated,
    of_section,
    take_all,
    write_own_words,
)
from mangnon.reports.consolidating.taking_in import begin, take_in
from mangnon.reports.models import ConsolidatedPassage, Obligation, Submission
from mangnon.ui.context import now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
SAME = "Ngày 01/6/2025 phối hợp tổ chức Ngày hội thiếu nhi cho 250 trẻ em."


@pytest.fixture
def sent(owe, accept, schools, province):
    """An agency and a commune whose reports were accepted; one paragraph is in both."""
    return [
        accept(
            owe(province, schools),
            {"results": f"Mở 12 lớp.\n{SAME}", "difficulties": "Thiếu người."},
        ),
        accept(owe("25216"), {"results": f"{SAME}\nDạy bơi 40 trẻ.", "next": "Mở thêm lớp."}),
    ]


def texts(report, key, by):
    return [(p.author, p.text, p.state) for p in of_section(report, key, by)]


def edited(own, passage, by, **about):
    told = {"text": passage.text, "placed_in": passage.placed_in, "place": 1} | about
    return edit(own.pk, passage.pk, **told, seen_at=passage.changed_at, by=by)


def test_who_receives_no_reports_begins_none(own, run, leader, stranger):
    with pytest.raises(PermissionDenied):
        begin(own.pk, run, by=leader, now=now())
    with pytest.raises(Obligation.DoesNotExist):
        begin(own.pk, run, by=stranger, now=now())
    assert not Submission.objects.exists()


def test_a_report_of_others_figures_is_refused(own, run, officer):
    Obligation.objects.filter(pk=own.pk).update(period_from="2024-01-01", period_to="2024-12-31")
    with pytest.raises(Refused, match="2024"):
        begin(own.pk, run, by=officer, now=now())


def test_words_come_in_by_section_with_their_author_and_duplicates_are_marked(sent, begun, officer):
    report = begun()
    assert [s.heading for s in report.sections.all()] == [
        "Kết quả", "Khó khăn, vướng mắc", "Phương hướng",
    ]  # fmt: skip
    assert texts(report, "results", officer) == [
        ("Sở Giáo dục và Đào tạo", "Mở 12 lớp.", "new"),
        ("Sở Giáo dục và Đào tạo", SAME, "new"),
        ("Phường Thác Mơ", SAME, "new"),
        ("Phường Thác Mơ", "Dạy bơi 40 trẻ.", "new"),
    ]
    repeated = [p for p in of_section(report, "results", officer) if p.like]
    assert [(p.author, p.like.author) for p in repeated] == [
        ("Phường Thác Mơ", "Sở Giáo dục và Đào tạo")
    ]


def test_what_is_sent_but_not_accepted_stays_out(owe, accept, begun):
    accept(owe("25216"), {"results": "Tốt."}, state="sent")
    assert not begun().passages.exists()


def test_begun_by_two_it_is_one_report(sent, begun, officer, colleague):
    assert begun(officer).pk == begun(colleague).pk
    assert ConsolidatedPassage.objects.count() == 6
    assert AuditEntry.objects.filter(action="consolidation.begin").count() == 1


def test_taken_in_again_nothing_comes_twice(own, sent, begun, officer):
    begun()
    assert take_in(own.pk, by=officer) == 0
    assert ConsolidatedPassage.objects.count() == 6


def test_a_paragraph_is_edited_and_the_source_stays_beside_it(own, sent, begun, officer):
    first = of_section(begun(), "results", officer)[0]
    one = edited(own, first, officer, text="Mở  12 lớp\nhọc bơi.")
    one.refresh_from_db()
    assert (one.text, one.taken_text, one.state) == ("Mở 12 lớp học bơi.", "Mở 12 lớp.", "taken")
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsolidatedPassage.objects.filter(pk=one.pk).update(taken_text="khác")


def test_a_paragraph_is_moved_to_a_place_of_another_section(own, sent, begun, officer):
    report = begun()
    last = list(of_section(report, "results", officer))[-1]
    edited(own, last, officer, placed_in="next", place=1)
    assert [text for _a, text, _s in texts(report, "next", officer)] == [
        "Dạy bơi 40 trẻ.", "Mở thêm lớp.",
    ]  # fmt: skip
    with pytest.raises(Refused, match="no such section"):
        edited(own, of_section(report, "next", officer)[0], officer, placed_in="khac")


def test_what_somebody_changed_meanwhile_is_not_overwritten(own, sent, begun, officer, colleague):
    first = of_section(begun(), "results", officer)[0]
    edited(own, first, colleague, text="Của đồng nghiệp.")
    with pytest.raises(Refused, match="Somebody has changed"):
        edited(own, first, officer, text="Của tôi.")
    with pytest.raises(Refused, match="Somebody has changed"):
        decide(own.pk, first.pk, "left_out", seen_at=first.changed_at, by=officer)
    first.refresh_from_db()
    assert first.text == "Của đồng nghiệp."


def test_a_section_is_taken_at_once_but_for_what_is_said_already(own, sent, begun, officer):
    report = begun()
    assert take_all(own.pk, "results", by=officer) == 3
    assert leave_out_repeated(own.pk, "results", by=officer) == 1
    assert [state for _a, _t, state in texts(report, "results", officer)] == [
        "taken", "taken", "left_out", "taken",
    ]  # fmt: skip


def test_a_late_report_comes_in_without_losing_edits(own, sent, owe, accept, begun, officer):
    report = begun()
    edited(own, of_section(report, "results", officer)[0], officer, text="Đã sửa.")
    accept(owe("25270"), {"results": "Nộp muộn.", "difficulties": "Thiếu kinh phí."})
    assert take_in(own.pk, by=officer) == 2
    assert [text for _a, text, _s in texts(report, "results", officer)] == [
        "Đã sửa.", SAME, SAME, "Dạy bơi 40 trẻ.", "Nộp muộn.",
    ]  # fmt: skip


def test_a_returned_source_marks_its_paragraphs(own, sent, begun, officer):
    report, (_schools, ward) = begun(), sent
    Submission.objects.filter(pk=ward.pk).update(state="returned")
    marked = [p for p in of_section(report, "results", officer) if p.is_stale]
    assert [p.author for p in marked] == ["Phường Thác Mơ", "Phường Thác Mơ"]
    assert list(of_section(report, "results", officer).stale()) == marked
    with pytest.raises(Refused, match="returned or sent anew"):
        decide(own.pk, marked[0].pk, "taken", seen_at=marked[0].changed_at, by=officer)
    take_all(own.pk, "results", by=officer)
    assert {p.state for p in of_section(report, "results", officer).stale()} == {"new"}


def test_a_new_version_keeps_edits_of_what_it_says_unchanged(own, sent, begun, accept, officer):
    report, (_schools, ward) = begun(), sent
    swim = list(of_section(report, "results", officer))[-1]
    edited(own, swim, officer, text="Dạy bơi 40 trẻ em.", place=4)
    accept(ward.obligation, {"results": "Dạy bơi 40 trẻ.\nMới thêm.", "next": "Mở thêm lớp."})
    assert take_in(own.pk, by=officer) == 1
    swim.refresh_from_db()
    assert (swim.text, swim.source.version, swim.is_stale) == ("Dạy bơi 40 trẻ em.", 2, False)
    stale = of_section(report, "results", officer).stale()
    assert [p.taken_text for p in stale] == [SAME]  # the new version says it no more


def test_the_office_writes_its_own_words(own, sent, begun, officer):
    section = begun().sections.get(key="results")
    seen = section.changed_at
    write_own_words(own.pk, "results", "Nhìn chung tốt.", seen_at=seen, by=officer)
    with pytest.raises(Refused, match="Somebody has changed"):
        write_own_words(own.pk, "results", "Khác.", seen_at=seen, by=officer)
    section.refresh_from_db()
    assert section.text == "Nhìn chung tốt."
