"""A page of the served site in a real Chromium, signed in as somebody, at a given width."""

import os
import shutil
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connections
from playwright import sync_api as playwright

from tests.patience import MOVES_SECONDS

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic",
]  # fmt: skip
in_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="module")
def chromium():
    """Start one browser for the tests of a module."""
    with pytest.MonkeyPatch.context() as changed, playwright.sync_playwright() as tools:
        changed.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
        changed.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop
        playwright.expect.set_options(timeout=1000 * MOVES_SECONDS)
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()
        connections.close_all()  # those that were opened while its loop ran


@contextmanager
def page_of(chromium, live_server, client=None, *, width=360, may_say="", **how):
    """Yield a page with the session of the client, if any.

    Fail on any message of the console, but for those that hold what it may say.
    """
    with chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}, **how
    ) as context:
        if client is not None:
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies(
                [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
            )
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
    assert [text for text in said if not may_say or may_say not in text] == []


def fits(page):
    return page.locator("html").evaluate("root => root.scrollWidth <= root.clientWidth")
