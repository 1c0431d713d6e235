"""The grid in a real Chromium: typing, a block from Excel, and two people in one cell."""

import pytest

from mangnon.core.models import Unit
from mangnon.values.models import EntryCell
from tests.browsing import fits, in_chromium, page_of, playwright
from tests.values_grid.conftest import YEAR, enter

pytestmark = in_chromium

PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def page(chromium, live_server, client, clerk):
    client.force_login(clerk)
    with page_of(chromium, live_server, client, width=1280) as page:
        yield page


def test_typing_pasting_and_a_conflict(page, clerk, commune_officer):
    units = {unit.code: unit for unit in Unit.objects.all()}
    page.goto("/values/2025/year/")
    status = page.locator("#status")

    def cell(code):
        return page.locator(f'td[data-u="{units[code].pk}"]')

    cell("70").click()
    page.keyboard.type("4,1")
    page.keyboard.press("Enter")
    page.keyboard.type("9")
    page.keyboard.press("Escape")  # taken back
    playwright.expect(status).to_have_text("Mọi số liệu đã được lưu.")
    playwright.expect(cell("692")).to_be_focused()

    page.evaluate(PASTE, "3,5\r\n-\r\nx\r\n0\r\n4\r\n9\r\n")  # one line more than there are rows
    playwright.expect(cell("25216").locator("b")).to_have_text("4")
    playwright.expect(cell("25216")).not_to_have_attribute("data-is", "waiting")
    told = {cell.unit.code: cell.state for cell in EntryCell.objects.select_related("unit")}
    assert told == {
        "70": "value", "692": "value", "25270": "no_data", "688": "not_applicable",
        "25217": "zero", "25216": "value",
    }  # fmt: skip

    enter(commune_officer, YEAR, (units["25216"], "10", "2", 1))
    cell("25216").click()
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    asked = page.locator("#doubts li")
    playwright.expect(asked).to_contain_text(str(commune_officer))
    playwright.expect(cell("25216")).to_have_attribute("data-is", "conflict")
    asked.get_by_role("button", name="Ghi “3”").click()
    playwright.expect(asked).to_have_count(0)
    playwright.expect(status).to_have_text("Mọi số liệu đã được lưu.")
    changes = EntryCell.objects.get(unit=units["25216"]).changes.order_by("version")
    assert [change.after.value for change in changes] == [4, 2, 3]
    page.set_viewport_size({"width": 360, "height": 800})
    assert fits(page)
