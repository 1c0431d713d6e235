"""What somebody tries who wants another's sheet, another's key, or a day that breaks a page."""

import datetime
import uuid

import pytest
from django.urls import reverse

from mangnon.core.models import Refused
from mangnon.intake import services
from mangnon.plans.models import Assignment
from mangnon.plans.services import approve_plan
from mangnon.plans.work.giving import Asked, change, give, give_tasks_of
from mangnon.plans.work.reporting import Report, report
from tests.at_once import at_once
from tests.conftest import placed
from tests.plan_work.conftest import NOW, fresh
from tests.plan_work.test_giving import draft
from tests.plan_work.test_sheet import home, sheet, tasks

__all__ = ["draft", "home", "sheet", "tasks"]


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999"])
def test_a_task_is_due_on_a_day_that_can_be(client, officer, province, day):
    client.force_login(officer)
    form = {
        "key": str(uuid.uuid4()), "title": "Họp", "unit": province.pk, "due_on": day,
        "recurs": "monthly",
    }  # fmt: skip
    assert client.post(reverse("plans:task-new"), form).status_code == 422


def test_a_sheet_is_for_who_brought_it_in_alone(tasks, sheet, health_clerk, clerk, client):
    batch = sheet(("Một", {"Trạng thái": "Hoàn thành", "Nội dung, lý do": "Đã xong"}))
    services.check(batch, by=health_clerk)
    services.apply(batch, by=health_clerk)
    page = reverse("imports:batch", args=[batch.pk])
    asked = {}
    for person in (clerk, health_clerk):
        client.force_login(person)
        asked[person] = client.get(page).status_code
    assert asked == {clerk: 404, health_clerk: 200}


def test_who_has_moved_on_undoes_nothing_of_their_former_agency(tasks, sheet, health_clerk, labour):
    batch = sheet(("Một", {"Trạng thái": "Hoàn thành", "Nội dung, lý do": "Đã xong"}))
    services.check(batch, by=health_clerk)
    services.apply(batch, by=health_clerk)
    placed(health_clerk, labour)
    with pytest.raises(Refused, match="không còn"):
        services.undo(batch, by=health_clerk)
    assert fresh(tasks[0]).state == "done"


def test_the_key_of_anothers_task_or_report_is_refused(
    make_task, health, labour, health_clerk, clerk
):
    theirs, mine = make_task("Của sở khác", organisation=labour), make_task(organisation=health)
    note = report(theirs, Report(text="Đã xong"), by=clerk, now=NOW)
    with pytest.raises(Refused, match="đã được dùng"):
        report(mine, Report(text="Đang làm", key=note.pk), by=health_clerk, now=NOW)
    asked = Asked("Việc mới", theirs.unit, organisation=health, key=theirs.pk)
    with pytest.raises(Refused, match="đã được dùng"):
        give(asked, by=health_clerk, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_body_is_not_given_a_task_of_the_plan_that_it_has(draft, officer, health, labour):
    plan = approve_plan(draft, by=officer)
    give_tasks_of(plan, by=officer, now=NOW)
    first = Assignment.objects.filter(plan=plan, organisation=health).earliest("pk")
    other = Assignment.objects.get(pk=first.pk)
    other.pk, other.organisation = uuid.uuid4(), None
    other.save(force_insert=True)

    def pass_to(task, body):
        asked = Asked(task.title, task.unit, organisation=body)
        return change(task, asked, seen=task.version, by=officer, now=NOW)

    with pytest.raises(Refused, match="đã được giao nhiệm vụ này"):
        pass_to(other, health)
    told = at_once(lambda: pass_to(first, labour), lambda: pass_to(other, labour))
    assert sorted(type(one).__name__ for one in told) == ["NoneType", "Refused"]


def test_a_list_does_not_tell_when_a_task_that_one_does_not_see_is_due(
    make_task, health, labour, health_clerk, client
):
    make_task(organisation=health, due_on=datetime.date(2025, 6, 9))
    theirs = make_task(organisation=labour, due_on=datetime.date(2025, 6, 20))
    client.force_login(health_clerk)
    page = client.get(reverse("plans:tasks"), {"after": theirs.pk})
    assert len(page.context["tasks"]) == 1
