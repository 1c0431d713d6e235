"""One report in a real Chromium: drafted, written, sent, returned, sent again, accepted."""

import pytest

from tests.browsing import fits, in_chromium, page_of, playwright

from .conftest import fresh

pytestmark = in_chromium


@pytest.fixture
def as_person(chromium, live_server, client):
    """Open pages as somebody, at the width of a telephone."""

    def open_as(person):
        client.force_login(person)
        return page_of(chromium, live_server, client)

    return open_as


def press(page, name):
    page.get_by_role("button", name=name).click()


def test_from_the_draft_to_the_acceptance(
    as_person, owed, keeper, chair, officer, run, untouched, report
):
    address = f"/reports/submissions/{report.pk}/"
    with as_person(keeper) as page:
        page.goto(address)
        assert fits(page)
        page.get_by_role("link", name="Viết: Phương hướng, kiến nghị").click()
        page.get_by_label("Nội dung").fill("- Mở thêm 5 lớp dạy bơi")
        press(page, "Lưu")
        playwright.expect(page.get_by_text("Mở thêm 5 lớp dạy bơi")).to_be_visible()
        press(page, "Trình lãnh đạo")
        playwright.expect(page.get_by_text("Chờ lãnh đạo", exact=False).first).to_be_visible()
    with as_person(chair) as page:
        sign(page, address, "21")
    with as_person(officer) as page:
        page.goto(address)
        assert fits(page)
        page.get_by_label("Về").select_option(label="Phương hướng, kiến nghị")
        page.get_by_label("Ý kiến").fill("Nêu kinh phí")
        press(page, "Thêm ý kiến")
        page.get_by_text("Trả lại báo cáo").first.click()
        press(page, "Trả lại báo cáo")
        playwright.expect(page.get_by_text("Đã trả lại").first).to_be_visible()
    with as_person(keeper) as page:
        page.goto(address)
        page.get_by_label("Trả lời").fill("Kinh phí 20 triệu đồng")
        press(page, "Gửi trả lời")
        page.get_by_role("link", name="Viết: Phương hướng, kiến nghị").click()
        page.get_by_label("Nội dung").fill("- Mở thêm 5 lớp dạy bơi, 20 triệu đồng")
        press(page, "Lưu")
        page.get_by_role("link", name="Thay đổi so với bản đã gửi").click()
        playwright.expect(page.locator("ins").first).to_be_visible()
        page.goto(address)
        press(page, "Trình lãnh đạo")
    with as_person(chair) as page:
        sign(page, address, "22")
    with as_person(officer) as page:
        page.goto(address)
        press(page, "Tiếp nhận")
        playwright.expect(page.get_by_text("Đã tiếp nhận").first).to_be_visible()
    assert (fresh(report).state, fresh(report).version) == ("accepted", 2)


def sign(page, address, number):
    page.goto(address)
    page.get_by_role("link", name="Ký và gửi").click()
    assert fits(page)
    page.get_by_label("Số do văn thư cấp").fill(number)
    press(page, "Ký và gửi")
    playwright.expect(page.get_by_text(f"{number}/BC-UBND").first).to_be_visible()
