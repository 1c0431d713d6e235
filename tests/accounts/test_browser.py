"""Security keys in a real Chromium, with an authenticator that the browser itself plays."""

import os
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect, sync_playwright

from tests.accounts.conftest import PASSWORD
from tests.dashboards.test_browser import CHROMIUM, QUIET
from tests.patience import MOVES_SECONDS

KEY = {
    "protocol": "ctap2", "transport": "usb", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"{CHROMIUM} is absent"),
]


@pytest.fixture
def open_site(transactional_db, live_server):
    """Give a page of the site, and a list of what its console said."""
    # Playwright keeps an event loop in this thread, where fixtures use the database too.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=1000 * MOVES_SECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        page, said = browser.new_page(base_url=live_server.url, locale="vi-VN"), []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page, said
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def auditor(transactional_db, make_user, province):
    return make_user("auditor", province, second_factor=False)


def sign_in(page, person):
    page.goto("/sign-in/")
    page.fill("#id_username", person.username)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")


def plug_in_a_key(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return session


def add_the_key(page):
    page.goto("/account/second-factor/keys/add/")
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.click("#key-button")
    expect(page.locator("#recovery-codes li")).to_have_count(10)


def test_a_security_key_is_added_and_opens_the_account(open_site, auditor):
    page, said = open_site
    sign_in(page, auditor)
    expect(page.get_by_role("alert")).to_contain_text("chỉ mật khẩu là chưa đủ")
    plug_in_a_key(page)
    add_the_key(page)
    page.goto("/account/")
    page.click(".mn-user summary")
    page.click(".mn-user-menu button")
    sign_in(page, auditor)
    page.click("#key-button")
    expect(page.locator(".mn-user")).to_be_visible()
    assert Authenticator.objects.filter(user=auditor, type="webauthn").count() == 1
    assert said == []


def test_without_the_key_a_sentence_says_what_to_do(open_site, auditor):
    page, said = open_site
    sign_in(page, auditor)
    session = plug_in_a_key(page)
    add_the_key(page)
    page.goto("/account/")
    page.click(".mn-user summary")
    page.click(".mn-user-menu button")
    sign_in(page, auditor)
    session.send("WebAuthn.disable")
    page.evaluate("void (navigator.credentials.get = () => Promise.reject(new Error('no key')))")
    page.click("#key-button")
    expect(page.locator("[data-key-failed]")).to_be_visible()
    page.goto("/account/")
    expect(page.locator("#id_password, #id_code").first).to_be_visible()
    assert said == []


def test_the_button_of_a_key_waits_for_its_script(open_site, auditor):
    page, _said = open_site
    sign_in(page, auditor)
    page.route("**/accounts/keys*.js", lambda route: route.abort())
    page.goto("/account/second-factor/keys/add/")
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator("#key-button")).to_be_disabled()


@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_of_the_account_scrolls_sideways_or_breaks_the_policy(open_site, auditor, width):
    page, said = open_site
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, auditor)
    page.goto("/account/second-factor/app/")
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator(".mn-qr")).to_be_visible()
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    assert page.evaluate("document.querySelector('.mn-qr').naturalWidth") > 0
    Authenticator.objects.create(user=auditor, type=Authenticator.Type.TOTP, data={})
    people = "/administration/people/"
    for address in ("/account/", "/account/password/", "/account/sessions/", people):
        page.goto(address)
        assert page.evaluate(wide) == 0, address
    assert said == []
