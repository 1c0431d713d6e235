"""One case from a call to its closing, in a real Chromium: hotline, two communes, their chairs."""

import pytest
from django.conf import settings
from django.test import Client

from mangnon.cases.models import Case, CaseClock
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.steps.taking import NewStep, take_step
from mangnon.ui.context import now
from tests.browsing import fits, in_chromium, page_of, playwright
from tests.cases import answers

pytestmark = in_chromium
NOTE = {"what": "Trạm y tế đã tham vấn tâm lý cho cháu"}


@pytest.fixture(params=[1280, 360])
def width(request):
    return request.param


@pytest.fixture
def as_person(chromium, live_server, client, operator, width):
    """Do something in the browser, signed in as a person: each in a window of their own."""
    client.force_login(operator)
    with page_of(chromium, live_server, client, width=width) as first:
        windows, said = {operator: first}, []

        def act(person, *things):
            if person not in windows:
                windows[person] = _window(chromium, live_server, person, width)
                windows[person].on("pageerror", lambda error: said.append(str(error)))
            for thing in things:
                thing(windows[person])

        yield act
    assert said == []


def _window(browser, live_server, person, width):
    session = Client()
    session.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    size = {"width": width, "height": 800}
    context = browser.new_context(base_url=live_server.url, viewport=size)
    value = session.cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    return context.new_page()


@pytest.fixture
def there(make_user, other_commune):
    return make_user("commune_officer", other_commune, "there")


@pytest.fixture
def chair_there(make_user, other_commune):
    return make_user("commune_chair", other_commune, "chair-there")


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
    page.goto("/cases/")
    assert fits(page)
    page.click("main .case-board a")
    playwright.expect(page.locator("#next")).to_be_visible()
    assert fits(page)


def step(code, given=()):
    """Take a step from the page of the case; what is written comes back in its timeline."""

    def take(page):
        opened(page)
        if not page.locator(f"a[href$='/steps/{code}/']").is_visible():
            page.click("summary:has-text('Việc khác có thể làm')")
        page.click(f"a[href$='/steps/{code}/']")
        fill(page, dict(given))
        send(page)
        playwright.expect(page.locator("#next")).to_be_visible()

    return take


def decision(number=""):
    def decide(page):
        opened(page)
        page.click("text=Xem và quyết định")
        fill(page, {"agrees": "yes", "number": number})
        send(page)
        playwright.expect(page.locator("main")).to_contain_text("Đã ghi quyết định")

    return decide


def call(unit):
    def receive(page):
        page.goto("/cases/new/")
        told = {
            "unit": unit.pk, "channel": "provincial_hotline", "what": "Cháu bị bố đánh",
            "child_name": "Điểu Thị Bé", "child_age": "7",
        }  # fmt: skip
        fill(page, told)
        send(page)
        playwright.expect(page.locator("h1")).to_contain_text("Vụ việc")

    return receive


def offer(unit):
    def hand_over(page):
        opened(page)
        page.click("summary:has-text('Việc khác có thể làm')")
        page.click("text=Chuyển sang xã khác")
        fill(page, {"to_unit": unit.pk, "reason": "Trẻ cư trú tại Long Thủy"})
        send(page)
        playwright.expect(page.locator("main")).to_contain_text("Đã đề nghị chuyển đến")

    return hand_over


def taking_over(page):
    page.goto("/cases/")
    page.click("text=Vụ việc được đề nghị chuyển đến")
    page.click("main .list-group a")
    playwright.expect(page.locator("main")).to_contain_text("Trẻ cư trú tại Long Thủy")
    playwright.expect(page.locator("main")).not_to_contain_text("Điểu Thị Bé")
    fill(page, {"accepts": "yes"})
    send(page)
    playwright.expect(page.locator("#next")).to_be_visible()


def test_a_case_goes_from_the_call_to_its_closing_through_three_agencies(
    as_person, operator, worker, chair, there, chair_there, commune, other_commune
):
    as_person(operator, call(commune))
    as_person(
        worker, step("acknowledge"), step("check", answers.CHECK),
        step("assess_initially", answers.INITIAL), step("emergency", answers.EMERGENCY),
    )  # fmt: skip
    as_person(chair, decision())
    as_person(worker, offer(other_commune))
    as_person(
        there, taking_over, step("assess", answers.SPECIFIC), step("meet", answers.MEETING),
        step("plan", answers.PLAN),
    )  # fmt: skip
    as_person(chair_there, decision("21/QĐ-UBND"))
    as_person(there, step("progress", NOTE), step("review", answers.REVIEW))
    as_person(chair_there, decision())
    as_person(there, step("close", answers.CLOSING))
    as_person(chair_there, decision())
    case = Case.objects.get()
    assert (case.stage, case.risk, case.unit, case.manager) == (
        "closed", "low", other_commune, there,
    )  # fmt: skip
    assert not CaseClock.objects.running().exists()
    codes = list(case.steps.order_by("entered_at").values_list("code", flat=True))
    assert codes == [
        "receive", "acknowledge", "check", "assess_initially", "emergency", "hand_over", "assess",
        "meet", "plan", "progress", "review", "close",
    ]  # fmt: skip


def test_the_later_of_two_at_the_same_case_sees_what_the_other_wrote_and_decides(
    as_person, new_report, operator, worker, colleague
):
    case = receive(new_report(received_at=now()), by=operator, now=now()).case
    take_step(case.pk, NewStep("acknowledge", now()), by=worker, now=now())
    case.participants.create(user=colleague, part="member", since=case.received_at, added_by=worker)

    def begin(page):
        page.goto(f"/cases/{case.pk}/steps/progress/")
        fill(page, NOTE)

    def go_on(page):
        send(page)
        playwright.expect(page.get_by_role("alert")).to_contain_text(answers.CHECK["found"])
        playwright.expect(page.locator("[name=what]")).to_have_value(NOTE["what"])
        send(page)
        playwright.expect(page.locator("#steps")).to_be_visible()

    as_person(colleague, begin)
    checked = NewStep("check", now(), answers.CHECK)
    take_step(case.pk, checked, by=worker, now=now())
    as_person(colleague, go_on)
    assert case.steps.filter(code="progress").count() == 1
