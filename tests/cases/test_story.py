"""One case from a hotline call to its closing, in a real Chromium, with three agencies.

The operator presses keys only. Each person sees what they take part in and nothing else.
"""

import re

import pytest

from mangnon.cases.models import Case, CaseClock, Report
from mangnon.core.models import Organisation
from mangnon.core.organisations.editing import Naming, store_name
from mangnon.places.models import Place
from tests.browsing import fits, in_chromium
from tests.cases import answers
from tests.cases.playing import answered, decision, expect, opened, referral, send, step, windows

pytestmark = in_chromium

TOLD = "Bố say rượu đang đánh cháu bằng gậy"
# What an operator presses while somebody calls: each entry is one key, or a text that is typed;
# with it the question on which the focus stands.
CALL = [
    (" ", "is_danger"),
    ("Tab", "what"), (TOLD, "what"),
    ("Tab", "place"), ("thac mo", "place"),
]  # fmt: skip
CHILD = [  # the commune that the words mean is the only one, and so chosen already
    ("Tab", "unit"),
    ("Tab", "children-0-name"), ("Điểu Thị Bé", "children-0-name"),
    ("Tab", "children-0-sex"), ("n", "children-0-sex"),
    ("Tab", "children-0-age"), ("7", "children-0-age"),
]  # fmt: skip
MOST_KEYS = 90  # at three keys a second: half a minute
AGENCIES = {  # by its short name: role, kind of place, service
    "Trạm Y tế phường": ("health_station_staff", "health_station", "primary_care"),
    "Trung tâm Trợ giúp pháp lý": ("case_partner", "legal_aid", "legal_aid"),
    "Trường Tiểu học Thác Mơ": ("school_staff", "school", "psychology"),
}
STATION, LAWYERS, SCHOOL = AGENCIES
HEALTH, LAW, MIND = "Vết thương ở lưng", "Cần người bảo vệ quyền lợi", "Cháu sợ người lạ"
CHECKED = answers.CHECK["found"]


@pytest.fixture(params=[1280, 360])
def act(chromium, live_server, request):
    with windows(chromium, live_server, request.param) as act:
        yield act


@pytest.fixture
def agencies(make_user, commune):
    """Somebody of each agency; each has a place in the directory of services."""
    people = {}
    for title, (role, kind, service) in AGENCIES.items():
        organisation = Organisation.objects.create(name=title, unit=commune)
        store_name(organisation, Naming(title))
        person = people[title] = make_user(role, commune)
        person.organisation = organisation
        person.save()
        place = Place(kind=kind, unit=commune, organisation=organisation, services=[service])
        place.set_name(title)
        place.save()
    return people


def press(page, keys):
    """Press each key, or type each text; return how many keys that was."""
    pressed = 0
    for key, focus in keys:
        if key == "Tab":
            page.keyboard.press(key)
            pressed += 1
        else:
            page.keyboard.type(key)
            pressed += len(key)
        assert page.evaluate("document.activeElement.name") == focus
    return pressed


def takes_the_call(page):
    page.goto("/cases/new/")
    assert fits(page)
    pressed = press(page, CALL)
    expect(page.locator("#place-found input:checked")).to_have_count(1)
    pressed += press(page, CHILD)
    page.keyboard.press("Enter")
    expect(page.locator(".case-follow-up")).to_be_visible()
    assert page.locator(".case-follow-up").inner_text() == Report.objects.get().follow_up
    assert fits(page)
    assert pressed + 1 <= MOST_KEYS
    case = Case.objects.get()
    child = case.people.get()
    assert (case.is_emergency, case.unit.name) == (True, "Thác Mơ")
    assert (child.name, child.sex, child.age) == ("Điểu Thị Bé", "male", 7)


def reads(text):
    def read(page):
        opened(page)
        expect(page.locator("main")).to_contain_text(text)

    return read


def feeds_back(page):
    page.goto("/cases/feedback/")
    assert fits(page)
    page.click("main .list-group a.btn")
    expect(page.locator("[name=told]")).to_have_value(re.compile(r"Đóng vụ việc\.$"))
    send(page)
    expect(page.locator("#steps")).to_be_visible()


def sees_that_it_ended(page):
    page.goto("/cases/reports/")
    assert fits(page)
    expect(page.locator("main .list-group")).to_contain_text("Đã kết thúc")
    expect(page.locator("main")).not_to_contain_text("Điểu Thị Bé")


def test_a_case_goes_from_the_call_to_its_closing_with_three_agencies(
    act, agencies, operator, worker, chair
):
    station, lawyer, teacher = agencies.values()
    act(operator, takes_the_call)
    act(
        worker, step("acknowledge"), step("check", answers.CHECK),
        step("assess_initially", answers.INITIAL), step("emergency", answers.EMERGENCY),
    )  # fmt: skip
    act(chair, decision())
    act(worker, referral("primary_care", STATION, health=HEALTH))
    act(station, answered("Đã xử lý vết thương", sees=[HEALTH], never=[TOLD, CHECKED]))
    act(
        worker, reads("Đã làm xong"), step("assess", answers.SPECIFIC),
        step("meet", answers.MEETING), step("plan", answers.PLAN),
    )  # fmt: skip
    act(chair, decision("21/QĐ-UBND"))
    act(
        worker, referral("legal_aid", LAWYERS, need=LAW), referral("psychology", SCHOOL, need=MIND)
    )  # fmt: skip
    act(lawyer, answered("Đã cử trợ giúp viên", sees=[LAW], never=[TOLD, HEALTH, MIND]))
    act(teacher, answered("Đã tham vấn bốn buổi", sees=[MIND], never=[TOLD, HEALTH, LAW]))
    act(worker, step("review", answers.REVIEW))
    act(chair, decision())
    act(worker, step("close", answers.CLOSING))
    act(chair, decision())
    act(worker, feeds_back)
    act(operator, sees_that_it_ended)
    case = Case.objects.get()
    assert (case.stage, case.risk, case.manager) == ("closed", "low", worker)
    assert not CaseClock.objects.running().exists()
    assert list(case.steps.order_by("entered_at").values_list("code", flat=True)) == [
        "receive", "acknowledge", "check", "assess_initially", "emergency", "assess", "meet",
        "plan", "review", "close", "feed_back",
    ]  # fmt: skip
    assert set(case.referrals.values_list("state", flat=True)) == {"done"}
