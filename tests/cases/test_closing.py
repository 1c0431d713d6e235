"""A case is closed when nothing of it is out with others: no offer, no referral that runs."""

import datetime
from uuid import uuid4

import pytest

from mangnon.cases.handover.answering import refuse
from mangnon.cases.handover.offering import offer, withdraw
from mangnon.cases.models import Case
from mangnon.cases.online.noting import answer_takedown, ask_takedown, note_harm
from mangnon.cases.receiving.joining import join_cases
from mangnon.cases.referrals.answering import answer, revoke
from mangnon.cases.referrals.sending import send
from mangnon.cases.steps.deciding import decide
from mangnon.core.models import Refused
from tests.cases import answers
from tests.cases.conftest import DAY, at

REASONS = ("died", "of_age", "moved")


def closing(reason):
    return {**answers.CLOSING, "reason": reason}


@pytest.fixture
def there(make_user, other_commune):
    return make_user("commune_officer", other_commune, "there")


@pytest.fixture
def assessed(taken, take, worker):
    low = {**answers.INITIAL, "risk": "low", "is_emergency": "no"}
    take(taken, "assess_initially", worker, 0.8, low)
    return taken


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("ends", ["withdrawn", "refused"])
def test_an_offer_that_waits_comes_first(
    assessed, take, agree, worker, chair, there, other_commune, reason, ends
):
    offered = offer(assessed.pk, other_commune, "Trẻ về Long Thủy", by=worker, now=at(1))
    with pytest.raises(Refused, match="rút lại đề nghị"):
        take(assessed, "close", worker, 2, closing(reason))
    if ends == "withdrawn":
        withdraw(assessed.pk, by=worker, now=at(3))
    else:
        refuse(offered.pk, "Không cư trú", by=there, now=at(3))
    agree(take(assessed, "close", worker, 4, closing(reason)), chair, 5)
    assert Case.objects.get(pk=assessed.pk).closed_at


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("ends", ["revoked", "done", "refused", "ran out"])
def test_a_referral_that_runs_comes_first(
    assessed, take, agree, worker, chair, referral, partner, settings, reason, ends
):
    with pytest.raises(Refused, match="chuyển gửi đang mở"):
        take(assessed, "close", worker, 2, closing(reason))
    if ends == "revoked":
        revoke(referral.pk, reason="Cháu đã chuyển đi", by=worker, now=at(3))
    elif ends == "refused":
        answer(referral.pk, state="refused", text="Hết chỗ", by=partner, now=at(3))
    elif ends == "done":
        answer(referral.pk, state="accepted", by=partner, now=at(2))
        with pytest.raises(Refused, match="chuyển gửi đang mở"):
            take(assessed, "close", worker, 2.5, closing(reason))
        answer(referral.pk, state="done", text="Đã tham vấn", by=partner, now=at(3))
    else:
        settings.TODAY = DAY + datetime.timedelta(days=31)
    agree(take(assessed, "close", worker, 4, closing(reason)), chair, 5)
    assert Case.objects.get(pk=assessed.pk).closed_at


def test_what_is_sent_while_the_closing_waits_comes_first_too(
    assessed, take, new_referral, worker, chair, partner
):
    step = take(assessed, "close", worker, 2, closing("moved"))
    send(assessed.pk, new_referral(), by=worker, now=at(3))
    with pytest.raises(Refused, match="chuyển gửi đang mở"):
        decide(assessed.pk, step.pk, agrees=True, by=chair, now=at(4))
    decide(assessed.pk, step.pk, agrees=False, answer="Còn chuyển gửi", by=chair, now=at(5))


def test_a_case_is_not_joined_away_from_its_referrals(
    taken, other_case, take, worker, referral, other_commune
):
    take(other_case, "acknowledge", worker, 1)
    with pytest.raises(Refused, match="chuyển gửi đang mở"):
        join_cases(other_case.pk, taken.pk, by=worker, now=at(2))
    revoke(referral.pk, reason="Nhập vụ việc", by=worker, now=at(3))
    offer(taken.pk, other_commune, "Trẻ về Long Thủy", by=worker, now=at(4))
    with pytest.raises(Refused, match="rút lại đề nghị"):
        join_cases(other_case.pk, taken.pk, by=worker, now=at(5))
    withdraw(taken.pk, by=worker, now=at(6))
    assert join_cases(other_case.pk, taken.pk, by=worker, now=at(7)).pk == other_case.pk


def test_the_page_says_what_stands_in_the_way(client, assessed, worker, referral):
    client.force_login(worker)
    page = client.get(f"/cases/{assessed.pk}/").content.decode()
    assert "Chưa đóng được vụ việc: Còn 1 việc chuyển gửi đang mở" in page
    assert "/steps/close/" not in page


def test_a_request_to_take_something_down_is_answered_first(assessed, take, agree, worker, chair):
    harm = note_harm(
        assessed.pk, key=uuid4(), platform="zalo", address="nhóm Lớp 5A", note="", seen_at=at(1),
        by=worker, now=at(1),
    )  # fmt: skip
    asked = ask_takedown(
        assessed.pk, harm.pk, key=uuid4(), to="platform", reference="", asked_at=at(1), by=worker,
        now=at(1),
    )  # fmt: skip
    with pytest.raises(Refused, match="1 yêu cầu gỡ bỏ chưa có kết quả"):
        take(assessed, "close", worker, 2, closing("of_age"))
    answer_takedown(
        assessed.pk, asked.pk, answer="no_answer", note="", answered_at=at(3), by=worker, now=at(3)
    )
    agree(take(assessed, "close", worker, 4, closing("of_age")), chair, 5)
    assert Case.objects.get(pk=assessed.pk).closed_at
