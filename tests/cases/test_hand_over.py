"""A case passes to another commune: offered with a reason, accepted or refused, once."""

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.cases.handover.answering import accept, refuse
from mangnon.cases.handover.offering import offer, withdraw
from mangnon.cases.models import Case, HandOver, Step
from mangnon.core.models import Refused
from tests.cases import answers
from tests.cases.conftest import at

WHY = "Trẻ cư trú tại Long Thủy"


@pytest.fixture
def there(make_user, other_commune):
    return make_user("commune_officer", other_commune, "there")


@pytest.fixture
def taken(case, take, worker):
    take(case, "acknowledge", worker, 0.5)
    return case


@pytest.fixture
def offered(taken, worker, other_commune):
    return offer(taken.pk, other_commune, WHY, by=worker, now=at(1))


def test_the_other_commune_sees_the_offer_and_nothing_of_the_case_before_it_accepts(
    offered, there, make_user, commune, province
):
    assert HandOver.objects.visible_to(there).get() == offered
    assert not Case.objects.visible_to(there).exists()
    for stranger in (make_user("commune_officer", commune), make_user("leader", province)):
        assert not HandOver.objects.visible_to(stranger).exists()


def test_who_accepts_runs_the_case_with_the_limits_as_they_ran(
    offered, taken, worker, colleague, there, other_commune
):
    taken.participants.create(user=colleague, part="member", since=at(0.6), added_by=worker)
    before = list(taken.clocks.order_by("code").values_list("code", "started_at", "due_at"))
    accept(offered.pk, by=there, now=at(2))
    taken.refresh_from_db()
    assert (taken.unit, taken.manager, taken.stage) == (other_commune, there, "acknowledged")
    running = taken.clocks.order_by("code").values_list("code", "started_at", "due_at")
    assert list(running) == before
    assert taken.clocks.running().count() == len(before) - 1  # the commune had taken it in time
    step = taken.steps.get(code="hand_over")
    assert (step.by, step.happened_at) == (there, at(2))
    assert Case.objects.visible_to(there).exists()
    assert not any(Case.objects.visible_to(one).exists() for one in (worker, colleague))


def test_an_answer_sent_again_changes_nothing(offered, there):
    for hours in (2, 3):
        accept(offered.pk, by=there, now=at(hours))
    assert Step.objects.filter(code="hand_over").count() == 1
    with pytest.raises(Refused, match="đã được trả lời"):
        refuse(offered.pk, "Thôi", by=there, now=at(4))


def test_a_refusal_gives_its_reason_and_leaves_the_case(offered, taken, there, worker):
    with pytest.raises(Refused, match="lý do"):
        refuse(offered.pk, " ", by=there, now=at(2))
    refuse(offered.pk, "Gia đình đã chuyển đi", by=there, now=at(2))
    taken.refresh_from_db()
    assert taken.manager == worker
    assert not Case.objects.visible_to(there).exists()
    offered.refresh_from_db()
    assert (offered.state, offered.refusal) == ("refused", "Gia đình đã chuyển đi")


def test_an_offer_is_taken_back_and_then_not_accepted(offered, taken, there, worker):
    withdraw(taken.pk, by=worker, now=at(1.5))
    with pytest.raises(Refused, match="đã được trả lời"):
        accept(offered.pk, by=there, now=at(2))


def test_the_offering_commune_does_not_answer_for_the_other(offered, worker, chair, there):
    with pytest.raises(Refused, match="xã khác trả lời"):
        accept(offered.pk, by=worker, now=at(2))
    with pytest.raises(PermissionDenied):
        accept(offered.pk, by=chair, now=at(2))


@pytest.mark.parametrize("hours", [1, 1.5])
def test_a_case_is_offered_once_at_a_time(offered, taken, worker, other_commune, hours):
    with pytest.raises(Refused, match="đã được đề nghị"):
        offer(taken.pk, other_commune, WHY, by=worker, now=at(hours))
    again = offer(taken.pk, other_commune, WHY, by=worker, now=at(hours), key=offered.pk)
    assert again == offered


def test_an_abolished_commune_is_refused_when_offered_and_when_accepting(
    taken, worker, make_unit, offered, there, other_commune
):
    gone = make_unit("25999", "Đã bỏ", "commune", "Xã", "692", valid_to=at(-24).date())
    withdraw(taken.pk, by=worker, now=at(1.2))
    with pytest.raises(Refused, match="không phải xã"):
        offer(taken.pk, gone, WHY, by=worker, now=at(2))
    again = offer(taken.pk, other_commune, WHY, by=worker, now=at(2))
    long_after = at(24 * 30)  # the small province ends on 30/06/2025
    with pytest.raises(Refused, match="không phải xã"):
        accept(again.pk, by=there, now=long_after)


def test_what_cannot_pass(taken, take, worker, colleague, commune, other_commune, agree, chair):
    with pytest.raises(Refused, match="chính xã này"):
        offer(taken.pk, commune, WHY, by=worker, now=at(1))
    with pytest.raises(Refused, match="lý do"):
        offer(taken.pk, other_commune, "", by=worker, now=at(1))
    taken.participants.create(user=colleague, part="member", since=at(0.6), added_by=worker)
    with pytest.raises(Refused, match="người phụ trách"):
        offer(taken.pk, other_commune, WHY, by=colleague, now=at(1))
    waiting = take(taken, "emergency", worker, 1, answers.EMERGENCY)
    with pytest.raises(Refused, match="chờ quyết định"):
        offer(taken.pk, other_commune, WHY, by=worker, now=at(2))
    agree(waiting, chair, 2)
    offer(taken.pk, other_commune, WHY, by=worker, now=at(3))
