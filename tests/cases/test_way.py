"""One case from the call to closing, and what the process refuses on the way."""

import pytest

from mangnon.cases.models import Case, CaseClock, Participant, Report, Risk, Step
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.steps.deciding import decide
from mangnon.cases.steps.meanwhile import ChangedMeanwhile
from mangnon.cases.steps.taking import NewStep, take_step
from mangnon.children.facts.rules import NotAccepted
from mangnon.core.models import Refused
from tests.cases import answers
from tests.cases.conftest import at

REVIEWED_AT = 24 * 30


def go_to_review(case, take, agree, worker, chair):
    take(case, "acknowledge", worker, 0.5)
    take(case, "check", worker, 1, answers.CHECK)
    take(case, "assess_initially", worker, 2, answers.INITIAL)
    agree(take(case, "emergency", worker, 3, answers.EMERGENCY), chair, 4)
    take(case, "assess", worker, 24, answers.SPECIFIC)
    take(case, "meet", worker, 48, answers.MEETING)
    agree(take(case, "plan", worker, 50, answers.PLAN), chair, 52)
    return take(case, "review", worker, REVIEWED_AT, answers.REVIEW)


def test_a_case_goes_from_the_call_to_its_closing(case, take, agree, worker, chair):
    review = go_to_review(case, take, agree, worker, chair)
    assert review.state == Step.State.WAITS  # the risk falls: another person must agree
    agree(review, chair, REVIEWED_AT + 1)
    closing = take(case, "close", worker, REVIEWED_AT + 2, answers.CLOSING)
    case.refresh_from_db()
    assert (case.stage, case.closed_at) == ("closing_proposed", None)
    agree(closing, chair, REVIEWED_AT + 3)
    case.refresh_from_db()
    assert (case.stage, case.risk, case.closing_reason) == ("closed", "low", "no_risk")
    assert case.manager == worker
    stopped = {clock.code: clock.stopped_at for clock in CaseClock.objects.all()}
    assert stopped == {
        "acknowledge": at(0.5), "emergency": at(4), "plan_draft": at(50), "plan_approval": at(52),
        "feedback": None,
    }  # fmt: skip


def test_the_same_report_sent_twenty_times_is_one_case(operator, new_report):
    new = new_report()
    found = {receive(new, by=operator, now=at(0.1)).case_id for _time in range(20)}
    assert len(found) == Case.objects.count() == Report.objects.count() == 1


def test_the_same_step_sent_again_is_taken_once(case, worker):
    new = NewStep("acknowledge", at(1))
    for _time in range(3):
        take_step(case.pk, new, by=worker, now=at(2))
    assert Step.objects.filter(code="acknowledge").count() == 1
    assert Participant.objects.filter(part="manager").count() == 1


@pytest.mark.parametrize(
    ("code", "hours", "words"),
    [
        ("plan", 1, "giai đoạn"),
        ("close", 1, "giai đoạn"),
        ("acknowledge", -1, "trước khi"),
        ("dance", 1, "không có bước"),
    ],
)
def test_a_step_out_of_turn_is_refused(case, take, worker, code, hours, words):
    with pytest.raises(Refused, match=words):
        take(case, code, worker, hours)
    assert Step.objects.count() == 1


def test_a_step_that_is_still_to_come_is_refused(case, worker):
    with pytest.raises(Refused, match="chưa tới"):
        take_step(case.pk, NewStep("acknowledge", at(3)), by=worker, now=at(2))


def test_what_the_form_asks_must_be_answered(case, take, worker):
    take(case, "acknowledge", worker, 0.5)
    with pytest.raises(NotAccepted) as refusal:
        take(case, "check", worker, 1, {"is_true": "perhaps"})
    assert {name for name, _sentence in refusal.value.problems} == {"is_true", "found"}


def test_whoever_proposes_does_not_decide(case, take, worker, chair, make_user, commune):
    take(case, "acknowledge", worker, 0.5)
    step = take(case, "emergency", worker, 1, answers.EMERGENCY)
    step.by = chair
    step.save()
    with pytest.raises(Refused, match="người khác"):
        decide(case.pk, step.pk, agrees=True, by=chair, now=at(2))


def test_a_returned_plan_goes_back_to_the_meeting(case, take, worker, chair):
    take(case, "acknowledge", worker, 0.5)
    take(case, "assess_initially", worker, 2, answers.INITIAL)
    take(case, "assess", worker, 24, answers.SPECIFIC)
    take(case, "meet", worker, 48, answers.MEETING)
    plan = take(case, "plan", worker, 50, answers.PLAN)
    with pytest.raises(Refused, match="lý do"):
        decide(case.pk, plan.pk, agrees=False, by=chair, now=at(51))
    decide(case.pk, plan.pk, agrees=False, answer="Thiếu kinh phí", by=chair, now=at(51))
    case.refresh_from_db()
    assert case.stage == "met"
    assert CaseClock.objects.get(code="plan_approval").stopped_at is None


def test_a_case_with_open_safety_concerns_is_not_closed(case, take, agree, worker, chair):
    go_to_review(case, take, agree, worker, chair)
    with pytest.raises(Refused, match="chờ quyết định"):
        take(case, "close", worker, REVIEWED_AT + 2, answers.CLOSING)
    waiting = Step.objects.get(state="waits")
    agree(waiting, chair, REVIEWED_AT + 3)
    with pytest.raises(Refused, match="chưa an toàn"):
        take(case, "close", worker, REVIEWED_AT + 4, {**answers.CLOSING, "is_safe": "no"})


def test_who_looked_at_an_older_case_is_shown_what_changed(case, take, worker):
    take(case, "acknowledge", worker, 0.5)
    case.refresh_from_db()
    seen = case.version
    take(case, "check", worker, 1, answers.CHECK)
    with pytest.raises(ChangedMeanwhile) as changed:
        take(case, "assess_initially", worker, 2, answers.INITIAL, seen=seen)
    assert [step.code for step in changed.value.steps] == ["check"]
    take(case, "assess_initially", worker, 2, answers.INITIAL, seen=changed.value.now)


def test_a_commune_that_is_no_more_gets_no_case(operator, new_report, settings, make_unit):
    gone = make_unit("25999", "Đã bỏ", "commune", "Xã", "692", valid_to=at(-24).date())
    with pytest.raises(Refused, match="không phải xã"):
        receive(new_report(unit=gone), by=operator, now=at(1))
    assert not Case.objects.exists()


def test_feedback_after_closing_leaves_when_and_why_it_was_closed(case, take, agree, worker, chair):
    agree(go_to_review(case, take, agree, worker, chair), chair, REVIEWED_AT + 1)
    agree(take(case, "close", worker, REVIEWED_AT + 2, answers.CLOSING), chair, REVIEWED_AT + 3)
    take(case, "feed_back", worker, REVIEWED_AT + 9, {"told": "Đã báo Tổng đài 111"})
    case.refresh_from_db()
    assert (case.closed_at, case.closing_reason) == (at(REVIEWED_AT + 3), "no_risk")


def test_a_returned_measure_leaves_the_case_where_it_went_meanwhile(case, take, worker, chair):
    take(case, "acknowledge", worker, 0.5)
    measure = take(case, "emergency", worker, 1, answers.EMERGENCY)
    take(case, "check", worker, 2, answers.CHECK)
    decide(case.pk, measure.pk, agrees=False, answer="Chưa rõ ai đưa cháu đi", by=chair, now=at(3))
    case.refresh_from_db()
    assert case.stage == "checked"


def test_the_same_decision_sent_again_changes_nothing(case, take, worker, chair):
    take(case, "acknowledge", worker, 0.5)
    measure = take(case, "emergency", worker, 1, answers.EMERGENCY)
    first = decide(case.pk, measure.pk, agrees=True, by=chair, now=at(2))
    again = decide(case.pk, measure.pk, agrees=True, by=chair, now=at(3))
    assert (again.pk, again.decided_at) == (first.pk, at(2))


def test_the_words_of_a_case_are_those_of_risk_and_steps():
    assert [str(risk.label) for risk in Risk] == ["Chưa đánh giá", "Thấp", "Trung bình", "Cao"]
    assert str(Step.State.DONE.label) == "Đã thực hiện"


def test_a_decision_that_is_sent_twice_leads_back_to_the_board(case, take, worker, chair, client):
    take(case, "acknowledge", worker, 0.5)
    measure = take(case, "emergency", worker, 1, answers.EMERGENCY)
    case.refresh_from_db()
    client.force_login(chair)
    decided = {"agrees": "yes", "seen": case.version}
    sent = [
        client.post(f"/cases/{case.pk}/decide/{measure.pk}/", decided).status_code
        for _time in range(2)
    ]
    assert sent == [302, 302]
