"""Nobody decides alone, twice, or on what is there no more."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mangnon.cases.models import Step
from mangnon.cases.steps.deciding import decide
from mangnon.cases.steps.meanwhile import ChangedMeanwhile
from mangnon.core.models import Refused
from tests.cases import answers
from tests.cases.conftest import at


@pytest.fixture
def taken(case, take, worker):
    take(case, "acknowledge", worker, 0.5)
    case.refresh_from_db()
    return case


def test_who_proposed_and_was_made_chair_since_does_not_decide(taken, take, worker):
    step = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    worker.role = "commune_chair"
    worker.save()
    with pytest.raises(Refused, match="người khác"):
        decide(taken.pk, step.pk, agrees=True, by=worker, now=at(2))


def test_a_second_account_of_the_same_name_does_not_decide(taken, take, worker, chair):
    step = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    chair.full_name = worker.full_name.upper()
    chair.save()
    with pytest.raises(Refused, match="cùng họ tên"):
        decide(taken.pk, step.pk, agrees=True, by=chair, now=at(2))
    step.refresh_from_db()
    assert step.state == Step.State.WAITS


def test_the_database_holds_four_eyes_whatever_the_code_does(taken, take, worker):
    step = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(state="done", decided_by=worker, decided_at=at(2))


def test_an_officer_does_not_decide_what_waits_for_the_chair(taken, take, worker, colleague):
    step = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    taken.participants.create(user=colleague, part="member", since=at(0.5), added_by=worker)
    with pytest.raises(PermissionDenied):
        decide(taken.pk, step.pk, agrees=True, by=colleague, now=at(2))


def test_the_chair_of_another_commune_does_not_decide(
    taken, take, worker, make_user, other_commune
):
    stranger = make_user("commune_chair", other_commune)
    step = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    with pytest.raises(Refused, match="không tham gia"):
        decide(taken.pk, step.pk, agrees=True, by=stranger, now=at(2))


def test_a_decision_sent_again_changes_nothing(taken, take, worker, chair):
    step = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    for hours in (2, 3):
        decide(taken.pk, step.pk, agrees=True, number="15/QĐ-UBND", by=chair, now=at(hours))
    step.refresh_from_db()
    assert (step.decided_at, step.decision_number) == (at(2), "15/QĐ-UBND")


def test_a_chair_does_not_go_back_on_a_decision(taken, take, worker, chair, make_user, commune):
    step = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    decide(taken.pk, step.pk, agrees=True, by=chair, now=at(2))
    take(taken, "separate", worker, 3, answers.SEPARATION)  # lets the chair in again
    with pytest.raises(Refused, match="đã có người quyết định"):
        decide(taken.pk, step.pk, agrees=False, answer="Thôi", by=chair, now=at(4))


def test_returning_what_stands_beside_the_way_leaves_the_case_where_it_has_come(
    taken, take, worker, chair
):
    emergency = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    take(taken, "check", worker, 2, answers.CHECK)
    take(taken, "assess_initially", worker, 3, answers.INITIAL)
    decide(taken.pk, emergency.pk, agrees=False, answer="Đã có công an", by=chair, now=at(4))
    taken.refresh_from_db()
    assert taken.stage == "assessed_initially"


def test_what_the_case_has_left_behind_is_not_agreed_to(taken, take, worker, chair):
    taken.is_emergency = True
    taken.save()
    lower = {**answers.INITIAL, "is_emergency": "no", "risk": "low"}
    assessment = take(taken, "assess_initially", worker, 1, lower)
    assert assessment.state == Step.State.WAITS  # no emergency any more: another person must agree
    take(taken, "check", worker, 2, answers.CHECK)
    with pytest.raises(Refused, match="đã sang bước khác"):
        decide(taken.pk, assessment.pk, agrees=True, by=chair, now=at(3))
    decide(taken.pk, assessment.pk, agrees=False, answer="Đề xuất lại", by=chair, now=at(3))
    taken.refresh_from_db()
    assert (taken.stage, taken.is_emergency, taken.risk) == ("checked", True, "")


def test_a_chair_who_looked_at_an_older_dossier_is_shown_what_came_since(
    taken, take, worker, chair
):
    step = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    taken.refresh_from_db()
    seen = taken.version
    take(taken, "assess_initially", worker, 2, answers.INITIAL)
    with pytest.raises(ChangedMeanwhile) as changed:
        decide(taken.pk, step.pk, agrees=True, seen=seen, by=chair, now=at(3))
    assert [theirs.code for theirs in changed.value.steps] == ["assess_initially"]
    decide(taken.pk, step.pk, agrees=True, seen=changed.value.now, by=chair, now=at(3))


@pytest.mark.parametrize("code", ["separate", "emergency"])
def test_a_step_is_not_put_forward_twice(taken, take, worker, code):
    given = {"separate": answers.SEPARATION, "emergency": answers.EMERGENCY}[code]
    take(taken, code, worker, 1, given)
    with pytest.raises(Refused, match="chờ"):
        take(taken, code, worker, 2, given)
