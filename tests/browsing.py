"""A page of the served site in a real Chromium, signed in as somebody, at a given width."""

import os
import shutil
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connections

from tests.patience import MOVES_SECONDS

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic",
]  # fmt: skip
playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
in_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]


@contextmanager
def browser_of(live_server, client, *, width=360, **how):
    """Yield a page with the session of the client; fail on any message of the console."""
    with pytest.MonkeyPatch.context() as changed, playwright.sync_playwright() as tools:
        changed.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
        changed.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop
        playwright.expect.set_options(timeout=1000 * MOVES_SECONDS)
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 800}, **how
        )
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        browser.close()
        connections.close_all()  # those that were opened while its loop ran
    assert said == []


def fits(page):
    return page.locator("html").evaluate("root => root.scrollWidth <= root.clientWidth")
