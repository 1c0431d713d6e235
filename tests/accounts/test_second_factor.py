"""The second factor: who must have one, how it is set up, and that a code opens a door once."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator

from mangnon.core.access import NEEDS_SECOND_FACTOR, Role
from mangnon.core.models import AuditEntry
from tests.accounts.codes import code_at
from tests.accounts.conftest import PASSWORD, actions


@pytest.fixture
def auditor(make_user, province):
    return make_user("auditor", province, second_factor=False)


def set_up_app(client):
    """Prove the password once more, then turn the app on; return its secret."""
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get("/account/second-factor/app/").content.decode()
    secret = re.search(r'id="totp-secret">([A-Z2-7]+)<', page)[1]
    answer = client.post("/account/second-factor/app/", {"code": code_at(secret, time.time())})
    assert answer.url == "/account/second-factor/recovery/"
    return secret


def test_those_near_cases_and_those_with_power_need_one():
    expected = {
        Role.TECHNICAL_ADMIN, Role.AUDITOR, Role.COMMUNE_CHAIR, Role.COMMUNE_OFFICER,
        Role.HOTLINE_OPERATOR, Role.CASE_PARTNER, Role.SCHOOL_STAFF, Role.HEALTH_STATION_STAFF,
        Role.CARE_FACILITY_STAFF,
    }  # fmt: skip
    assert expected == NEEDS_SECOND_FACTOR


@pytest.mark.parametrize(
    "address", ["/", "/plans/", "/reports/1/docx", "/account/", "/account/sessions/"]
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_without_one_nothing_but_its_set_up_opens(client, auditor, address, headers):
    client.force_login(auditor)
    answer = client.get(address, headers=headers)
    assert (answer.status_code, answer.url) == (302, "/account/second-factor/")
    assert client.get("/account/second-factor/").status_code == 200


def test_setting_it_up_asks_for_the_password_first(client, auditor, sign_in):
    sign_in(auditor.username)
    for address in ("app/", "keys/add/", "recovery/new/"):
        answer = client.get(f"/account/second-factor/{address}")
        assert answer.url.startswith("/account/confirm/?next=")


def test_the_app_is_set_up_and_then_every_sign_in_asks_for_its_code(
    client, auditor, sign_in, clock
):
    sign_in(auditor.username)
    secret = set_up_app(client)
    assert client.get("/account/").status_code == 200
    client.post("/sign-out/")
    assert sign_in(auditor.username).url == "/sign-in/second-factor/"
    assert client.get("/account/").status_code == 302
    wrong = client.post("/sign-in/second-factor/", {"code": "000000"})
    assert "Mã không đúng" in wrong.content.decode()
    clock.shift(30)
    answer = client.post("/sign-in/second-factor/", {"code": code_at(secret, time.time())})
    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200
    assert actions(actor=auditor)[-1] == "person.sign_in"
    assert actions(action="person.code_refused") == ["person.code_refused"]


def test_a_code_opens_the_door_once(client, auditor, sign_in, clock):
    sign_in(auditor.username)
    secret = set_up_app(client)
    clock.shift(30)
    code = code_at(secret, time.time())
    for expected in (302, 200):
        client.post("/sign-out/")
        sign_in(auditor.username)
        assert client.post("/sign-in/second-factor/", {"code": code}).status_code == expected


def test_the_code_of_the_set_up_does_not_open_the_door(client, auditor, sign_in, clock):
    sign_in(auditor.username)
    secret = set_up_app(client)
    client.post("/sign-out/")
    sign_in(auditor.username)
    code = code_at(secret, time.time())
    assert client.post("/sign-in/second-factor/", {"code": code}).status_code == 200
    assert client.get("/account/").status_code == 302


def test_a_code_of_half_a_minute_ago_is_too_old(client, auditor, sign_in, clock):
    sign_in(auditor.username)
    secret = set_up_app(client)
    client.post("/sign-out/")
    sign_in(auditor.username)
    clock.shift(60)
    old = code_at(secret, time.time() - 30)
    assert client.post("/sign-in/second-factor/", {"code": old}).status_code == 200


def test_a_recovery_code_opens_the_door_once(client, auditor, sign_in, clock):
    sign_in(auditor.username)
    set_up_app(client)
    page = client.get("/account/second-factor/recovery/").content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10
    for expected in (302, 200):
        client.post("/sign-out/")
        sign_in(auditor.username)
        answer = client.post("/sign-in/second-factor/", {"code": codes[3]})
        assert answer.status_code == expected
    assert actions(action="person.use_recovery_code") == ["person.use_recovery_code"]


def test_codes_cannot_be_guessed_one_after_the_other(client, auditor, sign_in, clock):
    sign_in(auditor.username)
    secret = set_up_app(client)
    client.post("/sign-out/")
    sign_in(auditor.username)
    for guess in range(10):
        client.post("/sign-in/second-factor/", {"code": f"{guess:06d}"})
    clock.shift(30)
    right = client.post("/sign-in/second-factor/", {"code": code_at(secret, time.time())})
    assert right.status_code == 200
    assert "Đã thử quá nhiều lần" in right.content.decode()


def test_the_secret_is_neither_in_the_audit_nor_in_plain_in_the_database(
    client, auditor, sign_in, clock
):
    sign_in(auditor.username)
    secret = set_up_app(client)
    stored = [str(data) for data in Authenticator.objects.values_list("data", flat=True)]
    assert len(stored) == 2
    assert not any(secret in data for data in stored)
    assert not any(secret in str(entry) for entry in AuditEntry.objects.values_list("details"))


def test_who_need_not_may_turn_it_on_and_off(
    client, leader, sign_in, clock, django_capture_on_commit_callbacks
):
    sign_in(leader.username)
    assert client.get("/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
    client.post("/account/second-factor/app/remove/")
    assert not Authenticator.objects.filter(user=leader).exists()
    assert actions(actor=leader, action__contains="second_factor") == [
        "person.add_second_factor", "person.add_second_factor",
        "person.remove_second_factor", "person.remove_second_factor",
    ]  # fmt: skip


def test_the_picture_of_the_secret_holds_nothing_that_the_policy_blocks(
    client, auditor, sign_in, clock
):
    sign_in(auditor.username)
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get("/account/second-factor/app/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "<svg" not in re.search(r"<form.*?</form>", page, re.S)[0]
    assert "style=" not in page
