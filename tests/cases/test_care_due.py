"""Dates of alternative care in "Việc của tôi": each to whom it waits for, and to nobody else."""

import datetime

import pytest

from mangnon.cases.care.due import care_due, late_care
from mangnon.cases.care.listing import enter_need
from mangnon.cases.care.placing import decide_on, end, hand_over, propose
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.notices.waiting import care_waiting_for
from tests.cases.conftest import DAY, at
from tests.cases.test_care import CONSENT, new_need, register

DAYS = 24


@pytest.fixture
def carer(worker):
    return register(worker)


@pytest.fixture
def proposal(carer, worker):
    need = enter_need(new_need(), by=worker, now=at(1))
    return propose(need.pk, carer.pk, CONSENT, by=worker, now=at(1))


def due(by, hours):
    found = care_due(by, local_day(at(hours)), 10)
    return [(one.act.value, one.due_on, one.is_late) for one in found]


def test_a_proposal_waits_for_the_chair_and_then_the_hand_over_for_the_officers(
    proposal, worker, colleague, chair
):
    last = datetime.date(2025, 7, 1)  # 15 working days
    assert due(chair, 2) == [("decide", last, False)]
    assert (due(worker, 2), due(colleague, 2)) == ([], [])
    decide_on(proposal.pk, agrees=True, number="12", by=chair, now=at(2))
    assert due(chair, 3) == []
    assert due(worker, 3) == due(colleague, 3) == [("hand-over", last, False)]
    assert due(worker, 22 * DAYS) == [("hand-over", last, True)]  # 02/07


def test_a_check_stands_there_from_two_weeks_before_it_is_due(proposal, worker, chair):
    decide_on(proposal.pk, agrees=True, number="12", by=chair, now=at(2))
    hand_over(proposal.pk, on=DAY, by=worker, now=at(3))
    checked = datetime.date(2025, 12, 10)
    day = (checked - DAY).days
    assert due(worker, (day - 15) * DAYS) == []
    assert due(worker, (day - 14) * DAYS) == [("check", checked, False)]
    assert due(worker, day * DAYS) == [("check", checked, False)]
    assert due(worker, (day + 1) * DAYS) == [("check", checked, True)]
    end(proposal.pk, on=DAY, reason="home", by=worker, now=at(4))
    assert due(worker, (day + 1) * DAYS) == []


def test_a_child_of_a_case_waits_for_who_takes_part_in_it_alone(
    case, take, carer, worker, colleague, chair, make_user, other_commune, client
):
    take(case, "acknowledge", worker, 0.5)
    need = enter_need(new_need(case_number=case.number), by=worker, now=at(1))
    placement = propose(need.pk, carer.pk, CONSENT, by=worker, now=at(1))
    decide_on(placement.pk, agrees=True, number="12", by=chair, now=at(2))
    elsewhere = make_user("commune_officer", other_commune)
    assert [len(due(person, 3)) for person in (worker, colleague, elsewhere)] == [1, 0, 0]
    client.force_login(worker)
    page = client.get("/mine/").content.decode()
    assert f"/cases/care/{need.pk}/hand-over/" in page
    assert "Giao nhận trẻ" in page
    assert client.get(f"/cases/care/{need.pk}/hand-over/").status_code == 200


def late(by, hours):
    found = late_care(by, local_day(at(hours)))
    return [(one.act.value, one.count, one.due_on) for one in found]


def test_the_chair_is_told_how_much_is_overdue_and_of_no_child(
    proposal, worker, chair, make_user, other_commune
):
    last = datetime.date(2025, 7, 1)
    decide_on(proposal.pk, agrees=True, number="12", by=chair, now=at(2))
    assert late(chair, 21 * DAYS) == []  # on 01/07
    assert late(chair, 22 * DAYS) == [("hand-over", 1, last)]
    elsewhere = make_user("commune_chair", other_commune)
    assert [late(person, 22 * DAYS) for person in (worker, elsewhere)] == [[], []]
    hand_over(proposal.pk, on=DAY, by=worker, now=at(3))
    checked = datetime.date(2025, 12, 10)
    day = (checked - DAY).days
    assert late(chair, day * DAYS) == []
    assert late(chair, (day + 1) * DAYS) == [("check", 1, checked)]
    told = [one.why for one in care_waiting_for(chair, checked + datetime.timedelta(days=1))]
    assert told == ["1 lần theo dõi quá hạn; hỏi công chức lập danh sách"]
    end(proposal.pk, on=DAY, reason="home", by=worker, now=at(4))
    assert late(chair, (day + 1) * DAYS) == []
