"""Whoever others' doing concerns is told of it, once, and nobody of their own."""

import pytest

from mangnon.cases.handover.answering import accept
from mangnon.cases.handover.offering import offer
from mangnon.cases.models import Notice
from mangnon.cases.notices.waiting import notices_waiting_for
from mangnon.cases.receiving.joining import join_report
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.referrals.answering import answer
from mangnon.cases.referrals.sending import send
from mangnon.cases.steps.deciding import decide
from mangnon.cases.urgent.opening import open_urgently
from tests.cases import answers
from tests.cases.conftest import DAY, at

MORE = "Có thêm tin báo"


@pytest.fixture
def told():
    """Return what a person was told of, in turn."""

    def _told(person):
        kinds = Notice.objects.filter(user=person).order_by("pk").values_list("kind", flat=True)
        return list(kinds)

    return _told


def test_who_received_a_report_is_told_once_that_it_was_taken(case, take, operator, worker, told):
    assert told(operator) == []
    take(case, "acknowledge", worker, 0.5)
    take(case, "check", worker, 1, answers.CHECK)
    assert (told(operator), told(worker)) == (["taken_on"], [])


def test_who_took_the_call_and_the_case_is_told_nothing(worker, new_report, take, told):

    case = receive(new_report(), by=worker, now=at(0.1)).case
    take(case, "acknowledge", worker, 0.5)
    assert told(worker) == []


@pytest.mark.parametrize("agrees", [True, False])
def test_who_proposed_a_step_is_told_that_it_was_decided_on(
    taken, take, worker, chair, told, agrees
):
    step = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    decide(taken.pk, step.pk, agrees=agrees, answer="Chưa rõ", by=chair, now=at(2))
    decide(taken.pk, step.pk, agrees=agrees, answer="Chưa rõ", by=chair, now=at(3))
    assert (told(worker), told(chair)) == (["decided"], [])


def test_who_runs_the_case_is_told_that_it_was_reported_again(
    taken, operator, worker, new_report, told
):
    again = new_report(answers={"what": "Lại bị đánh"}, received_at=at(2))
    join_report(taken.pk, again, by=operator, now=at(2.1))
    assert told(worker) == ["reported"]


def test_who_runs_the_case_is_told_that_somebody_opened_it_urgently(taken, worker, colleague, told):
    reason = "Cháu đang ở trạm y tế, không liên lạc được"
    open_urgently(taken.number, reason=reason, by=colleague, now=at(2))
    assert told(worker) == ["opened"]


def test_who_runs_the_case_is_told_what_a_partner_answered(
    taken, new_referral, worker, partner, told
):
    referral = send(taken.pk, new_referral(), by=worker, now=at(1))
    answer(referral.pk, state="accepted", by=partner, now=at(2))
    assert told(worker) == ["answered"]


def test_who_offered_a_case_is_told_that_it_was_taken(
    taken, worker, make_user, other_commune, told
):
    offered = offer(taken.pk, other_commune, "Cháu ở xã bên", by=worker, now=at(2))
    there = make_user("commune_officer", other_commune, "there")
    accept(offered.pk, by=there, now=at(3))
    assert told(worker) == ["answered"]


def test_a_notice_leads_to_its_case_for_whoever_may_open_it(
    taken, other_commune, operator, worker, new_report, make_user
):
    again = new_report(answers={"what": "Lại bị đánh"}, received_at=at(2))
    join_report(taken.pk, again, by=operator, now=at(2.1))

    def leads_to():
        found = notices_waiting_for(worker, DAY)
        return [one.url for one in found if one.title == taken.number and one.why == MORE]

    assert leads_to() == [f"/cases/{taken.pk}/"]
    offered = offer(taken.pk, other_commune, "Cháu ở xã bên", by=worker, now=at(3))
    accept(offered.pk, by=make_user("commune_officer", other_commune, "there"), now=at(4))
    assert leads_to() == ["/cases/"]
