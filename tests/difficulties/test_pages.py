"""The pages of difficulties: what each person sees there, and how much asking costs."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mangnon.plans.models import Difficulty
from mangnon.plans.work.giving import Asked, give
from tests.conftest import placed
from tests.difficulties.conftest import NOW, TODAY, fresh


@pytest.fixture
def web(client):
    """Ask for a page of difficulties as a person; return its text."""

    def _web(person, address="", **asked):
        client.force_login(person)
        return client.get(f"/plans/difficulties/{address}", asked).content.decode()

    return _web


def many(count, unit, by):
    """Make difficulties in bulk, each a minute after the other."""
    made = []
    for n in range(count):
        at = NOW + datetime.timedelta(minutes=n)
        one = Difficulty(
            unit=unit, about="general", what="x", proposed="y", since=TODAY, answer_by=TODAY,
            raised_by=by, raised_at=at, changed_at=at,
        )  # fmt: skip
        one.set_title(f"Việc số {n}")
        made.append(one)
    return Difficulty.objects.bulk_create(made)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ho boi"}, {"Chưa có hồ bơi"}),
        ({"state": "answered"}, {"Thiếu cán bộ"}),
        ({"state": "late"}, set()),
        ({"state": "escalated"}, set()),
        ({"about": "people"}, {"Thiếu cán bộ"}),
        ({"field": "health"}, {"Thiếu cán bộ"}),
        ({"unit": "999999"}, set()),
        ({"state": "x", "unit": "y", "after": "z", "field": "v", "about": "w"}, None),
    ],
)
def test_a_list_shows_what_is_looked_for(raised, told, web, officer, health_clerk, asked, found):
    raised()
    second = raised("Thiếu cán bộ", by=health_clerk, about="people", field="health")
    told(second, "answered", by=officer)
    page = web(officer, **asked)
    titles = {"Chưa có hồ bơi", "Thiếu cán bộ"}
    assert {title for title in titles if title in page} == (titles if found is None else found)


def test_a_list_is_asked_for_by_unit_and_organisation(
    raised, web, officer, health_clerk, health, commune
):
    raised()
    raised("Thiếu cán bộ", by=health_clerk)
    assert "Thiếu cán bộ" not in web(officer, unit=commune.pk)
    assert "Chưa có hồ bơi" not in web(officer, organisation=health.pk)


def test_pages_follow_one_another_with_nothing_twice_and_nothing_lost(web, officer, commune):
    made = many(120, commune, officer)
    seen, page = [], web(officer)
    for _page in range(3):
        seen += [one for one in made if f"/plans/difficulties/{one.pk}/" in page]
        if "after=" not in page:
            break
        page = web(officer, after=page.partition("after=")[2].partition('"')[0])
    assert len(seen) == len(set(seen)) == 120


def test_a_list_costs_as_many_statements_whatever_the_rows(web, officer, commune):
    web(officer)  # signs in
    costs = []
    for count in (6, 60):
        many(count, commune, officer)
        with CaptureQueriesContext(connection) as asked:
            web(officer, state="all")
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_a_difficulty_goes_its_way_by_the_pages(client, web, officer, commune_officer, commune):
    key = uuid.uuid4()
    client.force_login(commune_officer)
    asked = {
        "key": key, "title": "Chưa có hồ bơi", "about": "money", "since": "02/06/2025",
        "what": "Không đủ kinh phí.", "proposed": "Bố trí 2 tỷ đồng.",
    }  # fmt: skip
    new = "/plans/difficulties/new/files/"
    assert client.post(new, asked | {"what": ""}).status_code == 422
    address = f"/plans/difficulties/{key}/"
    assert client.post(new, asked)["Location"] == address
    page = web(officer, f"{key}/")
    assert "11/06/2025" in page
    assert "Trả lời" in page
    seen_at = fresh(Difficulty(pk=key)).changed_at.isoformat()
    said = {"key": uuid.uuid4(), "seen_at": seen_at, "kind": "answered", "text": "Đã bố trí."}
    assert client.post(f"{address}files/", said | {"text": ""}).status_code == 422
    assert client.post(f"{address}files/", said | {"kind": "solved"}).status_code == 422
    assert client.post(f"{address}files/", said).status_code == 302
    assert "Đã bố trí." in web(commune_officer, f"{key}/")
    assert 'value="solved"' in web(commune_officer, f"{key}/")
    assert 'value="solved"' not in web(officer, f"{key}/")


def test_a_task_leads_to_the_form_and_shows_its_difficulties(
    client, raised, web, officer, health_clerk, health, leader
):
    task = give(Asked("Tiêm chủng", health.unit, health), by=officer, now=NOW)
    client.force_login(health_clerk)
    page = client.get(f"/plans/work/{task.pk}/").content.decode()
    assert f"/plans/difficulties/new/files/?task={task.pk}" in page
    assert f'value="{task.pk}" selected' in web(health_clerk, "new/files/", task=task.pk)
    assert "Tiêm chủng" not in web(officer, "new/files/")
    assert "Tiêm chủng" in web(placed(officer, health), "new/files/")  # the office sits in it
    raised("Thiếu vắc xin", by=health_clerk, about="task", task=task)
    client.force_login(leader)
    page = client.get(f"/plans/work/{task.pk}/").content.decode()
    assert "Thiếu vắc xin" in page
    assert "difficulties/new/" not in page
