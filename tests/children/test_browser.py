"""The pages of a child on a phone and without scripts, in a real Chromium."""

import os

import pytest
from django.db import connections

from mangnon.children.models import Child
from tests.patience import MOVES_SECONDS
from tests.plans.test_browser import CHROMIUM, QUIET, playwright, pytestmark  # noqa: F401


@pytest.fixture
def page(live_server, monkeypatch, client, ward, make_user, settings):
    """A phone without JavaScript, signed in as the officer of a commune."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop
    client.force_login(make_user("commune_officer", ward))
    playwright.expect.set_options(timeout=1000 * MOVES_SECONDS)
    name = settings.SESSION_COOKIE_NAME
    with playwright.sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": 360, "height": 780},
            java_script_enabled=False,
        )  # fmt: skip
        context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )
        yield context.new_page()
        browser.close()
        connections.close_all()  # those that were opened while its loop ran


def fits(page):
    return page.locator("html").evaluate("root => root.scrollWidth <= root.clientWidth")


def test_a_child_is_entered_corrected_and_looked_at_on_a_phone_without_scripts(page, township):
    page.goto("/children/new/")
    assert fits(page)
    page.fill("#id_full_name", "Thị H'Lan")
    page.fill("#id_birth", "3 tuổi")
    page.click("main button[type=submit]")
    playwright.expect(page.locator("h1")).to_have_text("Thị H'Lan")
    assert fits(page)
    child = Child.objects.get()
    page.click("text=Sửa hồ sơ")
    page.select_option("#id_sex", "female")
    assert fits(page)
    page.click("main button[type=submit]")
    playwright.expect(page.locator("main")).to_contain_text("3 tuổi · Nữ")
    for address in ("carers/add/", "home/", "poverty/", "close/", "move/"):
        page.goto(f"/children/{child.pk}/{address}")
        assert fits(page), address
    page.goto("/children/moves/")
    assert fits(page)
