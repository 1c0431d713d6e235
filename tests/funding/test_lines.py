"""A line of money: who enters it, who approves it, and that an approved one stands for ever."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mangnon.core.models import AuditEntry, Refused
from mangnon.plans.funding.approval import approve_line, return_line
from mangnon.plans.funding.entering import (
    change_line,
    enter_line,
    reverse_line,
    withdraw_line,
)
from mangnon.plans.models import BudgetLine

from .conftest import MILLION, NOW, values


@pytest.mark.parametrize("role", ["leader", "auditor", "external_supervisor", "commune_chair"])
def test_who_only_reads_enters_nothing(role, make_user, province, health):
    with pytest.raises(PermissionDenied):
        enter_line(health, values(), by=make_user(role, province), now=NOW, key=uuid.uuid4())


def test_an_agency_enters_its_own_money_alone(enter, home_affairs, ward):
    for holder in (home_affairs, ward):
        with pytest.raises(Refused, match="của cơ quan"):
            enter(holder=holder)
    assert not BudgetLine.objects.exists()


def test_a_commune_enters_its_own_money_alone(enter, ward, ward_officer, health, elsewhere):
    assert enter(holder=ward, by=ward_officer).organisation is None
    for holder in (health, elsewhere):
        with pytest.raises(Refused, match="của cơ quan"):
            enter(holder=holder, by=ward_officer)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount": 1.5}, "số nguyên"),
        ({"amount": 0}, "1 đồng"),
        ({"source": "lottery"}, "nguồn kinh phí"),
        ({"document_number": "  "}, "số"),
        ({"issuer": ""}, "nơi ban hành"),
        ({"on": datetime.date(2025, 11, 1)}, "chưa tới"),
    ],
)
def test_a_line_that_cannot_be_is_refused(wrong, words, enter):
    with pytest.raises(Refused, match=words):
        enter(**{"amount": MILLION} | wrong)
    assert not BudgetLine.objects.exists()


def test_the_same_form_sent_twice_is_one_line(enter):
    key = uuid.uuid4()
    assert enter(key=key) == enter(key=key)
    assert AuditEntry.objects.filter(action="funding.enter").count() == 1


def test_nobody_approves_their_own_line(enter, officer, second, health):
    line = enter(by=officer, holder=health)
    with pytest.raises(Refused, match="người khác"):
        approve_line(line.pk, seen_at=NOW, by=officer, now=NOW)
    assert approve_line(line.pk, seen_at=NOW, by=second, now=NOW).state == "approved"


def test_an_agency_approves_nothing_and_a_stranger_finds_nothing(enter, health_clerk, stranger):
    line = enter()
    with pytest.raises(PermissionDenied):
        approve_line(line.pk, seen_at=NOW, by=health_clerk, now=NOW)
    with pytest.raises(Refused, match="phạm vi"):
        approve_line(line.pk, seen_at=NOW, by=stranger, now=NOW)


def test_a_form_that_somebody_else_sent_is_refused_and_not_answered_with_their_line(enter, officer):
    key = uuid.uuid4()
    enter(key=key)
    with pytest.raises(Refused, match="mở phiếu mới"):
        enter(key=key, by=officer, amount=2 * MILLION)
    assert list(BudgetLine.objects.values_list("amount", flat=True)) == [MILLION]


def test_a_returned_line_is_changed_and_waits_again(enter, officer, health_clerk):
    line = return_line(enter().pk, "Thiếu quyết định", by=officer, now=NOW)
    assert (line.state, line.returned_because) == ("returned", "Thiếu quyết định")
    changed = change_line(
        line.pk, values(amount=2 * MILLION), by=health_clerk, now=NOW, seen_at=line.changed_at
    )
    assert (changed.state, changed.amount, changed.decided_by) == ("waits", 2 * MILLION, None)
    told = AuditEntry.objects.get(action="funding.change").details
    assert (told["before"]["amount"], told["after"]["amount"]) == (MILLION, 2 * MILLION)


def test_who_saw_an_older_line_changes_nothing(enter, health_clerk):
    line, before = enter(), NOW - datetime.timedelta(minutes=1)
    with pytest.raises(Refused, match="mở lại"):
        change_line(line.pk, values(), by=health_clerk, now=NOW, seen_at=before)


def test_a_line_is_returned_with_a_reason_alone(enter, officer):
    with pytest.raises(Refused, match="lý do"):
        return_line(enter().pk, "  ", by=officer, now=NOW)


def test_an_approved_line_never_changes(approved, health_clerk):
    line = approved()
    with pytest.raises(Refused, match="giữ nguyên"):
        change_line(line.pk, values(), by=health_clerk, now=NOW, seen_at=line.changed_at)
    with pytest.raises(Refused, match="giữ nguyên"):
        withdraw_line(line.pk, by=health_clerk, now=NOW)
    for change in (
        lambda: BudgetLine.objects.filter(pk=line.pk).update(amount=5),
        lambda: BudgetLine.objects.filter(pk=line.pk).delete(),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()


def test_a_further_line_takes_an_approved_one_back_once(approved, officer, health_clerk):
    line = approved()
    back = reverse_line(line.pk, "Ghi nhầm", by=health_clerk, now=NOW, key=uuid.uuid4())
    assert (back.amount, back.state, back.reverses) == (-MILLION, "waits", line)
    with pytest.raises(Refused, match="đã"):
        reverse_line(line.pk, "Lại", by=health_clerk, now=NOW, key=uuid.uuid4())
    withdraw_line(back.pk, by=health_clerk, now=NOW)
    again = reverse_line(line.pk, "Ghi nhầm", by=health_clerk, now=NOW, key=uuid.uuid4())
    approve_line(again.pk, seen_at=NOW, by=officer, now=NOW)
    assert sum(BudgetLine.objects.approved().values_list("amount", flat=True)) == 0


def test_people_see_the_lines_of_their_own_part(
    approved,
    enter,
    ward,
    ward_officer,
    health_clerk,
    leader,
    officer,
    stranger,
    receiver,
    make_user,
):
    ours, commune = approved(), enter(holder=ward, by=ward_officer)
    alone = make_user("agency_focal_point", ward, "khong-co-quan")
    seen = {
        person.username: set(BudgetLine.objects.visible_to(person))
        for person in (ward_officer, health_clerk, leader, officer, stranger, receiver, alone)
    }
    assert seen == {
        ward_officer.username: {commune}, health_clerk.username: {ours},
        leader.username: {ours, commune}, officer.username: {ours, commune},
        stranger.username: set(), receiver.username: set(), alone.username: set(),
    }  # fmt: skip
