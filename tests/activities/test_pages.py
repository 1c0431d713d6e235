"""List, calendar, feed and page of an activity, by their addresses."""

import datetime
import re
from uuid import uuid4

import pytest

from mangnon.activities.attendance.entering import add_participant, set_counts
from mangnon.activities.attendance.new_participant import NewParticipant
from mangnon.activities.models import Activity, CalendarKey
from mangnon.core.models import AuditEntry

LIST, CALENDAR, FEED = "/activities/", "/activities/calendar/", "/activities/feed/"


@pytest.fixture
def site(client, keeper):
    client.force_login(keeper)
    return client


def shown(answer):
    return re.findall(r'<a href="/activities/[0-9a-f-]{36}/">([^<]+)</a>', answer.content.decode())


def test_the_list_goes_on_behind_its_last_line_with_as_many_statements(
    site, enter, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("mangnon.core.paging.ON_A_PAGE", 4)
    days = [datetime.date(2025, 6, 1) + datetime.timedelta(days=n // 2) for n in range(10)]
    made = [enter(f"Hoạt động {n}", on=day, leaves=[]) for n, day in enumerate(days)]
    found, address = [], LIST
    while address:
        with django_assert_max_num_queries(14):
            answer = site.get(address)
        found += shown(answer)
        address = answer.context["next"] and f"{LIST}?{answer.context['next']}"
    assert sorted(found) == sorted(one.title for one in made)
    assert found[:2] != found[2:4]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"month": "2025-05"}, ["Trại hè"]),
        ({"kind": "training"}, ["Tập huấn"]),
        ({"state": "held"}, []),
        ({"day": "2025-06-01"}, ["Diễn đàn"]),
        ({"month": "6/2025", "unit": "x", "after": "y"}, ["Tập huấn", "Diễn đàn", "Trại hè"]),
    ],
)
def test_activities_are_found_by_what_is_asked(asked, titles, site, enter):
    enter("Diễn đàn")
    enter("Tập huấn", on=datetime.date(2025, 6, 9), kind="training", leaves=[])
    enter("Trại hè", on=datetime.date(2025, 5, 31), kind="summer", leaves=[])
    assert shown(site.get(LIST, asked)) == titles


def test_the_list_says_how_many_people_a_media_item_reached(site, enter):
    enter("Phóng sự", kind="media", leaves=[], reach=45_000)
    assert "tiếp cận 45.000" in site.get(LIST).content.decode()


def test_a_day_of_the_calendar_shows_a_few_and_says_how_many_more(site, enter):
    for n in range(6):
        enter(f"Hoạt động {n}", leaves=[])
    answer = site.get(CALENDAR)
    assert answer.context["month"].words == "6/2025"
    text = answer.content.decode()
    assert text.count('class="activity-entry') == 4
    assert "và 2 hoạt động nữa" in text
    assert 'href="?month=2025-05"' in text
    assert text.index("26/05/2025") < text.index("01/06/2025")


def test_a_form_enters_an_activity_once_and_says_what_is_wrong(site, ward):
    empty = site.get(f"{LIST}new/")
    key = empty.context["form"]["key"].initial
    told = {
        "key": key or uuid4(), "title": "Ngày 1/6", "kind": "children_day", "unit": ward.pk,
        "organiser_words": "UBND phường", "from_day": "01/06/2025", "cost_planned": "12.500.000",
    }  # fmt: skip
    for _n in range(2):
        assert site.post(f"{LIST}new/", told).status_code == 302
    made = Activity.objects.get()
    assert (made.cost_planned, made.to_day) == (12_500_000, datetime.date(2025, 6, 1))
    wrong = site.post(f"{LIST}new/", told | {"key": uuid4(), "to_day": "31/05/2025"})
    assert wrong.status_code == 422
    assert "Ngày cuối" in wrong.content.decode()


def test_a_reader_sees_counts_and_no_name_and_the_keeper_s_reading_is_noted(
    client, site, enter, keeper, leader
):
    activity = enter()
    add_participant(
        activity.pk, uuid4(), NewParticipant("Điểu Thị Hoa", datetime.date(2015, 3, 5)), by=keeper
    )
    page = f"{LIST}{activity.pk}/"
    assert "Điểu Thị Hoa" in site.get(f"{page}names/").content.decode()
    assert AuditEntry.objects.filter(action="activity.read_names").count() == 1
    client.force_login(leader)
    answer = client.get(page).content.decode()
    assert "Điểu Thị Hoa" not in answer
    assert "mn-hidden" in answer
    assert client.get(f"{page}names/").status_code == 403


def test_parts_that_do_not_add_up_stay_on_the_form(site, enter):
    activity = enter()
    told = {"children": "50", "sex-male": "20", "sex-female": "25"}
    answer = site.post(f"{LIST}{activity.pk}/counts/", told)
    assert answer.status_code == 422
    assert "không rõ" in answer.content.decode()
    assert site.post(f"{LIST}{activity.pk}/counts/", told | {"sex-unknown": "5"}).status_code == 302


def test_the_feed_is_read_by_its_secret_address_alone_and_a_new_one_ends_it(
    client, site, enter, keeper
):
    activity = enter("Diễn đàn trẻ em, phường Thác Mơ; " + "dài " * 30)
    set_counts(activity.pk, 30, 2, {}, by=keeper)
    made = site.post(FEED).context["made"]
    client.logout()
    answer = client.get(made)
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    whole = text.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20250601\r\nDTEND;VALUE=DATE:20250602" in whole
    assert r"SUMMARY:Diễn đàn trẻ em\, phường Thác Mơ\; dài" in whole
    assert CalendarKey.objects.get().digest not in made
    client.force_login(keeper)
    client.post(FEED)
    client.logout()
    assert client.get(made).status_code == 404


def test_a_closed_account_has_no_feed(client, site, keeper):
    made = site.post(FEED).context["made"]
    keeper.is_active = False
    keeper.save()
    assert client.get(made).status_code == 404


def test_the_page_of_targets_counts_and_keeps(site, enter, keeper, ward):
    activity = enter()
    set_counts(activity.pk, 30, 0, {"age": {"7_10": 30}}, by=keeper)
    Activity.objects.update(state="held")
    page = "/activities/targets/"
    assert "30" in site.get(page).content.decode()
    told = {"year": "2025", "unit": ward.pk}
    assert site.post(f"{page}22/keep/", told).status_code == 302
    assert "Các số đã chốt" in site.get(page, told).content.decode()
    assert site.post(f"{page}24/keep/", told).status_code == 422
