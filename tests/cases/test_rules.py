"""What the law and good sense refuse, and the correction of what was wrong."""

import datetime

import pytest

from mangnon.cases.models import CaseClock
from mangnon.cases.steps.deciding import decide
from mangnon.cases.steps.taking import NewStep, take_step
from mangnon.core.models import Refused
from tests.cases import answers
from tests.cases.conftest import RECEIVED, at
from tests.cases.test_way import REVIEWED_AT, go_to_review

A_DAY = 24


@pytest.fixture
def taken(case, take, worker):
    take(case, "acknowledge", worker, 0.5)
    return case


@pytest.fixture
def separated(taken, take, agree, worker, chair):
    agree(take(taken, "separate", worker, 1, answers.SEPARATION), chair, 2)
    return taken


def met(case, take, worker):
    take(case, "assess_initially", worker, 2, answers.INITIAL)
    take(case, "assess", worker, 24, answers.SPECIFIC)
    take(case, "meet", worker, 48, answers.MEETING)


def test_a_separation_is_extended_within_its_fifteen_days_to_a_later_day_only(
    separated, take, agree, worker, chair
):
    early = {**answers.EXTENSION, "until": datetime.date(2025, 6, 25)}
    with pytest.raises(Refused, match="25/06/2025"):
        take(separated, "extend_separation", worker, A_DAY, early)
    agree(take(separated, "extend_separation", worker, A_DAY, answers.EXTENSION), chair, 2 * A_DAY)
    clock = CaseClock.objects.get(code="separation")
    assert clock.due_at.astimezone(datetime.UTC).date() == datetime.date(2025, 7, 10)


def test_a_separation_that_ran_out_is_ended_and_decided_anew(separated, take, agree, worker, chair):
    late = 16 * A_DAY
    with pytest.raises(Refused, match="đã hết"):
        take(separated, "extend_separation", worker, late, answers.EXTENSION)
    asked = take(separated, "extend_separation", worker, 14 * A_DAY, answers.EXTENSION)
    with pytest.raises(Refused, match="đã hết"):  # asked for in time, decided too late
        agree(asked, chair, late)
    decide(separated.pk, asked.pk, agrees=False, answer="Quá hạn", by=chair, now=at(late))
    end = {**answers.END_OF_SEPARATION, "is_safe": "no"}
    agree(take(separated, "end_separation", worker, late + 1, end), chair, late + 2)
    agree(take(separated, "separate", worker, late + 3, answers.SEPARATION), chair, late + 4)
    assert CaseClock.objects.filter(code="separation").count() == 2


def test_a_separation_does_not_end_while_the_child_is_not_safe(separated, take, worker):
    with pytest.raises(Refused, match="an toàn"):
        take(
            separated, "end_separation", worker, A_DAY,
            {**answers.END_OF_SEPARATION, "is_safe": "no"},
        )  # fmt: skip
    with pytest.raises(Refused, match="gia hạn"):
        take(separated, "separate", worker, A_DAY, answers.SEPARATION)


def test_a_child_is_not_separated_where_the_assessment_sees_no_emergency(taken, take, worker):
    take(taken, "assess_initially", worker, 1, {**answers.INITIAL, "is_emergency": "no"})
    with pytest.raises(Refused, match="không khẩn cấp"):
        take(taken, "separate", worker, 2, answers.SEPARATION)


def test_a_plan_that_ends_in_the_past_is_refused_also_when_it_is_decided(
    taken, take, agree, worker, chair
):
    met(taken, take, worker)
    past = {**answers.PLAN, "until": datetime.date(2025, 6, 11)}
    with pytest.raises(Refused, match="11/06/2025"):
        take(taken, "plan", worker, 50, past)
    plan = take(taken, "plan", worker, 50, {**past, "until": datetime.date(2025, 6, 15)})
    with pytest.raises(Refused, match="15/06/2025"):
        agree(plan, chair, 10 * A_DAY)


def test_a_review_before_the_plan_was_approved_is_refused(taken, take, agree, worker, chair):
    met(taken, take, worker)
    agree(take(taken, "plan", worker, 50, answers.PLAN), chair, 60)
    with pytest.raises(Refused, match="sớm hơn bước liền trước"):
        take(taken, "review", worker, 55, answers.REVIEW)


def test_a_step_in_the_minute_of_the_last_one_comes_after_it(case, take, worker):
    decided = RECEIVED + datetime.timedelta(minutes=30, seconds=40)
    take_step(case.pk, NewStep("acknowledge", decided), by=worker, now=decided)
    minute, now = decided.replace(second=0), decided + datetime.timedelta(seconds=10)
    new = NewStep("check", minute, answers.CHECK)
    assert take_step(case.pk, new, by=worker, now=now).happened_at == decided
    earlier = NewStep("assess_initially", at(0.4), answers.INITIAL)
    with pytest.raises(Refused, match="sớm hơn bước liền trước"):
        take_step(case.pk, earlier, by=worker, now=now)


def test_help_ends_early_only_where_nobody_is_left_to_help(taken, take, agree, worker, chair):
    with pytest.raises(Refused, match="chỉ đóng sau khi"):
        take(taken, "close", worker, 1, answers.CLOSING)
    died = {"reason": "died", "is_safe": "no", "state": "Cháu mất tại bệnh viện"}
    agree(take(taken, "close", worker, 1, died), chair, 2)
    taken.refresh_from_db()
    assert (taken.stage, taken.closing_reason) == ("closed", "died")
    assert set(taken.clocks.running().values_list("code", flat=True)) == {"feedback"}


def test_a_separated_child_is_not_closed_away(separated, take, worker):
    with pytest.raises(Refused, match="cách ly"):
        take(separated, "close", worker, A_DAY, {**answers.CLOSING, "reason": "moved"})


def test_a_report_that_was_called_untrue_is_taken_up_again_with_its_limits(taken, take, worker):
    take(taken, "check", worker, 1, {**answers.CHECK, "is_true": "no"})
    assert set(taken.clocks.running().values_list("code", flat=True)) == {"feedback"}
    take(taken, "take_up_again", worker, 5, {"why": "Nhà trường xác nhận vết thương"})
    taken.refresh_from_db()
    assert taken.stage == "acknowledged"
    running = set(taken.clocks.running().values_list("code", flat=True))
    assert running == {"emergency", "plan_draft", "plan_approval", "feedback"}


def test_after_a_review_that_ends_nothing_a_new_plan_is_made(case, take, agree, worker, chair):
    agree(go_to_review(case, take, agree, worker, chair), chair, REVIEWED_AT + 1)
    anew = {**answers.REVIEW, "proposal": "new_plan"}
    take(case, "review", worker, REVIEWED_AT + 2, anew)
    case.refresh_from_db()
    assert case.stage == "met"


def test_a_correction_says_what_was_wrong_and_overwrites_nothing(taken, take, worker):
    check = take(taken, "check", worker, 1, answers.CHECK)
    before = check.answers
    correction = take(taken, "correct", worker, 2, answers.CORRECTION, corrects=check.pk)
    check.refresh_from_db()
    taken.refresh_from_db()
    assert (check.answers, taken.stage) == (before, "checked")
    assert list(check.corrections.all()) == [correction]
    with pytest.raises(Refused, match="bước được đính chính"):
        take(taken, "correct", worker, 3, answers.CORRECTION)
    with pytest.raises(Refused, match="bước được đính chính"):
        take(taken, "progress", worker, 3, {"what": "Thăm"}, corrects=check.pk)


def test_a_step_of_another_case_is_not_put_right_here(taken, take, worker, other_case):
    with pytest.raises(Refused, match="không có bước này"):
        take(taken, "correct", worker, 2, answers.CORRECTION, corrects=other_case.steps.get().pk)


@pytest.mark.parametrize("code", ["receive", "hand_over"])
def test_what_follows_from_elsewhere_is_not_taken_by_hand(taken, take, worker, code):
    with pytest.raises(Refused, match="không có bước"):
        take(taken, code, worker, 2, {"reason": "x"})
