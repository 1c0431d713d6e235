"""The explorer in a real Chromium: drawn, without a script, by keyboard, and on a narrow screen."""

import re

import pytest
from playwright.sync_api import expect

from tests.dashboards.test_browser import chromium, pytestmark  # noqa: F401 - a fixture and marks

PAGES = (
    "/explorer/?leaf=14",
    "/explorer/?leaf=14&by=sex&also_by=ethnic_group",
    "/explorer/?leaf=14&by=sex&span=communes",
    "/explorer/?leaf=14&by=sex&time=years",
    "/explorer/?leaf=10&by=sex",
)
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def open_site(chromium, transactional_db, live_server, run, leader):  # noqa: F811
    """Return a function that signs the leader in and gives a page and what its console said."""
    contexts = []

    def open_site(width=1280, **options):
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 800}, **options
        )
        contexts.append(context)
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto("/sign-in/")
        page.fill("#id_username", leader.username)
        page.fill("#id_password", "mot-mat-khau-dai-2025")
        page.click("main button[type=submit]")
        expect(page.locator("#board")).to_be_visible()
        return page, said

    yield open_site
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_charts_and_maps_are_drawn_within_the_screen_and_the_policy(open_site, width):
    page, said = open_site(width)
    for address in PAGES:
        page.goto(address)
        for place in page.locator("[data-chart-url]").all():
            expect(place.locator("svg")).to_be_visible()
        assert page.evaluate(WIDE) == 0, address
    assert said == []


def test_a_choice_is_an_address_without_a_script(open_site):
    page, _said = open_site(java_script_enabled=False)
    page.goto("/explorer/")
    page.select_option("#choose-leaf", "14")
    page.select_option("#choose-by", "sex")
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("leaf=14.*by=sex"))
    expect(page.locator(".mn-explorer-table")).to_contain_text("Nữ")


def test_the_keyboard_alone_makes_a_choice(open_site):
    page, _said = open_site()
    page.goto("/explorer/?leaf=14")
    page.focus("#choose-by")
    page.keyboard.press("G")  # Giới tính
    expect(page.locator("#choose-by")).to_have_value("sex")
    for _field in ("also_by", "time", "day", "button"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("by=sex"))
