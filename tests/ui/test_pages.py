"""Sign-in, error pages, and what every page carries."""

import datetime
import re

import pytest
from django.template.loader import render_to_string

from mangnon.core.access import GRANTS


def words(response):
    return " ".join(response.content.decode().split())


def test_a_wrong_password_is_refused_in_plain_words_without_saying_what_was_wrong(client, leader):
    response = client.post("/sign-in/", {"username": leader.username, "password": "khong phai"})
    assert response.status_code == 200
    assert 'id="sign-in-error"' in words(response)
    assert "khong phai" not in words(response)
    assert not client.session.get("_auth_user_id")


def test_the_right_password_opens_the_page_that_was_asked_for(client, leader):
    form = {"username": leader.username, "password": "mot-mat-khau-dai-2025", "next": "/plans/"}
    response = client.post("/sign-in/", form)
    assert (response.status_code, response.url) == (302, "/plans/")


def test_sign_in_does_not_send_a_person_to_another_site(client, leader):
    form = {"username": leader.username, "password": "mot-mat-khau-dai-2025", "next": "//evil.vn/"}
    assert client.post("/sign-in/", form).url == "/mine/"


def test_who_comes_by_the_bare_address_begins_at_their_own_work(client, leader):
    assert client.get("/").url == "/sign-in/"
    form = {"username": leader.username, "password": "mot-mat-khau-dai-2025"}
    assert client.post("/sign-in/", form).url == "/mine/"


def test_signing_out_is_a_form_and_not_a_link(client, leader):
    client.force_login(leader)
    assert client.get("/sign-out/").status_code == 405
    page = words(client.get("/"))
    assert re.search(r'<form method="post" action="/sign-out/">.*?csrfmiddlewaretoken', page)
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/").status_code == 302


def test_a_stranger_sees_no_navigation_on_the_sign_in_page(client, db):
    page = words(client.get("/sign-in/"))
    assert "mn-nav" not in page
    assert "mn-user" not in page


def test_the_head_of_a_demonstration_says_its_day(client, leader, settings):
    settings.IS_DEMO, settings.TODAY = True, datetime.date(2025, 10, 31)
    assert "31/10/2025" in words(client.get("/sign-in/"))
    settings.IS_DEMO = False
    assert "31/10/2025" not in words(client.get("/sign-in/"))


def test_every_page_has_a_language_a_title_a_skip_link_and_a_main(client, db):
    page = words(client.get("/sign-in/"))
    assert '<html lang="vi">' in page
    assert re.search(r"<title>.+ · Măng Non</title>", page)
    assert 'class="mn-skip" href="#content"' in page
    assert '<main id="content"' in page


def test_pages_are_sent_with_a_policy_that_allows_nothing_inline(client, db):
    policy = client.get("/sign-in/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy


def test_a_page_that_is_not_there_says_so(client, leader):
    client.force_login(leader)
    response = client.get("/khong-co/")
    assert response.status_code == 404
    assert '<p class="mn-code">404</p>' in words(response)


def test_a_page_without_the_right_says_whom_to_ask(client, leader, monkeypatch):
    monkeypatch.setitem(GRANTS, leader.role, frozenset())
    client.force_login(leader)
    response = client.get("/plans/")
    assert response.status_code == 403
    assert '<p class="mn-code">403</p>' in words(response)


def test_the_page_of_a_fault_needs_neither_context_nor_database():
    page = render_to_string("500.html")
    assert '<p class="mn-code">500</p>' in page
    assert "{%" not in page


@pytest.mark.parametrize("asset", ["ui/mangnon.css", "ui/fonts.css", "ui/charts.js", "ui/mark.svg"])
def test_our_own_assets_are_served_without_signing_in(client, asset):
    assert client.get(f"/static/{asset}").status_code == 200
