"""A report without scripts on a phone; by keyboard alone it is taken in test_story.py."""

import pytest

from mangnon.cases.models import Case
from tests.browsing import fits, in_chromium, page_of, playwright

pytestmark = in_chromium


@pytest.fixture
def browser(chromium, live_server, client, operator):
    client.force_login(operator)
    return lambda **how: page_of(chromium, live_server, client, **how)


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
