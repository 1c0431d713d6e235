"""A report with a large file in a real Chromium, over a line that breaks."""

import pytest

from tests.browsing import fits, in_chromium, page_of, playwright
from tests.plan_work.conftest import fresh

pytestmark = in_chromium

VIDEO = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0" * 9 * 1024 * 1024


@pytest.fixture
def page(chromium, live_server, client, officer):
    client.force_login(officer)
    with page_of(chromium, live_server, client, may_say="Failed to load resource") as page:
        yield page


def test_a_file_goes_on_where_the_line_broke_and_closes_the_task(page, make_task):
    task = make_task(needs_evidence=True)
    pieces = []

    def send(route):
        """Break the line once, at the second piece."""
        offset = route.request.headers.get("upload-offset")
        if offset is not None:
            pieces.append(offset)
        if offset == str(4 * 1024**2) and pieces.count(offset) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/uploads/*/", send)
    page.goto(f"/plans/work/{task.pk}/")
    assert fits(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "lớp tập huấn.mp4", "mimeType": "video/mp4", "buffer": VIDEO}
    )
    kept = page.locator("input[name=proof-kept]")
    playwright.expect(kept).to_have_count(1)
    assert pieces == ["0", "4194304", "4194304", "8388608"]
    page.get_by_role("combobox", name="Báo cáo").select_option("done")
    page.get_by_role("button", name="Gửi báo cáo").click()
    playwright.expect(page.get_by_role("link", name="lớp tập huấn.mp4")).to_be_visible()
    assert fresh(task).state == "done"
    (upload,) = task.notes.get().evidence.all()
    assert upload.size == len(VIDEO)
