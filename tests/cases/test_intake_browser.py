"""A report by keyboard alone, as a caller speaks; and without scripts on a phone."""

import pytest

from mangnon.cases.models import Case, Report
from tests.browsing import fits, in_chromium, page_of, playwright

pytestmark = in_chromium

# What an operator presses while somebody calls: each entry is one key, or a text that is typed.
CALL = [
    " ",  # the child is in danger now
    "Tab", "Bố say rượu đang đánh cháu bằng gậy",
    "Tab", "thac mo",  # the commune that it means is the only one, and so chosen already
]  # fmt: skip
CHILD = ["Tab", "Tab", "Điểu Thị Bé", "Tab", "n", "Tab", "7", "Enter"]
MOST_KEYS = 90  # at three keys a second: half a minute


def press(page, keys):
    """Press each key, or type each text; return how many keys that was."""
    pressed = 0
    for key in keys:
        if key in ("Tab", "Enter"):
            page.keyboard.press(key)
            pressed += 1
        else:
            page.keyboard.type(key)
            pressed += len(key)
    return pressed


@pytest.fixture
def browser(chromium, live_server, client, operator):
    client.force_login(operator)
    return lambda **how: page_of(chromium, live_server, client, **how)


def test_a_report_is_taken_by_keyboard_alone(browser):
    with browser(width=1280) as page:
        page.goto("/cases/new/")
        pressed = press(page, CALL)
        playwright.expect(page.locator("#place-found input:checked")).to_have_count(1)
        pressed += press(page, CHILD)
        playwright.expect(page.locator(".case-follow-up")).to_be_visible()
        assert page.locator(".case-follow-up").inner_text() == Report.objects.get().follow_up
        case = Case.objects.get()
        assert (case.is_emergency, case.unit.name) == (True, "Thác Mơ")
        child = case.people.get()
        assert (child.name, child.sex, child.age) == ("Điểu Thị Bé", "male", 7)
        assert pressed <= MOST_KEYS


def test_a_report_is_taken_on_a_phone_without_scripts(browser):
    with browser(java_script_enabled=False) as page:
        page.goto("/cases/new/")
        assert fits(page)
        page.fill("#id_what", "Một cháu trai bị bỏ lại ở chợ")
        page.fill("#id_place", "long")
        page.keyboard.press("Enter")
        playwright.expect(page.locator(".case-follow-up")).to_be_visible()
        assert fits(page)
        assert Case.objects.get().unit.name == "Long Thủy"
