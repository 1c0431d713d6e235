"""The list in a real Chromium on a phone: names are found while they are typed."""

import os

import pytest
from django.db import connections

from tests.patience import MOVES_SECONDS
from tests.plans.test_browser import CHROMIUM, QUIET, playwright, pytestmark  # noqa: F401


@pytest.fixture
def page(live_server, monkeypatch, client, keeper, settings):
    """A phone signed in as the officer; it fails the test on any message of the console."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop
    monkeypatch.setattr("mangnon.children.search.finding.ON_A_PAGE", 2)
    client.force_login(keeper)
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
    assert said == []


def test_children_are_found_as_their_names_are_typed(page, live_server, make_child):
    for name in ("Nguyễn Thị Hòa", "Nguyễn Văn Đạt", "Điểu K'Rứt"):
        make_child(full_name=name)
    page.goto("/children/")
    rows = page.locator("#found tbody th")
    playwright.expect(rows).to_have_text(["Nguyễn Văn Đạt", "Nguyễn Thị Hòa"])
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Trang sau").click()
    playwright.expect(rows).to_have_text(["Điểu K'Rứt"])
    page.locator("#id_text").press_sequentially("hoa ngu")
    playwright.expect(rows).to_have_text(["Nguyễn Thị Hòa"])
    assert page.url == f"{live_server.url}/children/"
    page.locator("summary", has_text="Thêm bộ lọc").click()
    page.locator("#id_sex").select_option("male")
    playwright.expect(page.locator("#found")).to_contain_text("Không tìm thấy ai")
    assert page.url == f"{live_server.url}/children/"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
