"""A to-do list and its sheet in a real Chromium: on a phone, on a desk, and on paper."""

import pytest

from tests.browsing import fits, in_chromium, page_of, playwright

pytestmark = in_chromium


@pytest.fixture(params=[360, 1280])
def page(request, chromium, live_server, client, keeper, aged, house, give_mother):
    first = house(aged(1, birth_registration="no", full_name="Thị An"), "Thôn 1", "H07")
    house(aged(2, birth_registration="no", full_name="Điểu K'Rứt"), "Thôn 2")
    house(aged(3, birth_registration="unknown", full_name="Thị Cúc"), "Thôn 2")
    give_mother(first, "0901234567")
    client.force_login(keeper)
    with page_of(chromium, live_server, client, width=request.param) as page:
        yield page


def test_an_officer_goes_from_the_counts_to_the_children_of_a_hamlet_and_to_one_of_them(page):
    page.goto("/children/")
    page.get_by_role("link", name="Việc cần làm").click()
    playwright.expect(page.locator("main")).to_contain_text("Chưa đăng ký khai sinh")
    assert fits(page)
    page.goto("/children/to-do/birth-not-registered/?hamlet=Thôn 2")
    lines = page.locator("main").get_by_role("link", name="Điểu K'Rứt")
    playwright.expect(page.locator("main")).not_to_contain_text("Thị An")
    assert fits(page)
    lines.click()
    playwright.expect(page.locator("h1")).to_have_text("Điểu K'Rứt")


def test_the_sheet_on_paper_holds_the_visits_and_nothing_of_the_site(page):
    page.goto("/children/to-do/birth-not-registered/")
    page.get_by_role("link", name="Phiếu đi thăm, để in").click()
    sheet = page.locator("main")
    playwright.expect(sheet).to_contain_text("0901234567")
    assert fits(page)
    page.emulate_media(media="print")
    playwright.expect(page.locator(".mn-header")).to_be_hidden()
    playwright.expect(page.get_by_text("In trang này")).to_be_hidden()
    playwright.expect(sheet.locator(".mn-box")).to_have_count(2)
    for told in ("Thôn 1", "H07", "Thị Mẹ", "Điểu K'Rứt"):
        playwright.expect(sheet.get_by_text(told).first).to_be_visible()
