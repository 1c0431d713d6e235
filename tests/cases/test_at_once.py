"""Several people at one case in the same moment, with threads and transactions of their own."""

import pytest

from mangnon.cases.handover.answering import accept, refuse
from mangnon.cases.handover.offering import offer, withdraw
from mangnon.cases.models import Case, Step
from mangnon.cases.record.taking_over import take_over
from mangnon.cases.steps.deciding import decide
from mangnon.cases.steps.meanwhile import ChangedMeanwhile
from mangnon.cases.steps.taking import NewStep, take_step
from mangnon.core.models import Refused
from tests.at_once import at_once
from tests.cases import answers
from tests.cases.conftest import at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def taken(case, take, worker, colleague):
    take(case, "acknowledge", worker, 0.5)
    case.participants.create(user=colleague, part="member", since=at(0.5), added_by=worker)
    case.refresh_from_db()
    return case


def parted(results):
    """Return what was done, and the refusals."""
    refused = [one for one in results if isinstance(one, Refused)]
    return [one for one in results if one not in refused], refused


def test_two_who_assess_the_same_case_do_not_overwrite_each_other(taken, worker, colleague):
    def assess(by, risk):
        given = {**answers.INITIAL, "risk": risk}
        new = NewStep("assess_initially", at(1), given, seen=taken.version)
        return lambda: take_step(taken.pk, new, by=by, now=at(2))

    done, refused = parted(at_once(assess(worker, "high"), assess(colleague, "low")))
    (step,), (refusal,) = done, refused
    taken.refresh_from_db()
    assert taken.risk == step.risk
    assert Step.objects.filter(code="assess_initially").count() == 1
    assert isinstance(refusal, Refused)


def test_the_later_of_two_is_shown_what_the_other_did(taken, worker, colleague):
    def note(by):
        new = NewStep("progress", at(1), {"what": "Đến thăm"}, seen=taken.version)
        return lambda: take_step(taken.pk, new, by=by, now=at(2))

    (step,), (refusal,) = parted(at_once(note(worker), note(colleague)))
    assert isinstance(refusal, ChangedMeanwhile)
    assert refusal.steps == [step]


def test_one_of_two_takes_over_a_case_that_is_left(taken, worker, colleague, make_user, commune):
    other = make_user("commune_officer", commune, "other")
    worker.is_active = False
    worker.save()
    tries = (lambda by=by: take_over(taken.pk, by=by, now=at(2)) for by in (colleague, other))
    (case,), (_refusal,) = parted(at_once(*tries))
    assert Case.objects.get().manager == case.manager
    assert taken.participants.filter(part="manager", until=None).count() == 1


def test_one_of_two_decisions_counts(taken, take, worker, chair, make_user, commune):
    step = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    deputy = make_user("commune_chair", commune, "deputy")

    def decides(by, agrees):
        return lambda: decide(taken.pk, step.pk, agrees=agrees, answer="x", by=by, now=at(2))

    done, refused = parted(at_once(decides(chair, True), decides(deputy, False)))
    assert (len(done), len(refused)) == (1, 1)
    step.refresh_from_db()
    assert step.state == done[0].state
    is_stopped = taken.clocks.get(code="emergency").stopped_at is not None
    assert is_stopped == (step.state == Step.State.DONE)


def test_the_same_decision_sent_many_times_is_one(taken, take, worker, chair):
    step = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    same = [lambda: decide(taken.pk, step.pk, agrees=True, by=chair, now=at(2))] * 6
    done, refused = parted(at_once(*same))
    assert not refused
    assert {one.pk for one in done} == {step.pk}


def test_an_offer_is_answered_once(taken, worker, make_user, other_commune):
    offered = offer(taken.pk, other_commune, "Cư trú", by=worker, now=at(1))
    first, second = (make_user("commune_officer", other_commune, name) for name in ("a", "b"))
    done, refused = parted(
        at_once(
            lambda: accept(offered.pk, by=first, now=at(2)) or "accepted",
            lambda: refuse(offered.pk, "Không", by=second, now=at(2)) or "refused",
            lambda: withdraw(taken.pk, by=worker, now=at(2)) or "withdrawn",
        )
    )
    assert (len(done), len(refused)) == (1, 2)
    offered.refresh_from_db()
    taken.refresh_from_db()
    assert (taken.unit == other_commune) == (offered.state == "accepted")
    assert taken.participants.filter(part="manager", until=None).count() == 1


def test_a_step_and_a_hand_over_in_the_same_moment_leave_one_story(
    taken, worker, make_user, other_commune
):
    offered = offer(taken.pk, other_commune, "Cư trú", by=worker, now=at(1))
    there = make_user("commune_officer", other_commune)
    new = NewStep("check", at(1.5), answers.CHECK)
    at_once(
        lambda: take_step(taken.pk, new, by=worker, now=at(2)),
        lambda: accept(offered.pk, by=there, now=at(2)),
    )
    taken.refresh_from_db()
    assert taken.manager == there
    checked = taken.steps.filter(code="check").exists()
    assert taken.stage == ("checked" if checked else "acknowledged")
