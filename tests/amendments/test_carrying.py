"""What hangs on a plan's items goes on to the next version; approved money stays and is found."""

import uuid

import pytest
from django.apps import apps

from mangnon.core.models import Refused
from mangnon.plans.amendments.approving import trial
from mangnon.plans.amendments.carrying import CARRIERS, hanging_on, versions_of
from mangnon.plans.bases.linking import link
from mangnon.plans.difficulties.raising import Said, raise_difficulty
from mangnon.plans.funding.approval import approve_line
from mangnon.plans.funding.entering import enter_line
from mangnon.plans.kinds import KINDS
from mangnon.plans.models import Assignment, BasisLink, FundingLine, Plan, Target, Task
from mangnon.plans.work.giving import give_tasks_of
from mangnon.plans.work.reporting import Report, report
from mangnon.reports.bases import bases_of
from tests.amendments.conftest import NOW, add, approve, change, head, remove, submit
from tests.bases.conftest import TODAY
from tests.funding.conftest import values


@pytest.fixture
def given(health, approved, officer):
    give_tasks_of(approved, by=officer, now=NOW)
    return {task.task.text: task for task in Assignment.objects.select_related("task")}


def test_given_tasks_follow_their_task(health, given, draft, officer, second, approved):
    tasks = list(Task.objects.of(approved).order_by("agency__position", "position"))
    done, open_one, gone = tasks
    report(given[done.text], Report("done", "Xong"), by=officer, now=NOW)
    for task in (done, open_one):
        change(draft, task, officer, text=f"{task.text} (sửa)")
    remove(draft, gone, officer)
    add(draft, "task", officer, parent=done.agency, text="Dạy bơi")
    submit(draft, officer)
    new = approve(draft, second).result
    held = Assignment.objects.select_related("task")
    assert {one.plan for one in held} == {new}
    first = held.get(pk=given[done.text].pk)
    assert (first.title, first.task.text) == (done.text, f"{done.text} (sửa)")
    second_one = held.get(pk=given[open_one.text].pk)
    assert second_one.title == f"{open_one.text} (sửa)" == second_one.task.text
    assert second_one.version == given[open_one.text].version + 1
    assert held.get(pk=given[gone.text].pk).task == gone  # it stays where its words are
    assert give_tasks_of(new, by=officer, now=NOW) == 1
    assert Assignment.objects.filter(title="Dạy bơi").count() == 1


def test_what_hangs_on_removed_items_is_told_before(given, draft, officer, approved):
    remove(draft, Task.objects.of(approved).first(), officer)
    assert trial(draft) == [("Tasks that were given", 1)]
    assert hanging_on({"task": []}) == []


def line(by, holder, plan_line):
    return enter_line(holder, values(plan_line=plan_line), by=by, now=NOW, key=uuid.uuid4())


def test_money_that_waits_follows_and_approved_money_stays(
    health, health_clerk, draft, officer, second, approved
):
    source = FundingLine.objects.get(plan=approved)
    waits, stays = (line(health_clerk, health, source) for _n in range(2))
    approve_line(stays.pk, seen_at=NOW, by=officer, now=NOW)
    change(draft, source, officer, text="Từ ngân sách tỉnh.")
    submit(draft, officer)
    new = FundingLine.objects.get(plan=approve(draft, second).result)
    waits.refresh_from_db()
    stays.refresh_from_db()
    assert (waits.plan_line, stays.plan_line) == (new, source)
    assert versions_of(new) == [new.pk, source.pk]
    assert versions_of(source) == [source.pk]


def test_legal_bases_go_on_and_the_former_version_keeps_its_own(
    draft, officer, second, approved, enter
):
    document = enter()
    target = Target.objects.get(leaf="4b")
    for thing in (target, approved):
        link(thing, document, by=officer, now=NOW)
    change(draft, target, officer, value=9)
    submit(draft, officer)
    new = approve(draft, second).result
    assert BasisLink.objects.filter(target__indicator__plan=new).get().target.value == 9
    assert BasisLink.objects.living().filter(target__isnull=False).count() == 1
    named = [one.number for one in bases_of(new, officer, TODAY)]
    assert named == ["26/2021/NQ-HĐND", "26/2021/NQ-HĐND", "99/QĐ-UBND"]
    assert "99/QĐ-UBND" not in [one.number for one in bases_of(approved, officer, TODAY)]


def test_every_foreign_key_to_an_item_is_carried_or_stays_on_purpose():
    """A new record that hangs on a plan's items must say how it goes on (`carrying.py`)."""
    items = {kind.model: slug for slug, kind in KINDS.items()} | {Plan: "plan"}
    of_the_plan = {*items, *(m for m in apps.get_models() if m.__name__ in OF_THE_PLAN)}
    hanging = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model not in of_the_plan and "_" not in model.__name__
        for field in model._meta.concrete_fields
        if field.related_model in items
    }
    assert hanging == {
        "Assignment.task", "Assignment.point", "Assignment.plan", "BudgetLine.plan_line",
        "BasisLink.plan", "BasisLink.target", "Difficulty.plan", "Difficulty.indicator",
        "Obligation.deadline", "Obligation.plan",
    }  # fmt: skip
    assert {carrier.kind for carrier in CARRIERS.values()} >= {
        "task", "point", "plan", "funding", "target", "indicator", "deadline",
    }  # fmt: skip


# What is copied with the plan, or tells of one version for ever. A local plan and its targets stay
# under the version that they were approved under; they are in force by their year and indicator.
OF_THE_PLAN = {
    "PlanLine", "PlanBody", "ReadingWarning", "Amendment", "Report", "Review", "LocalPlan",
    "LocalTarget",
}  # fmt: skip


def test_nothing_is_carried_to_a_version_that_is_refused(given, draft, officer, second, decision):
    change(draft, Target.objects.get(leaf="4b"), officer, value=9)
    head(draft, officer, None)
    with pytest.raises(Refused):
        submit(draft, officer)
    assert Assignment.objects.filter(plan=draft.plan).count() == len(given)


def test_a_difficulty_follows_the_indicator_that_it_is_about(draft, officer, second, approved):
    target = Target.objects.get(leaf="4b")
    about = Said(
        "Thiếu cân", "Xã thiếu cân trẻ em.", "Cấp cân.", TODAY, about="target", plan=approved,
        indicator=target.indicator,
    )  # fmt: skip
    raised = raise_difficulty(about, by=officer, now=NOW)
    change(draft, target, officer, value=9)
    submit(draft, officer)
    new = approve(draft, second).result
    raised.refresh_from_db()
    assert (raised.plan, raised.indicator.plan) == (new, new)
    assert raised.indicator.number == target.indicator.number
