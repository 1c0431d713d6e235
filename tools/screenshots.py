"""Take the pictures of README and of the guide from a served demonstration.

bin/mangnon demo --port 8000 &
.venv/bin/python tools/screenshots.py http://127.0.0.1:8000 [SESSION]

SESSION is the cookie of a signed-in officer of a commune, who needs a second factor; without it the
pictures of the register of children are left as they are.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
FLAGS = [
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic",
]  # fmt: skip
PASSWORD = "mang-non-2025"
SCREEN = {"width": 1280, "height": 860}


def sign_in(page: Page, base: str) -> None:
    page.goto(f"{base}/sign-in/")
    page.screenshot(path=IMAGES / "sign-in.png")
    page.fill("input[name=username]", "dau-moi")
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")


def shoot(page: Page, base: str, path: str, name: str) -> None:
    page.goto(f"{base}{path}")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"{name}.png")


def import_a_draft(page: Page, base: str) -> None:
    page.goto(f"{base}/plans/import/")
    page.set_input_files("input[type=file]", ROOT / "mangnon" / "catalog" / "demo" / "plan.txt")
    page.screenshot(path=IMAGES / "import.png")
    page.click("main button[type=submit]")
    page.wait_for_load_state("networkidle")
    page.locator("main nav a").first.click()
    page.wait_for_load_state("networkidle")
    for _item in range(3):
        page.keyboard.press("n")
    page.screenshot(path=IMAGES / "review.png")
    page.keyboard.press("?")
    page.locator("#keys").screenshot(path=IMAGES / "review-keys.png")


def explain_access(page: Page, base: str) -> None:
    page.goto(f"{base}/administration/access/")
    page.select_option("#id_kind", "plan")
    page.fill("#id_number", "1")
    page.fill("#id_person", "lanh-dao")
    page.click("main form button[type=submit]")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / "explainer.png")


def shoot_children(page: Page, base: str, session: str) -> None:
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": base}])
    shoot(page, base, "/children/new/", "child-new")
    shoot(page, base, "/children/moves/", "child-moves")
    page.goto(f"{base}/children/")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / "child.png")


def main(base: str, session: str = "") -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport=SCREEN, locale="vi-VN")
        sign_in(page, base)
        shoot(page, base, "/", "scoreboard")
        shoot(page, base, "/indicators/14/", "indicator")
        page.locator("#years").screenshot(path=IMAGES / "years.png")
        shoot(page, base, "/plans/1/", "plan")
        shoot(page, base, "/reports/", "reports")
        explain_access(page, base)
        import_a_draft(page, base)
        if session:
            shoot_children(browser.new_page(viewport=SCREEN, locale="vi-VN"), base, session)
        page.set_viewport_size({"width": 360, "height": 740})
        shoot(page, base, "/", "scoreboard-phone")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
