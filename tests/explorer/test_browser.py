"""The explorer in a real Chromium: drawn, without a script, by keyboard, and on a narrow screen."""

import re

import pytest

from tests.browsing import fits, in_chromium, playwright
from tests.dashboards.test_browser import open_board

expect = playwright.expect
pytestmark = in_chromium
PAGES = (
    "/explorer/?leaf=14",
    "/explorer/?leaf=14&by=sex&also_by=ethnic_group",
    "/explorer/?leaf=14&by=sex&span=communes",
    "/explorer/?leaf=14&by=sex&time=years",
    "/explorer/?leaf=10&by=sex",
)


@pytest.fixture
def open_site(chromium, live_server, run, leader):
    """Return a function that signs the leader in and gives a page."""
    with open_board(chromium, live_server, leader) as open_site:
        yield open_site


@pytest.mark.parametrize("width", [1280, 360])
def test_charts_and_maps_are_drawn_within_the_screen_and_the_policy(open_site, width):
    page = open_site(width)
    for address in PAGES:
        page.goto(address)
        for place in page.locator("[data-chart-url]").all():
            expect(place.locator("svg")).to_be_visible()
        assert fits(page), address


def test_a_choice_is_an_address_without_a_script(open_site):
    page = open_site(java_script_enabled=False)
    page.goto("/explorer/")
    page.select_option("#choose-leaf", "14")
    page.select_option("#choose-by", "sex")
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("leaf=14.*by=sex"))
    expect(page.locator(".mn-explorer-table")).to_contain_text("Nữ")


def test_the_keyboard_alone_makes_a_choice(open_site):
    page = open_site()
    page.goto("/explorer/?leaf=14")
    page.focus("#choose-by")
    page.keyboard.press("G")  # Giới tính
    expect(page.locator("#choose-by")).to_have_value("sex")
    for _field in ("also_by", "time", "day", "button"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("by=sex"))
