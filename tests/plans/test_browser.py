"""The review in a real Chromium: htmx swaps in place, and no policy of the page is broken."""

import pytest

from mangnon.plans.models import Target
from tests.browsing import fits, in_chromium, page_of, playwright
from tests.plans.conftest import ITEMS

pytestmark = in_chromium


@pytest.fixture
def page(chromium, live_server, officer_client):
    """A phone signed in as the officer; a slip is answered with status 422."""
    with page_of(
        chromium, live_server, officer_client, may_say="status of 422", locale="en-GB"
    ) as page:
        yield page


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
        assert fits(page), address
