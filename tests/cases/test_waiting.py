"""What of cases the page of a person's work tells: to whom, and never what happened."""

import datetime
import uuid

import pytest

from mangnon.cases.breaches.registering import enter_breach
from mangnon.core.registries import WAITS
from tests.cases.conftest import DAY, at

KINDS = ("cases", "case_notices", "care", "referrals", "breaches")


def told(person, kind):
    return [(one.title, str(one.why)) for one in WAITS[kind](person, DAY)]


@pytest.fixture
def clock(settings, time_machine):
    """Stand so many hours after the report."""

    def stand(hours):
        settings.TODAY = at(hours).date()
        time_machine.move_to(at(hours), tick=False)

    return stand


def test_a_new_case_waits_for_the_officers_of_its_commune_alone(
    case, worker, colleague, chair, make_user, other_commune, leader, officer
):
    elsewhere = make_user("commune_officer", other_commune)
    for person in (elsewhere, leader, officer, chair):
        assert told(person, "cases") == []
    for person in (worker, colleague):
        assert told(person, "cases") == [(case.number, "Chưa ai tiếp nhận")]


def test_no_line_tells_a_name_or_a_fact(case, take, worker, chair, operator, clock):
    take(case, "acknowledge", worker, 0.5)
    clock(200)
    lines = [line for person in (worker, chair, operator) for kind in KINDS
             for line in told(person, kind)]  # fmt: skip
    assert lines
    for words in map(" ".join, lines):
        for fact in ("Điểu", "Bé", "roi điện", "hàng xóm", "0912345678", "Bạo lực"):
            assert fact not in words


def test_a_limit_is_told_with_its_hour(case, take, worker, colleague, clock):
    take(case, "acknowledge", worker, 0.5)
    clock(200)
    assert told(colleague, "cases") == []
    found = [one for one in WAITS["cases"](worker, DAY) if one.due_at]
    assert {one.title for one in found} == {case.number}
    assert min(one.due_at for one in found) < at(200)


def test_who_received_a_report_is_told_that_nobody_takes_it(case, operator, worker, clock):
    clock(0.1)
    assert told(operator, "case_notices") == []
    clock(30)
    late = [line for line in told(operator, "case_notices") if "gọi điện" in line[1]]
    assert late == [("Tin báo anh/chị đã nhận", "Xã chưa tiếp nhận: gọi điện cho xã")]
    assert not [line for line in told(worker, "case_notices") if "gọi điện" in line[1]]


def test_a_notice_is_read_from_the_page_and_then_gone(case, take, worker, operator, client):
    take(case, "acknowledge", worker, 0.5)
    notices = [one for one in WAITS["case_notices"](operator, DAY) if one.read_url]
    assert [one.title for one in notices] == [case.number]
    client.force_login(operator)
    assert notices[0].read_url in client.get("/mine/").content.decode()
    assert client.post(notices[0].read_url).url == "/mine/"
    assert [one for one in WAITS["case_notices"](operator, DAY) if one.read_url] == []


def test_a_breach_waits_until_the_authority_is_told(make_user, province, officer, leader):
    admin = make_user("technical_admin", province)
    enter_breach(
        key=uuid.uuid4(), discovered_at=at(0), what="Mất máy", measures="",
        people=None, by=officer, now=at(1),
    )  # fmt: skip
    assert told(leader, "breaches") == []
    for person in (admin, officer):
        (one,) = WAITS["breaches"](person, DAY)
        assert (one.title, one.due_at) == (
            "Sự cố phát hiện ngày 10/06/2025", at(0) + datetime.timedelta(hours=72)
        )  # fmt: skip
        assert "Mất máy" not in one.title + one.why
