"""Who may give which task to whom, and what of a plan is given."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.catalog import CATALOG
from mangnon.core.models import AuditEntry, Refused
from mangnon.documents import read_plan
from mangnon.plans.models import Assignment, Task
from mangnon.plans.services import approve_plan, confirm_all, import_plan, settle_all_warnings
from mangnon.plans.work.giving import Asked, Outdated, change, give, give_tasks_of
from tests.plan_work.conftest import NOW, fresh


@pytest.fixture
def draft(officer, province, health):
    source = CATALOG / "demo" / "plan.docx"
    plan = import_plan(read_plan(source), by=officer, unit=province, source=source)
    settle_all_warnings(plan, by=officer)
    confirm_all(plan, by=officer)
    return plan


def test_every_task_of_a_plan_is_given_once_to_whom_the_plan_names(draft, officer, health):
    with pytest.raises(Refused, match="phê duyệt"):
        give_tasks_of(draft, by=officer, now=NOW)
    plan = approve_plan(draft, by=officer)
    given = give_tasks_of(plan, by=officer, now=NOW)
    tasks = Task.objects.of(plan).confirmed()
    assert given == Assignment.objects.count() >= tasks.count() > 20
    assert not tasks.filter(assignments=None).exists()
    of_health = Assignment.objects.filter(organisation=health)
    assert of_health.count() == tasks.filter(agency__organisations=health).count() > 0
    # The other bodies have no record here: their tasks stay with the focal office.
    assert Assignment.objects.filter(organisation=None).exists()
    assert set(Assignment.objects.values_list("due_on", flat=True)) == {
        datetime.date(plan.year, 12, 31)
    }
    assert give_tasks_of(plan, by=officer, now=NOW) == 0
    assert AuditEntry.objects.get(action="task.give_plan").details["tasks"] == given


def test_only_the_focal_office_gives_the_tasks_of_a_plan(draft, officer, health_clerk, leader):
    plan = approve_plan(draft, by=officer)
    for person in (health_clerk, leader):
        with pytest.raises(PermissionDenied):
            give_tasks_of(plan, by=person, now=NOW)


def test_a_form_that_is_sent_twice_makes_one_task(make_task):
    key = uuid.uuid4()
    assert make_task(key=key) == make_task(key=key)
    assert Assignment.objects.count() == 1


def test_an_agency_sets_tasks_for_itself_alone(health_clerk, province, health, labour, make_task):
    with pytest.raises(Refused, match="cơ quan hoặc xã"):
        give(Asked("Khác", province, labour), by=health_clerk, now=NOW)
    own = give(Asked("Khám sức khỏe học sinh", province, health), by=health_clerk, now=NOW)
    change(own, Asked("Khám", province, health), seen=1, by=health_clerk, now=NOW)
    given = make_task(organisation=health)
    with pytest.raises(PermissionDenied):
        change(given, Asked("Khám", province, health), seen=1, by=health_clerk, now=NOW)


def test_a_commune_sets_tasks_for_itself_alone(commune_officer, commune, province, health):
    give(Asked("Rà soát trẻ em bỏ học", commune), by=commune_officer, now=NOW)
    for asked in (Asked("Việc", province), Asked("Việc", commune, health)):
        with pytest.raises(Refused):
            give(asked, by=commune_officer, now=NOW)


def test_a_leader_and_a_stranger_give_nothing(leader, stranger, province):
    with pytest.raises(PermissionDenied):
        give(Asked("Việc", province), by=leader, now=NOW)
    with pytest.raises(Refused):
        give(Asked("Việc", province), by=stranger, now=NOW)


def test_a_task_that_passes_to_another_says_so(make_task, officer, province, health, labour):
    task = make_task(organisation=health)
    asked = Asked("Việc", province, labour, due_on=task.due_on)
    change(task, asked, seen=1, by=officer, now=NOW)
    assert fresh(task).organisation == labour
    assert task.notes.get().text == "Từ Sở Y tế sang Sở Lao động."
    entry = AuditEntry.objects.get(action="task.change")
    assert entry.details["after"] == {"organisation_id": labour.pk}


def test_nobody_changes_what_they_have_not_seen(make_task, officer, province):
    task = make_task()
    change(task, Asked("Một", province), seen=1, by=officer, now=NOW)
    with pytest.raises(Outdated):
        change(task, Asked("Hai", province), seen=1, by=officer, now=NOW)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"recurs": "monthly", "due_on": None}, "định kỳ"),
        ({"begins_on": datetime.date(2025, 7, 1)}, "trước ngày bắt đầu"),
    ],
)
def test_days_that_cannot_be_are_refused(make_task, asked, words):
    with pytest.raises(Refused, match=words):
        make_task(**asked)
