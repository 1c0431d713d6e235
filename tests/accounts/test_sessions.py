"""Where a person is signed in, and how that ends."""

import datetime

import pytest
from allauth.usersessions.models import UserSession

from mangnon.accounts.sessions import device, end_all_sessions
from tests.accounts.conftest import actions

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)
EDGE = CHROME + " Edg/140.0.0.0"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (CHROME, "Chrome, Windows"), (SAFARI, "Safari, iPhone"), (EDGE, "Edge, Windows"),
        ("curl/8.5", "Thiết bị lạ"), ("", "Thiết bị lạ"),
    ],
)  # fmt: skip
def test_a_device_is_said_in_plain_words(told, words):
    assert device(told) == words


def test_a_person_sees_the_own_sessions_and_ends_one(
    client, client_elsewhere, sign_in, leader, officer
):
    sign_in(leader.username, HTTP_USER_AGENT=CHROME)
    sign_in(
        leader.username, browser=client_elsewhere, HTTP_USER_AGENT=SAFARI, REMOTE_ADDR="10.0.0.7"
    )
    page = client.get("/account/sessions/").content.decode()
    for shown in ("Chrome, Windows", "Safari, iPhone", "10.0.0.7", "Phiên này"):
        assert shown in page
    other = UserSession.objects.get(ip="10.0.0.7")
    assert client.post(f"/account/sessions/{other.pk}/end/").status_code == 302
    assert client_elsewhere.get("/").status_code == 302
    assert client.get("/").status_code == 200
    assert actions(action="person.end_session", actor=leader) == ["person.end_session"]


def test_nobody_ends_the_session_of_another(client, client_elsewhere, sign_in, leader, officer):
    sign_in(officer.username, browser=client_elsewhere)
    sign_in(leader.username)
    other = UserSession.objects.get(user=officer)
    assert client.post(f"/account/sessions/{other.pk}/end/").status_code == 404
    assert client_elsewhere.get("/").status_code == 200


def test_all_others_end_at_once(client, client_elsewhere, sign_in, leader):
    sign_in(leader.username)
    sign_in(leader.username, browser=client_elsewhere)
    client.post("/account/sessions/")
    assert client_elsewhere.get("/").status_code == 302
    assert client.get("/").status_code == 200


def test_an_administrator_signs_a_person_out_everywhere(
    client, client_elsewhere, sign_in, leader, admin
):
    sign_in(leader.username)
    sign_in(leader.username, browser=client_elsewhere)
    assert end_all_sessions(leader, by=admin) == 2
    assert client.get("/").status_code == client_elsewhere.get("/").status_code == 302


def test_a_session_ends_when_nobody_used_it_for_hours(client, sign_in, leader, clock):
    sign_in(leader.username)
    for _visit in range(3):
        clock.shift(datetime.timedelta(minutes=239))
        assert client.get("/").status_code == 200
    clock.shift(datetime.timedelta(minutes=241))
    assert client.get("/").status_code == 302


def test_it_ends_sooner_for_those_near_cases(client, admin, clock):
    client.force_login(admin)
    clock.shift(datetime.timedelta(minutes=29))
    assert client.get("/account/").status_code == 200
    clock.shift(datetime.timedelta(minutes=31))
    assert client.get("/account/").status_code == 302


def test_that_a_session_is_used_is_written_once_a_minute(
    client, sign_in, leader, clock, django_assert_num_queries
):
    sign_in(leader.username)
    client.get("/account/password/")
    clock.shift(datetime.timedelta(seconds=50))
    with django_assert_num_queries(3):  # the session, the person and the unit
        client.get("/account/password/")
    clock.shift(datetime.timedelta(seconds=11))
    client.get("/account/password/")
    seen = UserSession.objects.get(user=leader).last_seen_at
    assert (seen - UserSession.objects.get(user=leader).created_at).seconds == 61
