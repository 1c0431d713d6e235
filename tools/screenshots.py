"""Take the pictures of README and of the guide from a served demonstration.

bin/mangnon demo --port 8000 &
.venv/bin/python tools/screenshots.py http://127.0.0.1:8000 [SESSION] [NAME=SESSION ...]

SESSION is the cookie of a signed-in officer of a commune, who needs a second factor; without it the
pictures of the register of children are left as they are. For the one of two records, look for
duplicates first: `bin/mangnon children duplicates --out pairs.csv`. The cookies of the people in
CASES, each after the name of the account, take the pictures of cases; with these alone no other
picture is taken.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
FLAGS = [
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic",
]  # fmt: skip
PASSWORD = "mang-non-2025"
SCREEN = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 740}
# Of each picture of cases: who looks, at which page, and what is clicked there first.
CASES = {
    "case-receive": ("tong-dai", "/cases/new/", ""),
    "case-board": ("can-bo-bao-ve", "/cases/", ""),
    "case": ("can-bo-bao-ve", "/cases/", "section:has(#stage-assessed_initially) li a"),
    "case-decision": ("chu-tich", "/cases/", "section:has(#mine) a[href*='/decide/']"),
    "case-partner": ("tram-y-te", "/referrals/", "main .list-group a"),
    "case-statistics": ("lanh-dao", "/cases/statistics/", ""),
}
SHEET = """Họ và tên,Ngày sinh,Giới tính,Thôn ấp khu phố,Họ tên mẹ
Lâm Thị Hà,05/03/2020,Nữ,Khu phố 2,Lâm Thị Mai
Điểu K'Rứt,2019,Nam,Khu phố 4,Thị H'Lan
Trần Gia Hân,31/02/2021,Nữ,Khu phố 1,Trần Thị Thu
"""


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
    for path, name in {
        "/children/": "children",
        "/children/new/": "child-new",
        "/children/moves/": "child-moves",
        "/children/to-do/": "to-do",
        "/places/": "places",
    }.items():
        shoot(page, base, path, name)
    shoot_a_gap(page, base)
    import_children(page, base)
    page.goto(f"{base}/children/")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / "child.png")
    page.locator("#growth .row").first.screenshot(path=IMAGES / "growth.png")
    page.goto(f"{page.url}facts/")
    page.locator("#add summary").first.click()
    page.screenshot(path=IMAGES / "child-facts.png")
    page.goto(f"{base}/children/duplicates/")
    page.locator("main a[href*='/duplicates/']", has_text="So sánh").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / "duplicate.png")
    page.set_viewport_size(PHONE)
    shoot(page, base, "/children/to-do/vaccination-due/", "to-do-phone")


def shoot_cases(browser: Browser, base: str, sessions: dict[str, str]) -> None:
    for name, (account, path, clicked) in CASES.items():
        page = browser.new_page(viewport=SCREEN, locale="vi-VN")
        page.context.add_cookies([{"name": "sessionid", "value": sessions[account], "url": base}])
        page.goto(f"{base}{path}")
        if clicked:
            page.locator(clicked).first.click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=IMAGES / f"{name}.png")
        page.close()


def shoot_a_gap(page: Page, base: str) -> None:
    page.goto(f"{base}/indicators/14/?what_if=1")
    page.wait_for_load_state("networkidle")
    page.locator("#why").screenshot(path=IMAGES / "why.png")
    page.locator("#why a").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / "gap.png")


def import_children(page: Page, base: str) -> None:
    page.goto(f"{base}/imports/?kind=child")
    sheet = {"name": "tre-em.csv", "mimeType": "text/csv", "buffer": SHEET.encode("utf-8-sig")}
    page.set_input_files("input[type=file]", sheet)
    page.click("main button[type=submit]")
    page.get_by_text("Tải bảng có ghi lỗi").wait_for()
    page.screenshot(path=IMAGES / "import-children.png")


def preview_a_reform(page: Page, base: str) -> None:
    page.goto(f"{base}/administration/reforms/new/")
    page.fill("#id_number", "NQ 5/2025 (thử chuyển một phần)")
    page.fill("#id_issued_on", "2025-05-16")
    page.fill("#id_on", "2025-06-01")
    page.click("main button[type=submit]")
    page.select_option("#id_kind", "part_transfer")
    page.select_option("#id_share_basis", "population")
    page.fill("#id_from_code", "25195")
    page.fill("#id_share", "0,2")
    page.fill("#id_to_code", "25198")
    page.press("#id_to_code", "Enter")
    page.get_by_text("Sang bước xem trước").click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / "reform.png", full_page=True)


def main(base: str, *sessions: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    of_cases = dict(one.split("=", 1) for one in sessions if "=" in one)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        if of_cases:
            shoot_cases(browser, base, of_cases)
            if len(of_cases) == len(sessions):
                return
        session = next((one for one in sessions if "=" not in one), "")
        page = browser.new_page(viewport=SCREEN, locale="vi-VN")
        sign_in(page, base)
        shoot(page, base, "/", "scoreboard")
        shoot(page, base, "/indicators/14/", "indicator")
        page.locator("#years").screenshot(path=IMAGES / "years.png")
        shoot(page, base, "/data/quality/", "quality")
        page.goto(f"{base}/explorer/?leaf=4a")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=IMAGES / "explorer.png", full_page=True)
        shoot(page, base, "/plans/1/", "plan")
        shoot(page, base, "/reports/", "reports")
        explain_access(page, base)
        import_a_draft(page, base)
        if session:
            shoot_children(browser.new_page(viewport=SCREEN, locale="vi-VN"), base, session)
        preview_a_reform(page, base)
        page.set_viewport_size(PHONE)
        shoot(page, base, "/", "scoreboard-phone")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
