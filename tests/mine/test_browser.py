"""The page and its menu on a phone."""

from tests.browsing import fits, in_chromium, page_of
from tests.mine.conftest import thing
from tests.mine.test_parts import day

pytestmark = in_chromium


def test_the_page_and_the_opened_menu_fit_a_phone(
    chromium, live_server, client, source, make_user, province
):
    source(thing("Rà soát danh sách trẻ em có hoàn cảnh đặc biệt " * 4, day(30, 5)), thing("Chờ"))
    client.force_login(make_user("focal_office", province))
    with page_of(chromium, live_server, client) as page:
        page.goto("/mine/")
        assert fits(page)
        page.locator(".mn-nav summary").click()
        assert page.locator(".mn-menu a", has_text="Báo cáo").is_visible()
        assert fits(page)
        page.locator(".mn-menu a", has_text="Báo cáo").click()
        page.wait_for_url("**/reports/")
        assert page.locator(".mn-nav .mn-current summary").count() == 1
