"""The growth charts of a child's page in a real Chromium: curves are drawn, and nothing scrolls."""

import pytest

from tests.browsing import fits, in_chromium, page_of, playwright

pytestmark = in_chromium


@pytest.mark.parametrize("width", [360, 1280])
def test_each_chart_is_drawn_with_the_points_of_its_table(
    width, chromium, live_server, client, keeper, boy, measure
):
    for days, weight, height in [(30, 4.5, 54.0), (200, 7.9, 67.5), (400, 9.8, 76.0)]:
        measure(boy, days, weight, height)
    client.force_login(keeper)
    with page_of(chromium, live_server, client, width=width) as page:
        page.goto(f"/children/{boy.pk}/")
        charts = page.locator("#growth .mn-chart svg")
        playwright.expect(charts).to_have_count(4)
        for chart in charts.all():
            playwright.expect(chart.locator(".mark-symbol path")).to_have_count(3)
        playwright.expect(page.locator("#growth tbody tr")).to_have_count(3)
        assert fits(page)
