"""The pages in a real Chromium: no message of the policy, no sideways scroll, no script needed."""

from contextlib import ExitStack, contextmanager

import pytest

from tests.browsing import fits, in_chromium, page_of, playwright

PAGES = ("/", "/?by=agency", "/?status=met", "/indicators/4b/", "/indicators/9/", "/plans/")
expect = playwright.expect
pytestmark = in_chromium


@contextmanager
def open_board(chromium, live_server, leader):
    """Give a function that signs the leader in by the form and returns the page."""
    with ExitStack() as opened:

        def open_site(width=1280, **options):
            page = opened.enter_context(
                page_of(chromium, live_server, width=width, locale="vi-VN", **options)
            )
            page.goto("/sign-in/")
            page.fill("#id_username", leader.username)
            page.fill("#id_password", "mot-mat-khau-dai-2025")
            page.click("main button[type=submit]")
            expect(page.locator(".mn-user")).to_be_visible()
            page.goto("/")
            expect(page.locator("#board")).to_be_visible()
            return page

        yield open_site


@pytest.fixture
def open_site(chromium, live_server, run, plan, leader):
    with open_board(chromium, live_server, leader) as open_site:
        yield open_site


@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_scrolls_sideways_or_breaks_the_policy(open_site, width):
    page = open_site(width)
    for address in PAGES:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert fits(page), address


def test_a_status_filters_in_place_and_the_back_button_undoes_it(open_site):
    page = open_site()
    rows = page.locator("[id^=leaf-]")
    expect(rows).to_have_count(34)
    page.click("#tally-not_applicable")
    expect(rows).to_have_count(1)
    expect(page.locator("#tally-not_applicable")).to_be_focused()
    assert "status=not_applicable" in page.url
    page.go_back()
    expect(rows).to_have_count(34)


def test_the_board_works_without_javascript(open_site):
    page = open_site(java_script_enabled=False)
    page.click("#tally-not_applicable")
    assert page.locator("[id^=leaf-]").count() == 1
    page.click("a[href='/indicators/12/']")
    assert "12" in page.locator("h1").inner_text()


def test_charts_are_drawn_in_our_font_with_a_decimal_comma(open_site):
    page = open_site()
    page.goto("/indicators/4b/")
    chart = page.locator("#district [data-chart-url] svg")
    expect(chart).to_contain_text("22,5%")
    expect(chart).to_contain_text("Huyện Lộc Ninh")
    fonts = chart.evaluate(
        "e => [...e.querySelectorAll('text')].map(t => getComputedStyle(t).fontFamily)"
    )
    assert fonts
    assert all("Be Vietnam Pro" in font for font in fonts)
    assert page.evaluate("document.fonts.check('13px \"Be Vietnam Pro\"')")


def test_the_years_are_drawn_beside_their_table_under_the_policy(open_site):
    page = open_site()
    page.goto("/indicators/4b/")
    chart = page.locator("#years [data-chart-url] svg")
    for words in ("21,0%", "dự báo", "mục tiêu ≤ 20%"):
        expect(chart).to_contain_text(words)
    assert chart.locator("path[stroke-dasharray]").count() >= 1


def test_the_years_can_be_read_without_javascript(open_site):
    page = open_site(360, java_script_enabled=False)
    page.goto("/indicators/4b/")
    assert "31/12/2025" in page.locator("#years table").inner_text()


def test_the_keyboard_reaches_the_content_first_and_the_user_menu_opens(open_site):
    page = open_site()
    page.keyboard.press("Tab")
    expect(page.locator(".mn-skip")).to_be_focused()
    expect(page.locator(".mn-skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.locator(".mn-user summary").press("Enter")
    page.click(".mn-user button")
    expect(page.locator("#id_username")).to_be_visible()
