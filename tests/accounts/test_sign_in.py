"""Signing in by name and password: what is told, what is counted, what is written down."""

import datetime
import json
import re

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import get_hasher
from django.core.exceptions import PermissionDenied

from mangnon.accounts.lockout import lift_lock, locks_of
from mangnon.core.models import AuditEntry
from tests.accounts.conftest import PASSWORD, actions

WRONG = "khong-phai-mat-khau"


def words(response):
    return " ".join(response.content.decode().split())


def is_signed_in(client):
    return "_auth_user_id" in client.session


def without_chance(response):
    """Return the page without what differs from one answer to the next anyway."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", words(response))


def test_an_unknown_name_is_answered_like_a_wrong_password(sign_in, leader):
    known, unknown = sign_in(leader.username, WRONG), sign_in("khong-co-ai", WRONG)
    assert known.status_code == unknown.status_code == 200
    assert "chưa đúng" in words(known)
    expected = without_chance(known).replace(leader.username, "khong-co-ai")
    assert without_chance(unknown) == expected


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(sign_in, leader, monkeypatch):
    hasher, worked = type(get_hasher()), []
    for work in ("encode", "verify"):
        monkeypatch.setattr(hasher, work, counted(getattr(hasher, work), worked))
    sign_in("khong-co-ai", WRONG)
    assert worked == ["encode"]
    worked.clear()
    sign_in(leader.username, WRONG)
    assert worked == ["verify"]


def counted(work, worked):
    def do(*args, **kwargs):
        worked.append(work.__name__)
        return work(*args, **kwargs)

    return do


def test_a_closed_account_is_not_opened_by_its_password(sign_in, client, leader):
    leader.is_active = False
    leader.save()
    sign_in(leader.username)
    assert not is_signed_in(client)


@pytest.mark.parametrize("address", ["/sign-in/not-open/", "/account/signup/", "/signup/"])
def test_nobody_makes_an_account_for_oneself(client, db, address):
    form = {"username": "toi", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(address, form).status_code in {302, 403, 404, 405}
    assert not is_signed_in(client)


def test_five_wrong_passwords_lock_the_name_at_that_address_until_the_told_minute(
    sign_in, client, leader, clock
):
    for _try in range(4):
        assert sign_in(leader.username, WRONG).status_code == 200
    locked = sign_in(leader.username, WRONG)
    assert locked.status_code == 429
    assert "31/10/2025 15:15" in words(locked)  # 15 minutes after 15:00 in Vietnam
    assert sign_in(leader.username).status_code == 429
    assert not is_signed_in(client)
    clock.shift(datetime.timedelta(minutes=14))
    assert sign_in(leader.username).status_code == 429
    clock.shift(datetime.timedelta(minutes=2))
    assert sign_in(leader.username).status_code == 302
    assert is_signed_in(client)


def test_a_lock_holds_for_one_name_at_one_address_and_for_every_spelling(sign_in, leader, officer):
    for _try in range(5):
        sign_in(leader.username.upper(), WRONG)
    assert sign_in(leader.username).status_code == 429
    assert sign_in(officer.username).status_code == 302
    assert sign_in(leader.username, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_a_name_that_does_not_exist_is_locked_like_any_other(sign_in, db):
    answers = [sign_in("khong-co-ai", WRONG).status_code for _try in range(5)]
    assert answers == [200, 200, 200, 200, 429]


def test_an_administrator_lifts_the_lock_and_nobody_else_does(sign_in, leader, officer, admin):
    for _try in range(5):
        sign_in(leader.username, WRONG)
    assert [lock["address"] for lock in locks_of(leader)] == ["127.0.0.1"]
    with pytest.raises(PermissionDenied):
        lift_lock(leader, by=officer)
    lift_lock(leader, by=admin)
    assert locks_of(leader) == []
    assert sign_in(leader.username).status_code == 302
    assert actions(action="person.unlock", actor=admin) == ["person.unlock"]


def test_the_audit_tells_who_signed_in_failed_and_left(sign_in, client, leader):
    sign_in(leader.username, WRONG)
    sign_in(leader.username)
    client.post("/sign-out/")
    assert actions(table="core_user", record_id=str(leader.pk)) == [
        "person.sign_in_refused", "person.sign_in", "person.sign_out",
    ]  # fmt: skip
    assert AuditEntry.objects.get(action="person.sign_in").origin == "127.0.0.1"


def test_no_password_and_no_typed_name_is_kept_anywhere(sign_in, leader, caplog):
    caplog.set_level("DEBUG")
    sign_in("Mat-Khau-Go-Nham-Cho", WRONG)
    sign_in(leader.username, WRONG)
    audit = json.dumps(list(AuditEntry.objects.values("details", "record_id", "action")))
    counted = json.dumps(list(AccessAttempt.objects.values("post_data", "get_data")))
    for kept in (audit, counted, caplog.text):
        assert WRONG not in kept
        assert "mat-khau-go-nham-cho" not in kept.lower()
    assert AuditEntry.objects.filter(record_id="0", action="person.sign_in_refused").count() == 1


def test_a_new_password_keeps_the_rules_and_ends_the_other_sessions(
    sign_in, client, leader, client_elsewhere
):
    sign_in(leader.username)
    sign_in(leader.username, browser=client_elsewhere)
    for bad in ("ngan", "password12345", leader.username):
        form = {"oldpassword": PASSWORD, "password1": bad, "password2": bad}
        assert 'role="alert"' in words(client.post("/account/password/", form))
    new = "mot-cau-dai-hon-va-khac"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password/", form).status_code == 302
    assert client.get("/account/").status_code == 200
    assert client_elsewhere.get("/account/").status_code == 302
    assert actions(action="person.change_password") == ["person.change_password"]
