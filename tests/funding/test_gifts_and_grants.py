"""Donors, promises, receipts and grants: who enters, who decides, who learns of whom."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from mangnon.core.models import AuditEntry, Refused, Unit
from mangnon.plans.funding.fund import granting, receiving
from mangnon.plans.funding.fund.posting import balances, reverse
from mangnon.plans.funding.waiting import pledges_waiting_for
from mangnon.plans.models import Grant, Receipt
from tests.at_once import at_once

from .conftest import MILLION, NOW

DAY = datetime.date(2025, 5, 1)


@pytest.fixture
def donor(officer):
    values = {"kind": "person", "name": "Ông Trần Văn Hảo", "contact": "0912 345 678"}
    return receiving.enter_donor(values, by=officer, now=NOW, key=uuid.uuid4())


@pytest.fixture
def receive(donor, officer):
    def receive_one(amount=10 * MILLION, **other):
        values = {"number": "PT01", "on": DAY, "amount": amount} | other
        return receiving.receive(donor.pk, values, by=officer, now=NOW, key=uuid.uuid4())

    return receive_one


@pytest.fixture
def propose(child, ward_officer):
    def propose_one(amount=3 * MILLION, by=None, **other):
        values = {
            "child": str(child.pk), "purpose": "treatment", "amount": amount, "need": "Phẫu thuật",
        } | other  # fmt: skip
        return granting.propose(values, by=by or ward_officer, now=NOW, key=uuid.uuid4())

    return propose_one


def held(fund):
    return {account.value: amount for account, amount in balances(fund).items() if amount}


def test_money_and_goods_come_onto_accounts_of_their_own(receive, donor):
    receive()
    receive(2 * MILLION, number="PT02", goods="bicycles", valuation="invoice")
    assert held(donor.fund) == {
        "cash": 10 * MILLION, "goods": 2 * MILLION, "donated": -12 * MILLION,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"goods": "bicycles"}, "định giá"),
        ({"valuation": "invoice"}, "định giá"),
        ({"goods": "gold", "valuation": "invoice"}, "định giá"),
        ({"number": " "}, "số phiếu thu"),
        ({"on": datetime.date(2026, 1, 1)}, "chưa tới"),
        ({"amount": 0.5}, "số nguyên"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused(wrong, words, receive, donor):
    with pytest.raises(Refused, match=words):
        receive(**wrong)
    assert not Receipt.objects.exists()
    assert held(donor.fund) == {}


def test_a_receipt_is_entered_once(receive, donor, officer):
    first = receive()
    with pytest.raises(Refused, match=r"PT01 năm 2025 đã có: 10\.000\.000 đồng"):
        receive(5 * MILLION, number="pt01")
    assert held(donor.fund)["cash"] == 10 * MILLION
    receive(MILLION, goods="bicycles", valuation="invoice")  # goods are numbered apart
    receive(MILLION, on=datetime.date(2024, 12, 31))
    reverse(first.entry_id, "Ghi nhầm số tiền", by=officer, now=NOW)
    assert receive(5 * MILLION).number == "PT01"


@pytest.mark.django_db(transaction=True)
def test_a_receipt_entered_twice_at_once_stands_once(receive, donor):
    told = at_once(lambda: receive(), lambda: receive())
    assert sorted(type(one).__name__ for one in told) == ["Receipt", "Refused"]
    assert held(donor.fund)["cash"] == 10 * MILLION


def test_no_more_comes_of_a_promise_than_was_promised(receive, donor, officer):
    pledge = receiving.enter_pledge(
        donor.pk, amount=5 * MILLION, on=DAY, due_on=None, by=officer, now=NOW, key=uuid.uuid4()
    )
    first = receive(4 * MILLION, pledge=pledge.pk)
    with pytest.raises(Refused, match=r"chỉ còn 1\.000\.000 đồng"):
        receive(2 * MILLION, number="PT02", pledge=pledge.pk)
    reverse(first.entry_id, "Séc bị trả lại", by=officer, now=NOW)
    assert donor.pledges.with_received().get().came == 0
    assert receive(5 * MILLION, number="PT03", pledge=pledge.pk).pledge == pledge


def test_a_promise_waits_for_the_office_from_its_day_until_all_came(
    receive, donor, officer, leader
):
    about = {"amount": 5 * MILLION, "on": DAY, "by": officer, "now": NOW}
    due = receiving.enter_pledge(donor.pk, due_on=DAY, key=uuid.uuid4(), **about)
    receiving.enter_pledge(donor.pk, due_on=None, key=uuid.uuid4(), **about)
    receive(2 * MILLION, pledge=due.pk)
    eve = DAY - datetime.timedelta(days=1)
    assert list(pledges_waiting_for(officer, eve)) == list(pledges_waiting_for(leader, DAY)) == []
    (told,) = pledges_waiting_for(officer, DAY)
    assert (told.title, told.due_on) == ("Còn 3.000.000 đồng trong 5.000.000 đồng đã cam kết", DAY)
    assert told.url == f"/plans/fund/donors/{donor.pk}/"
    receive(3 * MILLION, number="PT02", pledge=due.pk)
    assert list(pledges_waiting_for(officer, DAY)) == []


def test_who_does_not_keep_the_fund_enters_no_donor(ward_officer, leader, health_clerk):
    new = {"kind": "person", "name": "A"}
    for person in (ward_officer, leader, health_clerk):
        with pytest.raises(PermissionDenied):
            receiving.enter_donor(new, by=person, now=NOW, key=uuid.uuid4())


def test_a_grant_is_proposed_by_the_commune_and_paid_by_the_office(
    receive, propose, officer, donor, child
):
    receive()
    grant = granting.approve_grant(propose().pk, "15/QĐ-QBT", by=officer, now=NOW)
    assert (grant.state, grant.child, grant.unit) == ("approved", str(child.pk), child.unit)
    assert held(donor.fund)["children"] == 3 * MILLION
    assert held(donor.fund)["cash"] == 7 * MILLION


def test_a_commune_proposes_for_no_child_of_another(propose, donor, make_user):
    other = make_user("commune_officer", Unit.objects.get(code="25217"))
    with pytest.raises(Refused, match="không thấy"):
        propose(by=other)
    assert not Grant.objects.exists()


def test_the_office_sees_no_child_and_proposes_for_none(receive, propose, officer, second, child):
    receive()
    with pytest.raises(Refused, match="không thấy"):
        propose(by=officer)
    grant = propose(by=officer, child="", project="Sân chơi thôn 3", purpose="play")
    with pytest.raises(Refused, match="người khác"):
        granting.approve_grant(grant.pk, "1/QĐ", by=officer, now=NOW)
    assert granting.approve_grant(grant.pk, "1/QĐ", by=second, now=NOW).state == "approved"


@pytest.mark.parametrize(
    "wrong", [{"project": "Sân chơi"}, {"child": ""}, {"child": "x"}, {"purpose": "a car"},
              {"need": " "}, {"amount": -1}],
)  # fmt: skip
def test_a_grant_that_cannot_be_is_refused(wrong, propose, donor):
    with pytest.raises(Refused):
        propose(**wrong)
    assert not Grant.objects.exists()


def test_a_returned_grant_pays_nothing(receive, propose, officer, donor):
    receive()
    grant = granting.return_grant(propose().pk, "Đã có bảo hiểm chi trả", by=officer, now=NOW)
    assert (grant.state, grant.entry) == ("returned", None)
    assert "children" not in held(donor.fund)
    with pytest.raises(Refused, match="không còn chờ"):
        granting.approve_grant(grant.pk, "1/QĐ", by=officer, now=NOW)


def test_whose_a_grant_is_and_who_gave_lie_sealed(receive, propose, donor, child):
    receive(note="Ông Hảo gửi")
    propose()
    with connection.cursor() as cursor:
        told = ""
        for table in ("plans_grant", "plans_donor", "plans_receipt", "plans_fundentry"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} AS t")
            told += cursor.fetchone()[0]
    assert not [word for word in ("Hảo", "0912 345", str(child.pk), "Phẫu thuật") if word in told]
    audited = " ".join(map(str, AuditEntry.objects.values_list("details", flat=True)))
    assert "Hảo" not in audited
    assert str(child.pk) not in audited


@pytest.mark.django_db(transaction=True)
def test_two_grants_at_once_cannot_overdraw_the_fund(receive, propose, officer, donor):
    receive(5 * MILLION)
    grants = [propose(4 * MILLION).pk for _ in range(2)]
    told = at_once(
        *(lambda pk=pk: granting.approve_grant(pk, "1/QĐ", by=officer, now=NOW) for pk in grants)
    )
    assert sorted(type(one).__name__ for one in told) == ["Grant", "Refused"]
    assert held(donor.fund)["cash"] == MILLION
