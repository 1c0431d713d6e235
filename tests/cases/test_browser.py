"""A case between two communes, and between two people at once, in a real Chromium."""

import pytest

from mangnon.cases.models import CaseClock
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.steps.taking import NewStep, take_step
from mangnon.ui.context import now
from tests.browsing import in_chromium
from tests.cases import answers
from tests.cases.playing import expect, fill, opened, send, step, windows

pytestmark = in_chromium
NOTE = {"what": "Trạm y tế đã tham vấn tâm lý cho cháu"}


@pytest.fixture(params=[1280, 360])
def act(chromium, live_server, request):
    shown_again = "status of 409"  # the console's word for a page that asks to look once more
    with windows(chromium, live_server, request.param, may_say=shown_again) as act:
        yield act


@pytest.fixture
def there(make_user, other_commune):
    return make_user("commune_officer", other_commune, "there")


@pytest.fixture
def begun(new_report, operator, worker):
    """A case that is received and taken today."""
    case = receive(new_report(received_at=now()), by=operator, now=now()).case
    take_step(case.pk, NewStep("acknowledge", now()), by=worker, now=now())
    return case


def offer(unit):
    def hand_over(page):
        opened(page)
        page.click("summary:has-text('Việc khác có thể làm')")
        page.click("text=Chuyển sang xã khác")
        fill(page, {"to_unit": unit.pk, "reason": "Trẻ cư trú tại Long Thủy"})
        send(page)
        expect(page.locator("main")).to_contain_text("Đã đề nghị chuyển đến")

    return hand_over


def taking_over(page):
    page.goto("/cases/")
    page.click("text=Vụ việc được đề nghị chuyển đến")
    page.click("main .list-group a")
    expect(page.locator("main")).to_contain_text("Trẻ cư trú tại Long Thủy")
    expect(page.locator("main")).not_to_contain_text("Điểu Thị Bé")
    fill(page, {"accepts": "yes"})
    send(page)
    expect(page.locator("#next")).to_be_visible()


def test_another_commune_takes_a_case_over_and_goes_on_with_it(
    act, begun, worker, there, other_commune
):
    act(worker, offer(other_commune))
    act(there, taking_over, step("check", answers.CHECK))
    begun.refresh_from_db()
    assert (begun.unit, begun.manager, begun.stage) == (other_commune, there, "checked")
    assert CaseClock.objects.running().filter(case=begun).exists()
    codes = begun.steps.order_by("entered_at").values_list("code", flat=True)
    assert list(codes) == ["receive", "acknowledge", "hand_over", "check"]


def test_the_later_of_two_at_the_same_case_sees_what_the_other_wrote_and_decides(
    act, begun, worker, colleague
):
    since = begun.received_at
    begun.participants.create(user=colleague, part="member", since=since, added_by=worker)

    def begin(page):
        page.goto(f"/cases/{begun.pk}/steps/progress/")
        fill(page, NOTE)

    def go_on(page):
        send(page)
        expect(page.get_by_role("alert")).to_contain_text(answers.CHECK["found"])
        expect(page.locator("[name=what]")).to_have_value(NOTE["what"])
        send(page)
        expect(page.locator("#steps")).to_be_visible()

    act(colleague, begin)
    take_step(begun.pk, NewStep("check", now(), answers.CHECK), by=worker, now=now())
    act(colleague, go_on)
    assert begun.steps.filter(code="progress").count() == 1
