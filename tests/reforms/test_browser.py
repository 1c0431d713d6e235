"""The wizard in a real Chromium, by keyboard alone, on a phone; the tree loads as it is opened."""

import os

import pytest
from django.db import connections

from mangnon.core.models import ReformBatch, Unit
from tests.patience import MOVES_SECONDS
from tests.plans.test_browser import CHROMIUM, QUIET, playwright, pytestmark  # noqa: F401
from tests.reforms.conftest import DAY, change


@pytest.fixture
def page(live_server, monkeypatch, client, officer, settings):
    """A phone signed in as the officer; it fails the test on any message of the console."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop
    client.force_login(officer)
    playwright.expect.set_options(timeout=1000 * MOVES_SECONDS)
    name = settings.SESSION_COOKIE_NAME
    with playwright.sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": 360, "height": 780}
        )
        context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        browser.close()
        connections.close_all()  # those that were opened while its loop ran
    assert [text for text in said if "status of 422" not in text] == []


def press_on(page, words):
    """Walk to the link or button with Tab and press Enter."""
    for _step in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == words:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{words} was never reached")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_reform_is_entered_previewed_applied_and_undone_by_keyboard(page, unit, make_child):
    make_child("25216", "Điểu A", "Thôn 1")
    page.goto("/administration/reforms/new/")
    page.locator("#id_number").focus()
    page.keyboard.type("NQ 1662/NQ-UBTVQH15")
    page.locator("#id_issued_on").fill("2025-06-16")
    page.locator("#id_on").fill("2025-07-01")
    page.keyboard.press("Enter")
    playwright.expect(page.locator("h1")).to_have_text("NQ 1662/NQ-UBTVQH15")
    assert fits(page)
    page.locator("#id_from_code").focus()
    page.keyboard.type("25216")
    page.keyboard.press("Tab")
    page.keyboard.type("25217")
    page.keyboard.press("Enter")
    playwright.expect(page.locator(".reform-rows").first).to_contain_text("25216 → 25217")
    press_on(page, "Sang bước xem trước")
    playwright.expect(page.locator("main")).to_contain_text("Trẻ em trong sổ: 1")
    assert fits(page)
    press_on(page, "Áp dụng việc sắp xếp")
    playwright.expect(page.locator("main")).to_contain_text("Đã áp dụng")
    assert not Unit.objects.on(DAY).filter(code="25216").exists()
    press_on(page, "Hoàn tác lần sắp xếp này")
    playwright.expect(page.locator("main")).to_contain_text("mọi thứ trở lại như trước")
    assert Unit.objects.on(DAY).filter(code="25216").exists()


def test_a_draft_is_still_there_after_leaving_the_page(page, draft):
    batch = draft([change("merge", "25216", "25217")])
    page.goto(f"/administration/reforms/{batch.pk}/")
    page.goto("/administration/reforms/")
    page.get_by_role("link", name="NQ 1/2025").click()
    playwright.expect(page.locator(".reform-rows").first).to_contain_text("25216 → 25217")
    assert ReformBatch.objects.get().is_draft


def test_the_tree_loads_what_is_opened_and_no_more(page, province):
    page.goto(f"/administration/units/?on={DAY}")
    tree = page.locator(".unit-tree")
    playwright.expect(tree).not_to_contain_text("Huyện Phước Long")
    tree.get_by_text("Tỉnh Bình Phước").click()
    playwright.expect(tree).to_contain_text("Huyện Phước Long")
    playwright.expect(tree).not_to_contain_text("Xã Thác Mơ")
    tree.get_by_text("Huyện Phước Long").press("Enter")
    playwright.expect(tree).to_contain_text("Xã Thác Mơ")
    playwright.expect(tree).not_to_contain_text("Xã Lộc Thuận")
    assert fits(page)
