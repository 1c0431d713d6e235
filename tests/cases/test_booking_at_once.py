"""Two people who book one room, or enter one decision, at the same moment: the second is told."""

import pytest

from mangnon.cases.models import InterviewBooking, Penalty
from mangnon.cases.proceedings.interviews import NewBooking, book
from mangnon.cases.proceedings.penalties import NewPenalty, enter_penalty
from mangnon.core.models import Refused
from tests.at_once import at_once
from tests.cases.conftest import DAY, at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two_cases(taken, other_case, take, worker):
    take(other_case, "acknowledge", worker, 0.5)
    return [taken, other_case]


def test_one_room_is_booked_once(two_cases, counselling, worker):
    counselling.services = ["friendly_interview"]
    counselling.save()
    done = at_once(
        *(
            lambda case=case: book(
                case.pk,
                NewBooking(counselling, at(24), at(25), "Điều tra viên"),
                by=worker,
                now=at(1),
            )
            for case in two_cases
        )
    )
    assert sorted(isinstance(one, Refused) for one in done) == [False, True]
    assert InterviewBooking.objects.count() == 1


def test_one_decision_is_entered_once(two_cases, worker):
    done = at_once(
        *(
            lambda case=case: enter_penalty(
                case.pk,
                NewPenalty("fine", "12/QĐ", "UBND phường", DAY, 3_000_000),
                by=worker,
                now=at(1),
            )
            for case in two_cases
        )
    )
    assert sorted(isinstance(one, Refused) for one in done) == [False, True]
    assert Penalty.objects.count() == 1
