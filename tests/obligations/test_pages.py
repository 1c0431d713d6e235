"""The pages of what bodies owe: what they show to whom, and what their forms do."""

import datetime
import uuid

import pytest
from django.db.models import Q
from django.test import Client

from mangnon.activities.calendar.feed import calendar_text
from mangnon.core.models import AuditEntry, Unit
from mangnon.reports.models import Obligation
from mangnon.reports.obligations.asking import Asked, ask
from mangnon.reports.obligations.bodies import Body
from tests.conftest import make_unit_row
from tests.obligations.conftest import NOW, TODAY, day, holders, send

LIST = "/reports/obligations/"


@pytest.fixture
def browse(client):
    def get(person, address, status=200):
        client.force_login(person)
        response = client.get(address)
        assert response.status_code == status, address
        return response.content.decode()

    return get


def posted(person, address, values):
    client = Client()
    client.force_login(person)
    return client.post(address, values)


def test_the_focal_office_confirms_a_deadline_on_its_page(
    deadlines, officer, health_clerk, stranger, browse, health
):
    address = f"{LIST}deadlines/{deadlines[0].pk}/"
    browse(health_clerk, address, 403)
    browse(stranger, address, 404)
    shown = browse(officer, address)
    for words in ("UBND huyện Lộc Ninh", "Sở Lao động", "Đội công tác", "09/11/2025", "10/11/2025"):
        assert words in shown
    values = {"title": "Báo cáo năm", "bodies": [f"o{Obligation.objects.count()}"]}
    assert posted(officer, address, values).status_code == 422
    key = f"u{Unit.objects.get(code='692').pk}"
    for _time in (1, 2):
        answer = posted(officer, address, {"title": "Báo cáo năm", "bodies": [key]})
    assert answer.status_code == 422  # it is not to be chosen any more
    assert holders() == ["Huyện Lộc Ninh"]
    assert "2 not asked yet" in browse(officer, f"{LIST}deadlines/")


def test_a_level_is_asked_by_one_form_that_may_be_sent_twice(officer, health, labour, browse):
    assert "Ask for a report" in browse(officer, LIST)
    values = {
        "key": uuid.uuid4(), "title": "Báo cáo đuối nước", "period": "ad_hoc",
        "period_from": "01/01/2025", "period_to": "30/04/2025", "due_on": "06/06/2025",
        "everybody": ["commune", "agencies"],
    }  # fmt: skip
    assert posted(officer, f"{LIST}new/", values | {"due_on": "01/05/2025"}).status_code == 422
    for _time in (1, 2):
        assert posted(officer, f"{LIST}new/", values).status_code == 302
    assert len(holders()) == 6


@pytest.fixture
def owed(officer, unit):
    """Two communes owe a report until 6/6/2025; one has sent it in time."""
    bodies = [Body(unit("25216")), Body(unit("25217"))]
    told = Asked("Báo cáo đuối nước", "ad_hoc", day(1, 1), day(30, 4), day(6, 6), bodies)
    first, second = ask(uuid.uuid4(), told, by=officer, now=NOW)
    send(second, officer, day(6, 6))
    return first


def test_the_list_finds_by_state_level_period_day_and_owner(
    owed, officer, ward_officer, health_clerk, browse, settings
):
    both = ("UBND xã Thác Mơ", "UBND xã Long Thủy")

    def shown(person, query=""):
        page = browse(person, f"{LIST}?{query}")
        return [name for name in both if name in page]

    assert shown(officer) == [both[0]]
    assert shown(officer, "state=sent") == [both[1]]
    assert shown(officer, "state=accepted") == shown(officer, "state=late") == []
    assert shown(officer, "state=all&level=commune&period=ad_hoc_on_2025-04-30") == list(both)
    assert shown(officer, "state=all&day=2025-06-06") == list(both)
    for nothing in ("level=agency", "period=year_on_2025-12-31", "day=2025-06-07", "own=1"):
        assert shown(officer, f"state=all&{nothing}") == []
    assert shown(ward_officer, "state=all") == shown(ward_officer, "own=1") == [both[0]]
    assert shown(health_clerk, "state=all") == []
    assert shown(officer, "state=no&level=no&period=no_on_no&day=no&after=no") == [both[0]]
    settings.TODAY = day(2, 6)
    assert shown(officer, "state=soon") == [both[0]]
    settings.TODAY = day(9, 6)
    assert shown(officer, "state=late") == [both[0]]
    assert f"{owed.pk}/letter" in browse(officer, f"{LIST}?state=late")


def test_the_page_of_one_tells_all_and_takes_it_back(
    owed, officer, ward_officer, stranger, health_clerk, browse
):
    address = f"{LIST}{owed.pk}/"
    for person in (stranger, health_clerk):
        browse(person, address, 404)
    Obligation.objects.filter(pk=owed.pk).update(in_place_of=["Xã Cũ", "Xã Xưa"])
    shown = browse(officer, address)
    for words in ("UBND xã Thác Mơ", "In the place of: Xã Cũ, Xã Xưa", "Not begun", "06/06/2025"):
        assert words in shown
    assert "Take it back" not in browse(ward_officer, address)
    assert posted(ward_officer, f"{address}withdraw/", {"reason": "Nhầm"}).status_code == 403
    assert posted(officer, f"{address}withdraw/", {"reason": ""}).status_code == 422
    assert posted(officer, f"{address}withdraw/", {"reason": "Nhầm kỳ"}).status_code == 302
    assert "Nhầm kỳ" in browse(officer, address)


def test_the_letter_is_sent_where_somebody_is_late(owed, officer, client, settings):
    client.force_login(officer)
    address = f"{LIST}{owed.pk}/letter"
    assert client.get(address).status_code == 302
    settings.TODAY = day(9, 6)
    answer = client.get(address)
    assert answer.content[:2] == b"PK"
    assert AuditEntry.objects.filter(action="obligation.letter").count() == 1


def test_the_calendar_shows_one_entry_a_report(owed, officer, browse):
    shown = browse(officer, f"{LIST}calendar/?month=2025-06")
    assert shown.count("Báo cáo đuối nước") == 1
    assert "2 asked, 1 not sent yet" in shown
    browse(officer, f"{LIST}calendar/?month=no")


def test_a_persons_own_calendar_holds_the_last_days(owed, officer, ward_officer, health_clerk):
    assert "Last day: Báo cáo đuối nước" in plain(ward_officer)
    assert "20250606" in plain(ward_officer)
    assert "Reports come in: Báo cáo đuối nước" in plain(officer)
    assert "đuối nước" not in plain(health_clerk)


def plain(person):
    return calendar_text(person, TODAY, "https://a.vn").replace("\r\n ", "")


def test_completeness_is_a_page_and_a_file(owed, officer, browse, client):
    shown = browse(officer, f"{LIST}completeness/")
    assert "50,0%" in shown
    assert "UBND xã Long Thủy" in shown
    client.force_login(officer)
    assert client.get(f"{LIST}completeness/xlsx").content[:2] == b"PK"
    assert AuditEntry.objects.filter(action="obligation.export").count() == 1


def test_a_hundred_bodies_are_fifty_a_page_in_few_statements(
    officer, province, client, django_assert_max_num_queries
):
    bodies = [
        Body(make_unit_row(str(30000 + n), f"Mới {n}", "commune", "Xã", "688", valid_to=None))
        for n in range(60)
    ]
    told = Asked("Báo cáo", "year", day(1, 1), day(31, 12), day(9), bodies)
    ask(uuid.uuid4(), told, by=officer, now=datetime.datetime.combine(TODAY, NOW.timetz()))
    client.force_login(officer)
    with django_assert_max_num_queries(12):
        first = client.get(LIST).content.decode()
    assert first.count("UBND xã Mới") == 50
    after = first.split("?after=")[1].split('"')[0]
    assert client.get(f"{LIST}?after={after}").content.decode().count("UBND xã Mới") == 10
    for page in ("calendar/", "completeness/"):
        with django_assert_max_num_queries(18):
            client.get(f"{LIST}{page}")


def test_the_page_of_a_unit_that_ended_says_who_reports_in_its_place(
    deadlines, make_all, officer, browse
):
    make_all(deadlines[0])
    owed = Obligation.objects.filter(organisation=None).first()
    address = f"{LIST}{owed.pk}/"
    words = "was abolished on"
    assert words not in browse(officer, address)
    ended = Q(pk=owed.unit_id) | Q(parent_code=owed.unit.code)
    Unit.objects.filter(ended).update(valid_to=TODAY)
    assert words in browse(officer, address)
