"""The pages of an import in a real Chromium: by hand, with a file of every kind of trouble."""

import os

import pytest

from mangnon.intake import services, tasks
from mangnon.intake.models import Batch
from tests.browsing import in_chromium, page_of, playwright

ROWS = (
    ("Họ và tên", "Ngày sinh", "Cân nặng", "Quê quán"),
    ("Điểu Thị Hường", "1/2/2020", "9", "Bù Đăng"),
    ("Tên xấu", "", "9", ""),
    ("Bình", "32/1/2020", "8", ""),
)
expect = playwright.expect
pytestmark = in_chromium


@pytest.fixture
def site(chromium, live_server, client, importing, register):
    client.force_login(importing)
    with page_of(chromium, live_server, client, locale="vi-VN") as page:
        yield page


def fits(page, name):
    """Nothing is wider than a small screen or a large one."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_file_is_brought_in_looked_at_written_and_taken_back(site, workbook, register):
    site.goto("/imports/")
    fits(site, "list")
    site.select_option("[name=kind]", "dogs")
    site.set_input_files("#id_file", workbook(*ROWS))
    site.click("main form button[type=submit]")
    expect(site.locator("#work")).to_contain_text("Đang đọc tệp")
    fits(site, "work")
    batch = Batch.objects.get()
    tasks.work_on(str(batch.pk), batch.received_by_id)
    expect(site.locator("table")).to_contain_text("32/1/2020")  # the page looks again by itself
    fits(site, "rejected")
    site.click(".nav-pills >> text=Mới")
    expect(site.locator("table")).to_contain_text("Điểu Thị Hường")
    site.click("text=Ý nghĩa các cột")
    fits(site, "columns")
    site.go_back()
    site.click("button:has-text('Ghi vào sổ')")
    tasks.work_on(str(batch.pk), batch.received_by_id)
    expect(site.locator("button:has-text('Hoàn tác toàn bộ')")).to_be_visible()
    assert list(register.held) == ["Điểu Thị Hường"]
    fits(site, "applied")
    site.click("button:has-text('Hoàn tác toàn bộ')")
    services.undo(Batch.objects.get(), by=batch.received_by)
    expect(site.locator("h1 + p")).to_contain_text("Đã hoàn tác")
    site.goto("/imports/")
    fits(site, "list-filled")
