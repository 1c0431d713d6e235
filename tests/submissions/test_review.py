"""Written by one, signed by another, received by a third; each step once, each refusal said."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from mangnon.core.models import AuditEntry, Refused, Unit
from mangnon.indicators.models import Result
from mangnon.reports.models import (
    Obligation,
    Submission,
    SubmissionFigure,
    SubmissionVersion,
)
from mangnon.reports.obligations.waiting import obligations_waiting_for
from mangnon.reports.submissions import figures, receiving
from mangnon.reports.submissions.content import Content, content_of
from mangnon.reports.submissions.differences import differences
from mangnon.reports.submissions.sending import give_back
from mangnon.reports.submissions.waiting import submissions_waiting_for
from mangnon.reports.submissions.writing import (
    Conflict,
    begin,
    correct,
    draft_again,
    estimate,
    write_section,
)
from mangnon.snapshots.services import require_untouched
from mangnon.ui.context import now

from .conftest import TODAY, fresh, receive, send, submit


def write(report, key, text, by):
    section = report.sections.get(key=key)
    return write_section(report.pk, key, text, seen_at=section.changed_at, by=by)


def fix(report, by, value=98.5, because="Sổ ghi thiếu một trẻ"):
    seen_at = fresh(report).changed_at
    return correct(report.pk, "1", value, because, seen_at=seen_at, by=by, now=now())


def test_a_report_waits_for_one_person_at_a_time(report, keeper, chair):
    def told(person):
        return [str(one.why) for one in (
            *obligations_waiting_for(person, TODAY), *submissions_waiting_for(person, TODAY)
        )]  # fmt: skip

    assert (told(keeper), told(chair)) == (["Báo cáo sắp đến hạn"], [])
    submit(report, keeper)
    assert (told(keeper), told(chair)) == ([], ["Có báo cáo chờ anh/chị ký."])
    seen_at = fresh(report).changed_at
    give_back(report.pk, "Thiếu", seen_at=seen_at, key=uuid4(), by=chair, now=now())
    given_back = ["Lãnh đạo đã trả lại báo cáo; hãy sửa rồi trình lại."]
    assert (told(keeper), told(chair)) == (given_back, [])


def test_the_whole_way_from_the_draft_to_the_lock(report, keeper, chair, officer):
    assert submit(report, keeper).state == "submitted"
    assert [w.title for w in submissions_waiting_for(chair, TODAY)] == [str(fresh(report))]
    sent = send(report, chair)
    assert (sent.state, sent.number, sent.version) == ("sent", "15/BC-UBND", 1)
    assert not submissions_waiting_for(chair, TODAY)
    assert len(submissions_waiting_for(officer, TODAY)) == 1
    receive("comment", report, officer, "Nêu rõ số lớp", section="activities")
    returned = receive("return_it", report, officer, "")
    assert returned.state == "returned"
    assert len(submissions_waiting_for(keeper, TODAY)) == 1
    with pytest.raises(Refused, match="còn 1 ý kiến chưa trả lời"):
        submit(report, keeper)
    comment = report.comments.get()
    told = {"key": uuid4(), "now": now()}
    receiving.answer(report.pk, comment.pk, "Đã bổ sung", by=keeper, **told)
    write(report, "activities", "Đã mở 12 lớp dạy bơi.", keeper)
    fix(report, keeper)
    submit(report, keeper)
    send(report, chair, 16)
    assert receive("accept", report, officer).state == "accepted"
    assert receive("lock", report, officer).state == "locked"
    with pytest.raises(Refused, match="Đã khóa"):
        write(report, "activities", "Nữa", keeper)
    assert receive("unlock", report, officer, "Số liệu sai").state == "accepted"
    entry = AuditEntry.objects.get(action="submission.unlock")
    assert "Số liệu sai" in str(vars(entry))
    first, second = (Content.model_validate(one.content) for one in report.versions.all())
    told = differences(first, second)
    assert [(f.leaf, f.before, f.after) for f in told.figures] == [("1", "100,0%", "98,5%")]
    (section,) = told.sections
    assert any("12" in piece.text for piece in section.pieces if piece.kind == "new")


def test_nobody_signs_or_receives_what_they_wrote(report, keeper, chair, officer, make_user, ward):
    submit(report, keeper)
    with pytest.raises(PermissionDenied):
        send(report, keeper)
    with pytest.raises(Submission.DoesNotExist):
        send(report, officer)
    chair_too = make_user("commune_chair", ward, "pho-chu-tich")
    report.writers.add(chair_too)
    with pytest.raises(Refused, match="người khác phải ký"):
        send(report, chair_too)
    send(report, chair)
    report.writers.add(officer)
    with pytest.raises(Refused, match="người khác phải tiếp nhận"):
        receive("accept", report, officer)
    with pytest.raises(PermissionDenied):
        receive("accept", report, chair)


def test_the_agency_s_colleague_signs(owe, health, agency, make_user, run, untouched, province):
    made = begin(owe(health.unit, health).pk, by=agency, today=TODAY, now=now())
    submit(made, agency)
    with pytest.raises(Refused, match="người khác phải ký"):
        send(made, agency)
    head = make_user("agency_focal_point", province, "giam-doc")
    head.organisation = health
    head.save()
    assert send(made, head).state == "sent"


def test_the_same_form_twice_is_one_step_another_is_refused(report, keeper, chair, officer):
    key, seen_at = uuid4(), fresh(report).changed_at
    submit(report, keeper, key=key, seen_at=seen_at)
    assert submit(report, keeper, key=key, seen_at=seen_at).state == "submitted"
    with pytest.raises(Refused, match="Chờ lãnh đạo"):
        submit(report, keeper)
    key, seen_at = uuid4(), fresh(report).changed_at
    send(report, chair, key=key, seen_at=seen_at)
    send(report, chair, key=key, seen_at=seen_at)
    assert report.versions.count() == 1
    with pytest.raises(Refused, match="không chờ lãnh đạo ký"):
        send(report, chair)
    told = {"key": uuid4()}
    receive("comment", report, officer, "Vì sao?", **told)
    receive("comment", report, officer, "Vì sao?", **told)
    assert report.comments.count() == 1


def test_two_writers_keep_both_sections_and_see_a_conflict_on_one(report, keeper, make_user, ward):
    second = make_user("commune_officer", ward, "can-bo-2")
    seen = {one.key: one.changed_at for one in report.sections.all()}
    write_section(report.pk, "situation", "A", seen_at=seen["situation"], by=keeper)
    write_section(report.pk, "funding", "B", seen_at=seen["funding"], by=second)
    assert {report.sections.get(key=k).text for k in ("situation", "funding")} == {"A", "B"}
    with pytest.raises(Conflict, match="vừa viết mục này") as conflict:
        write_section(report.pk, "situation", "C", seen_at=seen["situation"], by=second)
    assert conflict.value.section.text == "A"
    assert set(report.writers.all()) == {keeper, second}


def test_what_is_unfinished_is_not_submitted(report, keeper):
    write(report, "directions", "", keeper)
    with pytest.raises(Refused, match="Phương hướng"):
        submit(report, keeper)
    with pytest.raises(Refused, match="sau khi anh/chị mở"):
        submit(report, keeper, seen_at=report.drafted_at)


def test_a_report_is_returned_with_a_reason_or_a_comment(sent, officer, keeper):
    with pytest.raises(Refused, match="nêu lý do"):
        receive("return_it", sent, officer, "")
    receive("return_it", sent, officer, "Thiếu phụ lục")
    assert sent.comments.get().text == "Thiếu phụ lục"
    with pytest.raises(Refused, match="Đã trả lại"):
        receive("accept", sent, officer)


def test_a_leader_gives_back_with_the_reason(report, keeper, chair):
    submit(report, keeper)
    seen_at = fresh(report).changed_at
    told = {"key": uuid4(), "seen_at": seen_at, "by": chair, "now": now()}
    assert give_back(report.pk, "Viết gọn lại", **told).state == "draft"
    assert report.steps.last().text == "Viết gọn lại"


@pytest.mark.parametrize(
    ("last", "half"), [(date(2025, 6, 30), "đầu"), (date(2025, 12, 31), "cuối")]
)
def test_each_half_of_a_year_has_its_own_subject(owe, ward, keeper, run, untouched, last, half):
    owed = owe(ward, period="half_year", period_to=last)
    made = begin(owed.pk, by=keeper, today=TODAY, now=now())
    assert content_of(made, by=keeper).subject.endswith(f"6 tháng {half} năm 2025")


def test_a_number_stands_on_one_report_of_a_body_and_year(sent, owe, ward, keeper, chair):
    other = begin(owe(ward, period="half_year").pk, by=keeper, today=TODAY, now=now())
    submit(other, keeper)
    with pytest.raises(Refused, match="văn thư"):
        send(other, chair, 15)
    assert send(other, chair, 17).number == "17/BC-UBND"


def test_a_figure_that_disagrees_with_its_receipt_is_not_sent(report, keeper, chair):
    figure = report.figures.get(leaf="1")
    SubmissionFigure.objects.filter(pk=figure.pk).update(computed=figure.computed | {"value": 99.0})
    with pytest.raises(Refused, match="không khớp biên nhận"):
        submit(report, keeper)
    draft_again(
        report.pk, key=uuid4(), seen_at=fresh(report).changed_at, by=keeper, today=TODAY, now=now()
    )
    submit(report, keeper)
    Result.objects.filter(run=report.run, unit__code="25216", leaf="1").update(value=12.0)
    with pytest.raises(Refused, match="Số liệu chỉ tiêu 1 "):
        send(report, chair)


def test_a_changed_snapshot_stops_the_sending(report, keeper, monkeypatch):
    monkeypatch.setattr(figures, "require_untouched", require_untouched)
    with pytest.raises(Refused, match="2025-10-31-0001"):
        submit(report, keeper)


def test_corrections_and_estimates_say_why_and_fall_with_their_figure(report, keeper, run):
    figure = fix(report, keeper)
    assert (figure.computed["value"], figure.corrected) == (100.0, 98.5)
    with pytest.raises(Refused, match="0 đến 100"):
        fix(report, keeper, 140)
    seen_at = fresh(report).changed_at
    estimate(report.pk, "1", 99.0, "Theo tháng", seen_at=seen_at, by=keeper)
    again = {"seen_at": fresh(report).changed_at, "by": keeper, "today": TODAY, "now": now()}
    draft_again(report.pk, key=uuid4(), **again)
    assert report.figures.get(leaf="1").corrected == 98.5
    Result.objects.filter(run=run, unit__code="25216", leaf="1").update(value=50.0)
    again |= {"seen_at": fresh(report).changed_at, "now": now()}
    draft_again(report.pk, key=uuid4(), **again)
    kept = report.figures.get(leaf="1")
    assert (kept.corrected, kept.estimate) == (None, 99.0)
    assert "1" in report.steps.last().text


def test_what_was_sent_never_changes(sent):
    version = sent.versions.get()
    for change in (
        lambda: SubmissionVersion.objects.filter(pk=version.pk).update(number="1"),
        version.delete,
        lambda: sent.steps.first().delete(),
        lambda: sent.sections.update(text="khác"),
        lambda: sent.figures.update(corrected=None, title="khác"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "table",
    [
        "submission", "submissionversion", "submissionstep", "submissioncomment",
        "submissionsection", "submissionfigure", "consolidatedpassage", "figureexplanation",
        "report",
    ],
)  # fmt: skip
def test_what_was_sent_or_said_is_not_emptied(db, table):
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match="TRUNCATE on reports_"),
        transaction.atomic(),
    ):
        cursor.execute(f"TRUNCATE reports_{table} CASCADE")


def test_what_is_withdrawn_meanwhile_is_not_sent(report, keeper, chair, owed, officer):
    submit(report, keeper)
    Obligation.objects.filter(pk=owed.pk).update(
        withdrawn_by=officer, withdrawn_at=now(), withdrawn_because="Hỏi nhầm"
    )
    with pytest.raises(Refused, match="Hỏi nhầm"):
        send(report, chair)


def test_sent_late_is_marked(report, keeper, chair, owed):
    Obligation.objects.filter(pk=owed.pk).update(
        due_on=TODAY.replace(day=1), counted_until=TODAY.replace(day=1)
    )
    submit(report, keeper)
    assert send(report, chair).was_late
    assert report.versions.get().content["is_late"]


def test_others_see_it_only_once_it_was_sent(report, keeper, chair, officer, make_user):
    assert not Submission.objects.visible_to(officer).exists()
    neighbour = make_user("commune_officer", Unit.objects.get(code="25217"))
    submit(report, keeper)
    send(report, chair)
    assert Submission.objects.visible_to(officer).exists()
    assert not Submission.objects.visible_to(neighbour).exists()
    assert set(report.steps.visible_to(officer).values_list("kind", flat=True)) == {"sent"}
