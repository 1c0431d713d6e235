"""The review in a real Chromium: htmx swaps in place, and no policy of the page is broken."""

import os
import shutil

import pytest
from django.db import connections

from mangnon.plans.models import Target
from tests.patience import MOVES_SECONDS
from tests.plans.conftest import ITEMS

CHROMIUM = shutil.which("chromium")
playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture
def page(live_server, monkeypatch, officer_client, settings):
    """A page signed in as the officer, which fails the test on any message of the console."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop
    playwright.expect.set_options(timeout=1000 * MOVES_SECONDS)
    with playwright.sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        context = browser.new_context(
            base_url=live_server.url, locale="en-GB", viewport={"width": 360, "height": 780}
        )
        session = officer_client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        browser.close()
        connections.close_all()  # those that were opened while its loop ran
    assert [text for text in said if "status of 422" not in text] == []


def test_an_item_is_confirmed_in_place_and_keeps_the_focus(page, draft):
    item = Target.objects.of(draft).get(leaf="4a")
    page.goto(f"/plans/{draft.pk}/review/")
    button = page.locator(f"#confirm-target-{item.pk}")
    button.click()
    playwright.expect(button).to_have_attribute("aria-pressed", "true")
    playwright.expect(page.locator("#progress")).to_contain_text(f"1 trên {ITEMS} mục đã xác nhận")
    playwright.expect(button).to_be_focused()
    item.refresh_from_db()
    assert item.state == "confirmed"


def test_an_item_is_corrected_in_place_after_a_slip(page, draft):
    item = Target.objects.of(draft).get(leaf="4a")
    page.goto(f"/plans/{draft.pk}/review/")
    page.locator(f"#edit-target-{item.pk}").click()
    block = page.locator(f"#block-indicator-{item.indicator_id}")
    block.locator("#id_value").fill("bốn")
    block.get_by_role("button", name="Lưu và xác nhận").click()
    playwright.expect(block.get_by_role("alert")).to_be_visible()
    block.locator("#id_value").fill("4,5")
    block.get_by_role("button", name="Lưu và xác nhận").click()
    playwright.expect(block).to_contain_text("4a · ≤ 4,5%")


def test_a_line_is_highlighted_when_its_item_points_at_it(page, draft):
    page.goto(f"/plans/{draft.pk}/review/")
    page.locator("#warnings a").first.click()
    assert page.evaluate("document.querySelector(':target').id") == "line-13"
    playwright.expect(page.locator("#line-13")).to_be_in_viewport()


def test_the_pages_fit_a_narrow_screen(page, draft):
    for address in ("/plans/", "/plans/import/", f"/plans/{draft.pk}/review/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
