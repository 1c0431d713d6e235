"""Playing a case in the browser: a window for each person, and what people do on its pages."""

from contextlib import ExitStack, contextmanager

from django.test import Client

from tests.browsing import fits, page_of, playwright

expect = playwright.expect


@contextmanager
def windows(chromium, live_server, width, **how):
    """Yield a function that lets a person do things, each person in a window of their own."""
    with ExitStack() as opened:
        known = {}

        def act(person, *things):
            if person not in known:
                session = Client()
                session.force_login(person)
                window = page_of(chromium, live_server, session, width=width, **how)
                known[person] = opened.enter_context(window)
            for thing in things:
                thing(known[person])
            return known[person]

        yield act


def fill(page, given):
    for name, value in given.items():
        for one in value if isinstance(value, list) else [value]:
            field = page.locator(f"main [name={name}]").first
            if field.get_attribute("type") in ("radio", "checkbox"):
                page.check(f"main [name={name}][value='{one}']")
            elif field.evaluate("field => field.tagName") == "SELECT":
                page.select_option(f"main [name={name}]", str(one))
            else:
                field.fill(f"{one:%d/%m/%Y}" if hasattr(one, "year") else str(one))


def send(page):
    assert fits(page)
    page.locator("main form button[type=submit]").first.click()


def opened(page):
    """Open the one case on the board."""
    page.goto("/cases/")
    assert fits(page)
    page.click("main .case-board a")
    expect(page.locator("#next")).to_be_visible()
    assert fits(page)


def step(code, given=()):
    """Take a step from the page of the case; it stands in the timeline afterwards."""

    def take(page):
        opened(page)
        if not page.locator(f"a[href$='/steps/{code}/']").is_visible():
            page.click("summary:has-text('Việc khác có thể làm')")
        page.click(f"a[href$='/steps/{code}/']")
        fill(page, dict(given))
        send(page)
        expect(page.locator("#steps")).to_be_visible()

    return take


def decision(number=""):
    def decide(page):
        opened(page)
        page.click("text=Xem và quyết định")
        fill(page, {"agrees": "yes", "number": number})
        send(page)
        expect(page.locator("main")).to_contain_text("Đã ghi quyết định")

    return decide


def referral(service, place, **written):
    """Refer the child to a place: their name, and what is written for it, are shared."""

    def refer(page):
        opened(page)
        page.get_by_role("link", name="Chuyển gửi đến dịch vụ").click()
        page.get_by_label("Dịch vụ").select_option(service)
        page.get_by_role("button", name="Xem nơi có dịch vụ").click()
        offer = page.get_by_role("listitem").filter(has_text=place)
        offer.get_by_role("link", name="Chuyển gửi đến đây").click()
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
        page.check("[name=share_name]")
        for name, text in written.items():
            page.check(f"[name=share_{name}]")
            page.fill(f"[name=text_{name}]", text)
        fill(page, {"purpose": "Giúp cháu theo kế hoạch", "basis": "duty"})
        assert fits(page)
        page.get_by_role("button", name="Gửi", exact=True).click()
        expect(page.get_by_text("Chờ trả lời")).to_be_visible()

    return refer


def answered(result, *, sees, never):
    """Accept the one referral and report it done, having read what is shared and nothing else."""

    def answer(page):
        page.goto("/referrals/")
        assert fits(page)
        expect(page.get_by_text("Điểu Thị Bé")).to_have_count(0)
        page.click("main .list-group a")
        for text in ("Điểu Thị Bé", *sees):
            expect(page.get_by_text(text)).to_be_visible()
        for text in never:
            expect(page.get_by_text(text)).to_have_count(0)
        assert fits(page)
        reply(page, "Tiếp nhận")
        expect(page.get_by_role("main").get_by_text("Đã tiếp nhận").first).to_be_visible()
        reply(page, "Báo đã làm xong", result)
        expect(page.get_by_text("Việc chuyển gửi này đã kết thúc")).to_be_visible()

    return answer


def reply(page, choice, text=""):
    page.get_by_label(choice).check()
    page.get_by_label("Lý do từ chối, hoặc kết quả").fill(text)
    page.get_by_role("button", name="Gửi trả lời").click()
