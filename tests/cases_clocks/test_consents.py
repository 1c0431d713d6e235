"""A consent holds for what, for whom and from when it was given, until it is withdrawn."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.cases.consents.consenting import (
    NewConsent,
    give_consent,
    holds,
    must_ask_child,
)
from mangnon.cases.consents.withdrawing import withdraw
from mangnon.cases.models import CasePerson, Consent
from mangnon.core.models import Refused
from tests.cases.conftest import DAY, at


@pytest.fixture
def taken(case, take, worker):
    take(case, "acknowledge", worker, 0.5)
    return case


@pytest.fixture
def give(taken, worker):
    def make(by=worker, **about):
        fields = {
            "child": taken.people.get().pk, "purpose": "photo", "is_by_child": True,
            "relation": "mother", "representative": "Điểu Thị Mẹ", "given_at": at(1),
        }  # fmt: skip
        return give_consent(taken.pk, NewConsent(**{**fields, **about}), by=by, now=at(5))

    return make


def test_it_holds_for_its_purpose_from_when_it_was_given(taken, give):
    consent = give()
    child = taken.people.get()
    assert (consent.given_at, consent.entered_at) == (at(1), at(5))
    found = [
        holds(taken, child, purpose, at(hours))
        for purpose, hours in (("photo", 2), ("photo", 0.9), ("press", 2))
    ]
    assert found == [True, False, False]


def test_a_withdrawn_consent_holds_no_more_but_held_before(taken, give, worker):
    consent = give()
    withdraw(taken.pk, consent.pk, at=at(6), by=worker, now=at(8))
    child = taken.people.get()
    assert [holds(taken, child, "photo", at(hours)) for hours in (5, 6, 7)] == [True, False, False]
    with pytest.raises(Refused, match="đã được rút lại"):
        withdraw(taken.pk, consent.pk, at=at(7), by=worker, now=at(9))


@pytest.mark.parametrize(("hours", "words"), [(0.5, "trước khi đồng ý"), (9, "chưa tới")])
def test_a_withdrawal_out_of_time_is_refused(taken, give, worker, hours, words):
    consent = give()
    with pytest.raises(Refused, match=words):
        withdraw(taken.pk, consent.pk, at=at(hours), by=worker, now=at(8))


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"is_by_child": False}, "7 tuổi"),
        ({"representative": " "}, "người đại diện"),
        ({"given_at": at(6)}, "chưa tới"),
        ({"purpose": "dance"}, "danh sách"),
        ({"child": uuid.uuid4()}, "trẻ em của vụ việc"),
    ],
)
def test_what_is_no_consent_is_refused(give, about, words):
    with pytest.raises(Refused, match=words):
        give(**about)
    assert not Consent.objects.exists()


def test_others_enter_none(give, colleague, operator):
    with pytest.raises(Refused, match="không tham gia"):
        give(by=colleague)
    with pytest.raises(PermissionDenied):
        give(by=operator)


@pytest.mark.parametrize(
    ("birth_date", "age", "day", "is_asked"),
    [
        (datetime.date(2018, 6, 11), None, DAY, False),
        (datetime.date(2018, 6, 10), None, DAY, True),
        (None, 5, DAY, False),
        (None, 5, datetime.date(2026, 6, 10), True),
        (None, 6, DAY, True),
        (None, 12, DAY, True),
        (None, None, DAY, True),
    ],
)
def test_a_child_is_asked_from_seven_years_on_or_when_nobody_knows(birth_date, age, day, is_asked):
    child = CasePerson(birth_date=birth_date, age=age)
    assert must_ask_child(child, DAY, day) is is_asked


def test_the_pages_enter_and_withdraw_it(client, taken, worker):
    client.force_login(worker)
    address = f"/cases/{taken.pk}/consents/"
    assert address in client.get(f"/cases/{taken.pk}/").content.decode()
    form = {
        "key": str(uuid.uuid4()), "child": str(taken.people.get().pk), "purpose": "photo",
        "representative": "Điểu Thị Mẹ", "relation": "mother", "given_at": "10/06/2025 08:00",
    }  # fmt: skip
    assert "7 tuổi" in client.post(address, form).content.decode()
    assert not Consent.objects.exists()
