"""What runs beside the way of a case: milestones, examinations, measures, penalties, interviews."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from mangnon.cases.catalog import case_catalog
from mangnon.cases.models import InterviewBooking, Penalty
from mangnon.cases.proceedings.interviews import NewBooking, book, cancel
from mangnon.cases.proceedings.penalties import (
    NewPenalty,
    enter_penalty,
    withdraw_penalty,
)
from mangnon.cases.statistics.penalties import Issued, penalties_of
from mangnon.children.facts.rules import NotAccepted
from mangnon.core.models import Refused
from tests.cases import answers
from tests.cases.conftest import DAY, at
from tests.cases.test_way import REVIEWED_AT, go_to_review

RECEIVED = {"agency": "Công an phường", "number": "15/TB", "content": "Đã tiếp nhận"}
DECISION = {"agency": "Cơ quan điều tra", "number": "20/QĐ"}


def test_milestones_follow_each_other(taken, take, worker):
    with pytest.raises(Refused, match="Công an tiếp nhận"):
        take(taken, "prosecution_opened", worker, 2, DECISION)
    take(taken, "police_received", worker, 3, RECEIVED)
    with pytest.raises(Refused, match="trước “Công an tiếp nhận"):
        take(taken, "prosecution_opened", worker, 2, DECISION)
    take(taken, "prosecution_opened", worker, 4, DECISION)
    with pytest.raises(NotAccepted) as refusal:
        take(taken, "prosecution_not_opened", worker, 5, DECISION)
    assert [name for name, _sentence in refusal.value.problems] == ["reason"]
    taken.refresh_from_db()
    assert taken.stage == "acknowledged"


def test_a_judgment_after_closing_leaves_the_case_closed_as_it_was(
    case, take, agree, worker, chair
):
    review = go_to_review(case, take, agree, worker, chair)
    take(case, "police_received", worker, REVIEWED_AT + 0.5, RECEIVED)
    agree(review, chair, REVIEWED_AT + 1)
    agree(take(case, "close", worker, REVIEWED_AT + 2, answers.CLOSING), chair, REVIEWED_AT + 3)
    take(case, "prosecution_opened", worker, REVIEWED_AT + 4, DECISION)
    case.refresh_from_db()
    assert (case.stage, case.closed_at) == ("closed", at(REVIEWED_AT + 3))
    assert case.closing_reason == "no_risk"


@pytest.mark.parametrize(
    ("day", "measure", "is_there"),
    [
        (datetime.date(2025, 12, 31), "community_mediation", True),
        (datetime.date(2025, 12, 31), "curfew", False),
        (datetime.date(2026, 1, 1), "curfew", True),
        (datetime.date(2026, 1, 1), "community_mediation", False),
    ],
)
def test_the_measures_for_juveniles_change_with_the_law(day, measure, is_there):
    form = case_catalog().form("youth_measure", day)
    codes = case_catalog().lists[form.by_name["measure"].list].by_code
    assert (measure in codes) is is_there
    assert not form.is_verified


def fine(**changes):
    fields = {
        "kind": "fine", "number": "12/QĐ-XPHC", "issuer": "UBND phường", "issued_on": DAY,
        "amount": 3_000_000,
    }  # fmt: skip
    return NewPenalty(**{**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": None}, "đồng"),
        ({"amount": 0}, "đồng"),
        ({"kind": "warning"}, "Chỉ phạt tiền"),
        ({"kind": "beating"}, "hình thức"),
        ({"number": " "}, "số quyết định"),
        ({"issued_on": DAY + datetime.timedelta(days=1)}, "chưa tới"),
    ],
)
def test_a_penalty_that_cannot_be_is_refused(taken, worker, changes, words):
    with pytest.raises(Refused, match=words):
        enter_penalty(taken.pk, fine(**changes), by=worker, now=at(2))
    assert not Penalty.objects.exists()


def test_a_decision_is_counted_once_and_not_when_withdrawn(taken, worker):
    enter_penalty(taken.pk, fine(), by=worker, now=at(2))
    with pytest.raises(Refused, match="đã được nhập"):
        enter_penalty(taken.pk, fine(number="12/qđ-xphc"), by=worker, now=at(2))
    mistake = fine(number="13/QĐ-XPHC", amount=500_000)
    for _time in range(2):
        entered = enter_penalty(taken.pk, mistake, by=worker, now=at(2))
    warning = fine(number="14/QĐ-XPHC", kind="warning", amount=None)
    enter_penalty(taken.pk, warning, by=worker, now=at(2))
    assert penalties_of(2025, DAY, 1).whole == Issued(3, 3_500_000)
    with pytest.raises(Refused, match="lý do rút"):
        withdraw_penalty(taken.pk, entered.pk, reason="", by=worker, now=at(3))
    withdraw_penalty(taken.pk, entered.pk, reason="Nhập nhầm", by=worker, now=at(3))
    assert penalties_of(2025, DAY, 1).whole == Issued(2, 3_000_000)


def test_who_takes_no_part_enters_no_penalty(taken, colleague, chair):
    with pytest.raises(Refused, match="không tham gia"):
        enter_penalty(taken.pk, fine(), by=colleague, now=at(2))


@pytest.fixture
def room(counselling):
    counselling.services = ["psychology", "friendly_interview"]
    counselling.save()
    return counselling


@pytest.fixture
def booked(taken, room, worker):
    def make(begin, end, place=room):
        new = NewBooking(place, at(begin), at(end), "Điều tra viên; mẹ cháu")
        return book(taken.pk, new, by=worker, now=at(1))

    return make


def test_a_room_is_booked_once_at_a_time(booked, taken, worker):
    first = booked(24, 26)
    with pytest.raises(Refused, match="đã có người đặt"):
        booked(25, 27)
    booked(26, 27)
    cancel(taken.pk, first.pk, by=worker, now=at(2))
    cancel(taken.pk, first.pk, by=worker, now=at(3))
    booked(24, 25)
    assert InterviewBooking.objects.standing().count() == 2


def test_the_database_itself_refuses_two_at_a_time(booked):
    first = booked(24, 26)
    with pytest.raises(IntegrityError), transaction.atomic():
        InterviewBooking.objects.create(
            case=first.case, place=first.place, begins_at=at(25), ends_at=at(27),
            booked_at=at(1), booked_by=first.booked_by,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("begin", "end", "words"), [(0.5, 2, "đã qua"), (24, 24, "kết thúc"), (24, 33, "tám giờ")]
)
def test_a_time_that_cannot_be_is_refused(booked, begin, end, words):
    with pytest.raises(Refused, match=words):
        booked(begin, end)


def test_a_place_without_such_a_room_is_refused(booked, room):
    room.services = ["psychology"]
    room.save()
    with pytest.raises(Refused, match="không có phòng"):
        booked(24, 25)
    assert not InterviewBooking.objects.exists()
