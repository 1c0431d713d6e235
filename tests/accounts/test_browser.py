"""Security keys in a real Chromium, with an authenticator that the browser itself plays."""

import pytest
from allauth.mfa.models import Authenticator

from tests.accounts.conftest import PASSWORD
from tests.browsing import fits, in_chromium, page_of, playwright

KEY = {
    "protocol": "ctap2", "transport": "usb", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
expect = playwright.expect
pytestmark = in_chromium


@pytest.fixture
def page(chromium, live_server):
    with page_of(chromium, live_server, width=1280, locale="vi-VN") as page:
        yield page


@pytest.fixture
def auditor(make_user, province):
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


def test_a_security_key_is_added_and_opens_the_account(page, auditor):
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


def test_without_the_key_a_sentence_says_what_to_do(page, auditor):
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


def test_the_button_of_a_key_waits_for_its_script(chromium, live_server, auditor):
    with page_of(chromium, live_server, may_say="net::ERR_FAILED") as page:
        sign_in(page, auditor)
        page.route("**/accounts/keys*.js", lambda route: route.abort())
        page.goto("/account/second-factor/keys/add/")
        page.fill("#id_password", PASSWORD)
        page.click("main button[type=submit]")
        expect(page.locator("#key-button")).to_be_disabled()


@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_of_the_account_scrolls_sideways_or_breaks_the_policy(page, auditor, width):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, auditor)
    page.goto("/account/second-factor/app/")
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator(".mn-qr")).to_be_visible()
    assert fits(page)
    assert page.evaluate("document.querySelector('.mn-qr').naturalWidth") > 0
    Authenticator.objects.create(user=auditor, type=Authenticator.Type.TOTP, data={})
    people = "/administration/people/"
    for address in ("/account/", "/account/password/", "/account/sessions/", people):
        page.goto(address)
        assert fits(page), address
