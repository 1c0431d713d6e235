"""Who gave the right password and not yet the second factor is not in: that may still end."""

import time

import pytest
from django.utils import timezone

from mangnon.accounts.inviting import send_new_link
from mangnon.accounts.leaving import close_account
from tests.accounts.codes import code_at
from tests.accounts.conftest import actions
from tests.accounts.test_second_factor import set_up_app


@pytest.fixture
def auditor(make_user, province):
    return make_user("auditor", province, second_factor=False)


@pytest.fixture
def give_code(client, client_elsewhere, auditor, sign_in, clock):
    """Sign in with the password in another browser; return how it gives its code later."""
    sign_in(auditor.username)
    secret = set_up_app(client)
    client.post("/sign-out/")
    assert sign_in(auditor.username, browser=client_elsewhere).url == "/sign-in/second-factor/"
    clock.shift(30)

    def give():
        form = {"code": code_at(secret, time.time())}
        return client_elsewhere.post("/sign-in/second-factor/", form).url

    return give


def test_nothing_happened_meanwhile(give_code, client_elsewhere):
    assert give_code() == "/mine/"
    assert client_elsewhere.get("/account/").status_code == 200


def test_the_password_was_taken_back_meanwhile(give_code, client_elsewhere, auditor, admin):
    send_new_link(auditor, by=admin, now=timezone.now())
    assert give_code() == "/sign-in/"
    assert client_elsewhere.get("/account/").url.startswith("/sign-in/?next=")
    assert actions(actor=auditor).count("person.sign_in") == 1


def test_the_account_was_closed_meanwhile(give_code, auditor, admin):
    close_account(auditor, by=admin, now=timezone.now())
    assert give_code() == "/sign-in/"
    assert actions(actor=auditor).count("person.sign_in") == 1
