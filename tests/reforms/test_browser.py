"""The wizard in a real Chromium, by keyboard alone, on a phone; the tree loads as it is opened."""

import pytest

from mangnon.core.models import ReformBatch, Unit
from tests.browsing import fits, in_chromium, page_of, playwright
from tests.reforms.conftest import DAY, change

pytestmark = in_chromium


@pytest.fixture
def page(chromium, live_server, client, officer):
    """A phone signed in as the officer."""
    client.force_login(officer)
    with page_of(chromium, live_server, client) as page:
        yield page


def press_on(page, words):
    """Walk to the link or button with Tab and press Enter."""
    for _step in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == words:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{words} was never reached")


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
