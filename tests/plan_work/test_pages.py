"""The pages of tasks: what each person sees there, and how much asking costs."""

import datetime
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mangnon.plans.models import Assignment
from tests.plan_work.conftest import NOW, fresh

LISTS = ("", "agencies/", "fields/", "timeline/")


@pytest.fixture
def web(client):
    """Ask for a page of tasks as a person; return its text."""

    def _web(person, address="", **asked):
        client.force_login(person)
        return client.get(f"/plans/work/{address}", asked).content.decode()

    return _web


def many(count, unit, by, organisation=None):
    """Make tasks in bulk, due one day after another from 01/01/2025; the last three on no day."""
    made = []
    for n in range(count):
        due = datetime.date(2025, 1, 1) + datetime.timedelta(days=n // 2)
        task = Assignment(
            unit=unit, organisation=organisation, created_by=by, created_at=NOW,
            due_on=None if n >= count - 3 else due,
        )  # fmt: skip
        task.set_title(f"Việc số {n}")
        made.append(task)
    return Assignment.objects.bulk_create(made)


def test_an_agency_sees_what_it_does_and_takes_part_in_alone(
    make_task, web, health, labour, health_clerk, clerk, officer, stranger
):
    make_task("Tiêm chủng", organisation=health, partners=[labour])
    make_task("Dạy nghề", organisation=labour)
    seen = {
        person: [title for title in ("Tiêm chủng", "Dạy nghề") if title in web(person)]
        for person in (health_clerk, clerk, officer, stranger)
    }
    assert seen == {
        health_clerk: ["Tiêm chủng"],
        clerk: ["Tiêm chủng", "Dạy nghề"],
        officer: ["Tiêm chủng", "Dạy nghề"],
        stranger: [],
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "tap huan"}, {"Tập huấn"}),
        ({"q": "HUẤN tập"}, {"Tập huấn"}),
        ({"state": "late"}, {"Quá lâu"}),
        ({"field": "health"}, {"Khám bệnh"}),
        ({"state": "free"}, {"Tập huấn", "Quá lâu"}),
        ({"state": "done"}, set()),
        ({"state": "no such state", "organisation": "x", "after": "y"}, None),
    ],
)
def test_a_list_shows_what_is_looked_for(make_task, web, officer, health, asked, found):
    make_task("Tập huấn")
    make_task("Quá lâu", due_on=datetime.date(2025, 5, 1))
    make_task("Khám bệnh", organisation=health, field="health")
    titles = {"Tập huấn", "Quá lâu", "Khám bệnh"}
    page = web(officer, **asked)
    assert {title for title in titles if title in page} == (titles if found is None else found)


def test_pages_follow_one_another_with_nothing_twice_and_nothing_lost(web, officer, province):
    made = many(120, province, officer)
    seen, page = [], web(officer)
    for _page in range(3):
        seen += [task for task in made if f"/plans/work/{task.pk}/" in page]
        if "after=" not in page:
            break
        page = web(officer, after=page.partition("after=")[2].partition('"')[0])
    assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize("address", LISTS)
def test_a_list_costs_as_many_statements_whatever_the_rows(web, officer, province, health, address):
    web(officer)  # signs in
    counts = []
    for count in (6, 60):
        many(count, province, officer, health)
        with CaptureQueriesContext(connection) as asked:
            web(officer, address, state="all")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_counts_tell_where_tasks_stand(make_task, web, officer, health, commune):
    make_task("Một", organisation=health, due_on=datetime.date(2025, 5, 1))
    make_task("Hai", unit=commune)
    make_task("Ba")
    page = web(officer, "agencies/")
    assert [page.count(name) for name in ("Sở Y tế", "Thác Mơ", "Chưa giao (")] == [1, 1, 1]
    assert page.count("task-late-count") == 1


def test_a_line_of_a_commune_leads_to_its_own_tasks(make_task, web, officer, commune, health):
    make_task("Việc của xã", unit=commune)
    make_task("Việc của Sở", organisation=health)
    assert f"?state=all&amp;unit={commune.pk}" in web(officer, "agencies/")
    page = web(officer, state="all", unit=commune.pk)
    assert "Việc của xã" in page
    assert "Việc của Sở" not in page
    assert f'<option value="{commune.pk}" selected>' in page


def test_a_bar_lies_where_its_days_are(make_task, web, officer):
    make_task(begins_on=datetime.date(2025, 1, 1), due_on=datetime.date(2025, 7, 2))
    page = web(officer, "timeline/")
    # 182 of the year's 365 days lie before 2 July: 498 of 1,000.
    assert 'class="task-bar-not_started" x="0" y="1" width="498"' in page


def test_a_task_is_given_reported_on_with_a_file_and_closed(client, officer, province):
    client.force_login(officer)
    key = uuid.uuid4()
    asked = {
        "key": key, "title": "Diễn đàn trẻ em", "unit": province.pk, "due_on": "30/06/2025",
        "needs_evidence": "on",
    }  # fmt: skip
    address = f"/plans/work/{key}/"
    assert client.post("/plans/work/new/", asked)["Location"] == address
    done = {"key": uuid.uuid4(), "kind": "done", "text": "Xong", "percent": ""}
    refused = client.post(f"{address}files/", done)
    assert refused.status_code == 422
    assert "cần minh chứng" in refused.content.decode()
    proof = SimpleUploadedFile("biên bản.txt", "Đã họp".encode())
    assert client.post(f"{address}files/", done | {"proof": proof}).status_code == 302
    assert "biên bản.txt" in client.get(address).content.decode()
    assert fresh(Assignment(pk=key)).state == "done"
