"""Two workers at the same moment."""

import pytest

from mangnon.accounts.digests.sending import send_digests
from mangnon.accounts.models import Delivery
from tests.at_once import at_once
from tests.digests.conftest import MONDAY

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_workers_at_once_one_sends(server, source, officer, leader, subscribe):
    subscribe(officer, "a@treem.example.vn")
    subscribe(leader, "b@treem.example.vn")
    sent = at_once(lambda: send_digests(MONDAY), lambda: send_digests(MONDAY))
    assert sum(sent) == len(server.kept) == 2
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1)}
