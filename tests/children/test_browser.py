"""The pages of a child on a phone and without scripts, in a real Chromium."""

import pytest

from mangnon.children.models import Child
from tests.browsing import fits, in_chromium, page_of, playwright

pytestmark = in_chromium


@pytest.fixture
def page(chromium, live_server, client, ward, make_user):
    """A phone without JavaScript, signed in as the officer of a commune."""
    client.force_login(make_user("commune_officer", ward))
    with page_of(chromium, live_server, client, java_script_enabled=False) as page:
        yield page


def test_a_child_is_entered_corrected_and_looked_at_on_a_phone_without_scripts(page, township):
    page.goto("/children/new/")
    assert fits(page)
    page.fill("#id_full_name", "Thị H'Lan")
    page.fill("#id_birth", "3 tuổi")
    page.click("main button[type=submit]")
    playwright.expect(page.locator("h1")).to_have_text("Thị H'Lan")
    assert fits(page)
    child = Child.objects.get()
    page.click("text=Sửa hồ sơ")
    page.select_option("#id_sex", "female")
    assert fits(page)
    page.click("main button[type=submit]")
    playwright.expect(page.locator("main")).to_contain_text("3 tuổi · Nữ")
    for address in ("carers/add/", "home/", "poverty/", "close/", "move/"):
        page.goto(f"/children/{child.pk}/{address}")
        assert fits(page), address
    page.goto("/children/moves/")
    assert fits(page)
