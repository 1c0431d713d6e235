"""A case whose manager cannot work on it any more waits for an officer of its commune."""

import pytest
from django.utils import timezone

from mangnon.accounts.leaving import close_account, held_by, receivers
from mangnon.cases.board import board
from mangnon.cases.clocks.watching import watch
from mangnon.cases.models import Case, Notice
from mangnon.cases.notices.waiting import cases_waiting_for
from mangnon.cases.record.taking_over import take_over
from mangnon.cases.referrals.answering import answer
from mangnon.core.explaining import explain
from mangnon.core.models import AuditEntry, Refused
from tests.cases.conftest import DAY, at


@pytest.fixture
def leave(taken, worker, other_commune):
    """Let the manager of the case go, in one of three ways."""

    def _leave(way):
        gone = {
            "closed": {"is_active": False}, "moved": {"unit": other_commune},
            "promoted": {"role": "commune_chair"},
        }[way]  # fmt: skip
        for name, value in gone.items():
            setattr(worker, name, value)
        worker.save()

    return _leave


@pytest.fixture
def admin(make_user, province):
    return make_user("technical_admin", province, "admin")


def sees(user):
    return Case.objects.visible_to(user).exists()


def test_while_somebody_runs_it_nobody_else_takes_it_over(taken, worker, colleague):
    assert not sees(colleague)
    with pytest.raises(Refused, match="không tham gia"):
        take_over(taken.pk, by=colleague, now=at(2))
    taken.participants.create(user=colleague, part="member", since=at(0.6), added_by=worker)
    with pytest.raises(Refused, match="đang có người phụ trách"):
        take_over(taken.pk, by=colleague, now=at(2))


@pytest.mark.parametrize("way", ["closed", "moved", "promoted"])
def test_a_case_that_is_left_waits_for_the_officers_of_its_commune_alone(
    taken, leave, way, worker, colleague, chair, make_user, other_commune
):
    stranger = make_user("commune_officer", other_commune, "stranger")
    leave(way)
    assert [sees(one) for one in (worker, stranger, chair, colleague)] == [False] * 3 + [True]
    (column,) = board(colleague, at(2))
    assert column.lines[0].is_left
    assert [one.url for one in cases_waiting_for(colleague, DAY)] == [f"/cases/{taken.pk}/"]
    assert not board(stranger, at(2))


def test_who_comes_back_runs_it_again(taken, leave, worker, colleague, commune):
    leave("moved")
    worker.unit = commune
    worker.save()
    assert sees(worker)
    assert not sees(colleague)


def test_one_of_them_takes_it_over(taken, leave, worker, colleague, make_user, commune):
    other = make_user("commune_officer", commune, "other")
    taken.participants.create(user=other, part="member", since=at(0.6), added_by=worker)
    leave("moved")
    for hours in (2, 3):
        take_over(taken.pk, by=colleague, now=at(hours))
    taken.refresh_from_db()
    assert taken.manager == colleague
    assert taken.participants.get(user=worker).until == at(2)
    assert taken.participants.get(part="manager", until=None).user == colleague
    entry = AuditEntry.objects.get(action="case.take_over")
    assert (entry.actor, entry.details) == (colleague, {"was": worker.pk})
    with pytest.raises(Refused, match="đang có người phụ trách"):
        take_over(taken.pk, by=other, now=at(4))
    assert not taken.steps.filter(happened_at__gte=at(1)).exists()


def test_a_case_that_nobody_has_taken_is_taken_by_its_step(case, worker):
    with pytest.raises(Refused, match="Nhận vụ việc"):
        take_over(case.pk, by=worker, now=at(1))


def test_a_closed_case_is_left_as_it_is(taken, leave, colleague):
    Case.objects.update(closed_at=at(1))
    leave("closed")
    assert not sees(colleague)


def test_the_page_offers_it_by_one_button(client, taken, leave, worker, colleague):
    leave("closed")
    client.force_login(colleague)
    page = client.get("/cases/").content.decode()
    assert "không còn người phụ trách" in page
    address = f"/cases/{taken.pk}/take-over/"
    assert address in client.get(f"/cases/{taken.pk}/").content.decode()
    client.post(address)
    taken.refresh_from_db()
    assert taken.manager == colleague
    assert address not in client.get(f"/cases/{taken.pk}/").content.decode()


def test_what_is_told_of_a_left_case_reaches_its_commune(
    taken, leave, referral, partner, colleague, worker
):
    leave("moved")
    watch(at(11.5))
    answer(referral.pk, state="accepted", by=partner, now=at(2))
    assert not Notice.objects.filter(user=worker).exists()
    seen = set(Notice.objects.visible_to(colleague).values_list("kind", flat=True))
    assert seen == {"warning", "answered"}


def test_who_asks_is_told_why(taken, leave, worker, colleague, make_user, province):
    auditor = make_user("auditor", province, "auditor")
    leave("moved")
    for user, words in ((colleague, "không còn người phụ trách"), (worker, "đơn vị khác")):
        _record, found = explain("case", str(taken.pk), user.username, by=auditor)
        assert words in found.decided_by.sentence


def test_closing_the_account_passes_the_cases_to_an_officer_of_the_commune(
    taken, worker, colleague, chair, admin, make_user, other_commune
):
    stranger = make_user("commune_officer", other_commune, "stranger")
    now = timezone.now()
    assert held_by(worker)[0].things == ["1 vụ việc đang phụ trách"]
    assert receivers(worker, by=admin) == [colleague]
    for bad in (None, stranger, chair):
        with pytest.raises(Refused):
            close_account(worker, by=admin, now=now, receiver=bad)
    assert close_account(worker, by=admin, now=now, receiver=colleague)["cases"] == 1
    taken.refresh_from_db()
    assert taken.manager == colleague
    assert sees(colleague)
    assert not taken.participants.filter(user=worker, until=None).exists()


def test_memberships_end_with_the_account(taken, other_case, worker, colleague, take, admin):
    take(other_case, "acknowledge", colleague, 1)
    other_case.participants.create(user=worker, part="member", since=at(1.1), added_by=colleague)
    close_account(worker, by=admin, now=timezone.now(), receiver=colleague)
    assert not other_case.participants.filter(user=worker, until=None).exists()


def test_who_runs_no_open_case_leaves_nothing(taken, colleague, worker):
    assert held_by(colleague) == []
    Case.objects.update(closed_at=at(1))
    assert held_by(worker) == []
