"""What somebody tries who wants money that nobody approved, or books that say another sum."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from mangnon.core.models import Refused
from mangnon.plans.funding.entering import change_line
from mangnon.plans.funding.fund import granting, receiving
from mangnon.plans.models import BudgetLine, Grant, Receipt

from .conftest import MILLION, NOW, values
from .test_gifts_and_grants import donor, propose, receive
from .test_pages import FORM

__all__ = ["donor", "propose", "receive"]


def test_nobody_approves_an_amount_that_they_did_not_see(enter, health_clerk, officer, client):
    line = enter("allocation", MILLION)
    client.force_login(officer)
    page = reverse("plans:money", args=[line.pk])
    seen_at = client.get(page).content.decode().split('name="seen_at" value="')[1].split('"')[0]
    later = NOW + datetime.timedelta(minutes=1)
    dearer = values("allocation", 9 * MILLION)
    change_line(line.pk, dearer, by=health_clerk, seen_at=line.changed_at, now=later)
    sent = client.post(reverse("plans:money-approve", args=[line.pk]), {"seen_at": seen_at})
    assert sent.status_code == 422
    assert BudgetLine.objects.get().state == "waits"


@pytest.mark.parametrize("name", ["on", "document_on"])
def test_money_is_of_a_day_that_can_be(client, health, health_clerk, name):
    client.force_login(health_clerk)
    form = FORM | {"holder": f"o-{health.pk}", "key": str(uuid.uuid4()), name: "01/01/0001"}
    assert client.post(reverse("plans:money-new"), form).status_code == 422


def test_a_promise_is_not_due_before_it_was_made(donor, officer):
    day = datetime.date(2025, 5, 1)
    with pytest.raises(Refused, match="trước"):
        receiving.enter_pledge(
            donor.pk, amount=1, on=day, due_on=day - datetime.timedelta(days=1), by=officer,
            now=NOW, key=uuid.uuid4(),
        )  # fmt: skip


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE plans_receipt SET amount = 1",
        "DELETE FROM plans_receipt",
        "UPDATE plans_grant SET amount = 1",
        "UPDATE plans_grant SET state = 'waits', decided_by_id = NULL, entry_id = NULL",
        "DELETE FROM plans_grant",
    ],
)
def test_what_the_fund_received_and_granted_stays_as_posted(receive, propose, officer, sql):
    receive()
    granting.approve_grant(propose().pk, "12/QĐ-QBT", by=officer, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert (Receipt.objects.get().amount, Grant.objects.get().amount) == (10 * MILLION, 3 * MILLION)
