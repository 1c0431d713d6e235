"""What is beside a task on its page, for each person what they may see; what waits of it."""

import datetime
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mangnon.activities.evidence.adding import add_proofs
from mangnon.activities.keeping import enter_activity
from mangnon.activities.models import Activity, Headcount
from mangnon.core.registries import BESIDE_TASKS, WAITS
from mangnon.plans.funding.approval import approve_line, return_line
from mangnon.plans.funding.entering import enter_line
from tests.plan_work.conftest import NOW, TODAY

MAY = datetime.date(2025, 5, 5)
MILLION = 1_000_000


@pytest.fixture
def task(make_task, health):
    return make_task("Dạy bơi", organisation=health, needs_evidence=True)


@pytest.fixture
def money(health, health_clerk):
    """Enter a line of the health department, as its focal point."""

    def enter(stage, millions, **more):
        values = {
            "year": 2025, "stage": stage, "source": "local", "amount": millions * MILLION,
            "on": MAY, "purpose": "Dạy bơi", "document_number": "12/QĐ-UBND", "document_on": MAY,
            "issuer": "UBND tỉnh",
        }  # fmt: skip
        return enter_line(health, values | more, by=health_clerk, now=NOW, key=uuid.uuid4())

    return enter


@pytest.fixture
def activity(commune, commune_officer, task):
    """An activity of the commune on 5 May that carries the task out."""
    values = {
        "kind": "swimming", "unit": commune, "organiser_words": "UBND phường", "from_day": MAY,
        "to_day": MAY, "leaves": [],
    }  # fmt: skip
    made = enter_activity(uuid.uuid4(), "Lớp bơi hè", values, by=commune_officer)
    made.assignments.add(task)
    return made


def beside(kind, person, task):
    part = BESIDE_TASKS[kind](person, task.pk)
    return part and [(line.title, line.words) for line in part.lines]


def test_the_money_of_a_task_stands_beside_it_by_stage(
    task, money, officer, leader, health_clerk, clerk, make_user, province
):
    for line in (money("estimate", 10, task=task), money("allocation", 8, task=task)):
        approve_line(line.pk, seen_at=NOW, by=officer, now=NOW)
    money("estimate", 5, task=task)
    money("estimate", 7)  # for no task
    expected = [
        ("Dự toán", "đã duyệt: 10.000.000 đồng; chờ duyệt: 5.000.000 đồng"),
        ("Phân bổ", "đã duyệt: 8.000.000 đồng"),
    ]
    assert beside("funding", leader, task) == beside("funding", health_clerk, task) == expected
    assert beside("funding", clerk, task) == []
    assert beside("funding", make_user("commune_chair", province), task) is None


def test_a_line_of_the_money_leads_to_the_list_of_the_task(client, task, money, officer):
    money("estimate", 5, task=task, purpose="Thuê hồ bơi")
    money("estimate", 7, purpose="In tài liệu")
    client.force_login(officer)
    (line,) = BESIDE_TASKS["funding"](officer, task.pk).lines
    page = client.get(line.url).content.decode()
    assert "Thuê hồ bơi" in page
    assert "Dạy bơi" in page
    assert "In tài liệu" not in page


def test_the_activities_of_a_task_stand_beside_it(
    task, activity, officer, commune_officer, stranger
):
    expected = [("Lớp bơi hè", "05/05/2025 · Dự kiến · UBND phường")]
    assert beside("activities", officer, task) == beside("activities", commune_officer, task)
    assert beside("activities", officer, task) == expected
    assert beside("activities", stranger, task) == []


def test_the_page_of_a_task_shows_what_is_beside_it(client, task, activity, money, officer, leader):
    money("estimate", 5, task=task)
    client.force_login(leader)
    page = client.get(f"/plans/work/{task.pk}/").content.decode()
    for words in ("Lớp bơi hè", "chờ duyệt: 5.000.000 đồng", "Khó khăn, vướng mắc"):
        assert words in page
    assert "lines/new/?task=" not in page
    client.force_login(officer)
    assert f"lines/new/?task={task.pk}" in client.get(f"/plans/work/{task.pk}/").content.decode()


def test_the_page_costs_as_many_statements_whatever_is_beside(
    client, task, activity, money, leader
):
    client.force_login(leader)
    costs = []
    for _time in (1, 2):
        for _line in range(3):
            money("estimate", 1, task=task)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/plans/work/{task.pk}/")
        costs.append(len(asked))
    assert costs[0] == costs[1]


def waiting(kind, person, day=TODAY):
    return [(item.title, str(item.why)) for item in WAITS[kind](person, day)]


def test_a_line_waits_for_who_approves_and_a_returned_one_for_who_entered_it(
    money, officer, health_clerk, leader
):
    line = money("estimate", 5)
    words = "Dạy bơi · Dự toán 2025: 5.000.000 đồng"
    assert waiting("money", officer) == [(words, "Dòng kinh phí chờ duyệt")]
    assert waiting("money", health_clerk) == waiting("money", leader) == []
    return_line(line.pk, "Thiếu tờ trình", by=officer, now=NOW)
    assert waiting("money", health_clerk) == [(words, "Bị trả lại: hãy sửa hoặc rút")]
    assert waiting("money", officer) == []


def test_an_activity_waits_when_it_is_over_until_it_is_closed(
    activity, commune_officer, officer, leader
):
    assert waiting("activities", commune_officer, MAY) == [("Lớp bơi hè", "Sắp tổ chức")]
    ((title, why),) = waiting("activities", commune_officer)
    assert (title, why.startswith("Đã qua ngày tổ chức")) == ("Lớp bơi hè", True)
    assert waiting("activities", officer) == waiting("activities", leader) == []
    Activity.objects.update(state="cancelled", cancelled_because="Mưa")
    assert waiting("activities", commune_officer) == []


def test_a_held_activity_waits_for_counts_and_for_the_proof_that_its_task_asks_for(
    activity, commune_officer
):
    Activity.objects.update(state="held")
    assert [why for _title, why in waiting("activities", commune_officer)] == [
        "Đã tổ chức nhưng chưa có số người tham dự",
        "Đã tổ chức nhưng thiếu minh chứng",
    ]
    Headcount.objects.create(activity=activity, children=3, adults=0)
    file = SimpleUploadedFile("ảnh.txt", "Lớp bơi".encode())
    add_proofs(activity.pk, [file], shows_children=False, by=commune_officer, now=NOW)
    assert waiting("activities", commune_officer) == []
