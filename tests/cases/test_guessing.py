"""Whoever tries follow-up numbers is stopped, and all that they tried wrongly is in the audit."""

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.cases.models import Report
from mangnon.cases.receiving import guessing
from mangnon.cases.receiving.following import by_follow_up
from mangnon.core.models import AuditEntry, Refused
from tests.at_once import at_once
from tests.cases.conftest import at

WRONG = "0000000000"


@pytest.fixture
def number(case):
    return Report.objects.get(case=case).follow_up


@pytest.fixture
def ask(operator):
    def _ask(number, by=operator):
        return by_follow_up(number, by=by, now=at(1))

    return _ask


def wrong_tries(user):
    return AuditEntry.objects.filter(actor=user, action="case.follow_up_wrong").count()


def test_who_may_not_receive_is_refused_at_once(case, chair, ask):
    with pytest.raises(PermissionDenied):
        ask(WRONG, chair)
    assert not wrong_tries(chair)


def test_after_ten_wrong_tries_the_right_number_is_refused_too(
    number, operator, worker, ask, monkeypatch
):
    for tried in (WRONG, "123") * 5:
        assert ask(tried) is None
    for tried in (WRONG, number):
        with pytest.raises(Refused, match="thử lại lúc"):
            ask(tried)
    assert wrong_tries(operator) == 10
    assert ask(number, worker) is not None  # another person is not stopped
    monkeypatch.setattr(guessing, "WITHIN", datetime.timedelta(0))  # as when the hour is over
    assert ask(number) is not None


def test_a_right_number_counts_for_nothing_and_clears_nothing(number, operator, ask):
    for _try in range(9):
        ask(WRONG)
    for _try in range(3):
        assert ask(number) is not None
    ask(WRONG)
    with pytest.raises(Refused):
        ask(number)


def test_no_entry_of_the_audit_holds_what_was_typed(operator, ask, case):
    ask("9876543210")
    entry = AuditEntry.objects.get(action="case.follow_up_wrong")
    assert (entry.actor, entry.record_id) == (operator, str(operator.pk))
    assert "987" not in json.dumps(entry.details)


def test_the_page_says_so_and_shows_nothing(client, number, operator, ask):
    client.force_login(operator)
    for _try in range(10):
        ask(WRONG)
    answer = client.post("/cases/follow-up/", {"number": number})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "thử lại lúc" in page
    assert 'role="status"' not in page.split("<form")[-1]


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_no_more_tries(case, operator):
    for _try in range(8):
        by_follow_up(WRONG, by=operator, now=at(1))
    results = at_once(*[lambda: by_follow_up(WRONG, by=operator, now=at(1))] * 6)
    assert wrong_tries(operator) == 10
    assert sum(isinstance(one, Refused) for one in results) == 4
