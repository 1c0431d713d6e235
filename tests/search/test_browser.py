"""The list in a real Chromium on a phone: names are found while they are typed."""

import pytest

from tests.browsing import fits, in_chromium, page_of, playwright

pytestmark = in_chromium


@pytest.fixture
def page(chromium, live_server, monkeypatch, client, keeper):
    """A phone signed in as the officer."""
    monkeypatch.setattr("mangnon.children.search.finding.ON_A_PAGE", 2)
    client.force_login(keeper)
    with page_of(chromium, live_server, client) as page:
        yield page


def test_children_are_found_as_their_names_are_typed(page, live_server, make_child):
    for name in ("Nguyễn Thị Hòa", "Nguyễn Văn Đạt", "Điểu K'Rứt"):
        make_child(full_name=name)
    page.goto("/children/")
    rows = page.locator("#found tbody th")
    playwright.expect(rows).to_have_text(["Nguyễn Văn Đạt", "Nguyễn Thị Hòa"])
    assert fits(page)
    page.get_by_role("button", name="Trang sau").click()
    playwright.expect(rows).to_have_text(["Điểu K'Rứt"])
    page.locator("#id_text").press_sequentially("hoa ngu")
    playwright.expect(rows).to_have_text(["Nguyễn Thị Hòa"])
    assert page.url == f"{live_server.url}/children/"
    page.locator("summary", has_text="Thêm bộ lọc").click()
    page.locator("#id_sex").select_option("male")
    playwright.expect(page.locator("#found")).to_contain_text("Không tìm thấy ai")
    assert page.url == f"{live_server.url}/children/"
    assert fits(page)
