"""Tasks and the plan they come from: a point chosen by hand, a name that is known later."""

import pytest

from mangnon.catalog import CATALOG
from mangnon.core.models import AuditEntry, Refused
from mangnon.documents import read_plan
from mangnon.plans.models import Assignment, KeyTaskItem, Task
from mangnon.plans.services import (
    approve_plan,
    choose_body,
    confirm_all,
    import_plan,
    settle_all_warnings,
)
from mangnon.plans.work.forms import AskedForm
from mangnon.plans.work.giving import Asked, change, give, give_tasks_of
from mangnon.plans.work.reporting import Report, report
from tests.in_force import as_if_written_so
from tests.plan_work.conftest import NOW, fresh


@pytest.fixture
def plan(officer, province, health):
    source = CATALOG / "demo" / "plan.docx"
    plan = import_plan(read_plan(source), by=officer, unit=province, source=source)
    settle_all_warnings(plan, by=officer)
    confirm_all(plan, by=officer)
    return approve_plan(plan, by=officer)


@pytest.fixture
def point(plan):
    return KeyTaskItem.objects.filter(key_task__plan=plan).order_by("pk").first()


def test_a_task_by_hand_may_belong_to_a_point_of_the_plan(make_task, plan, point, officer, client):
    task = make_task(point=point)
    assert (task.point, task.plan) == (point, plan)
    client.force_login(officer)
    assert point.text[:60] in client.get(f"/plans/work/{task.pk}/").content.decode()
    change(task, Asked("Khác", task.unit), seen=1, by=officer, now=NOW)
    assert (fresh(task).point, fresh(task).plan) == (None, None)


def test_the_form_offers_the_points_of_this_year_and_none_for_a_task_of_the_plan(
    plan, point, officer, settings
):
    assert point in AskedForm(by=officer).fields["point"].queryset
    give_tasks_of(plan, by=officer, now=NOW)
    of_plan = Assignment.objects.filter(task__isnull=False).first()
    assert "point" not in AskedForm(by=officer, task=of_plan).fields
    settings.TODAY = NOW.date().replace(year=2026)
    assert not AskedForm(by=officer).fields["point"].queryset.exists()


def test_a_point_out_of_scope_is_refused(point, stranger, elsewhere):
    with pytest.raises(Refused, match="không thuộc phạm vi"):
        give(Asked("Việc", elsewhere, point=point), by=stranger, now=NOW)


def test_changing_a_task_of_the_plan_leaves_where_it_comes_from(plan, officer):
    give_tasks_of(plan, by=officer, now=NOW)
    task = Assignment.objects.filter(task__isnull=False).first()
    change(task, Asked("Khác", task.unit), seen=1, by=officer, now=NOW)
    assert (fresh(task).task, fresh(task).plan) == (task.task, plan)


@pytest.fixture
def justice(plan):
    return plan.bodies.get(name="Sở Tư pháp")


@pytest.fixture
def department(make_organisation, province):
    return make_organisation("Sở Tư pháp của tỉnh", province)


def of_justice(plan):
    tasks = Task.objects.of(plan).confirmed().filter(agency__name="Sở Tư pháp")
    return Assignment.objects.filter(task__in=tasks).order_by("pk")


def test_open_tasks_pass_to_whom_a_name_is_linked_later(plan, justice, department, officer):
    give_tasks_of(plan, by=officer, now=NOW)
    done, *others = of_justice(plan)
    assert others
    report(done, Report("done"), by=officer, now=NOW)
    choose_body(justice, by=officer, organisation=department)
    assert {task.organisation for task in of_justice(plan)[1:]} | {fresh(done).organisation} == {
        department, None,
    }  # fmt: skip
    assert fresh(done).organisation is None
    told = fresh(others[0]).notes.get(kind="given")
    assert "Sở Tư pháp của tỉnh" in told.text
    assert AuditEntry.objects.filter(action="task.pass").count() == len(others)


def test_nothing_is_given_by_linking_before_the_tasks_were(plan, justice, department, officer):
    choose_body(justice, by=officer, organisation=department)
    assert not Assignment.objects.exists()


def test_tasks_follow_when_a_name_meant_another(plan, justice, department, labour, officer):
    choose_body(justice, by=officer, organisation=labour)
    give_tasks_of(plan, by=officer, now=NOW)
    assert {task.organisation for task in of_justice(plan)} == {labour}
    choose_body(justice, by=officer, organisation=department)
    assert {task.organisation for task in of_justice(plan)} == {department}


def test_of_several_bodies_named_together_each_gets_its_own(
    plan, justice, department, labour, officer
):
    choose_body(justice, by=officer, organisation=labour)
    give_tasks_of(plan, by=officer, now=NOW)
    agency = of_justice(plan).first().task.agency
    agency.bodies = ["Sở Tư pháp", "Sở Khác"]
    with as_if_written_so():
        agency.save()
    other = plan.bodies.create(key="so khac", name="Sở Khác")
    count = of_justice(plan).count()
    choose_body(other, by=officer, organisation=department)
    given = of_justice(plan)
    assert given.filter(organisation=labour).count() == count
    assert given.filter(organisation=department).count() == count
