"""Approving: four eyes, the version it makes, its day, and that the one before stands as it was."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from mangnon.core.models import AuditEntry, Organisation, Refused
from mangnon.plans import services
from mangnon.plans.amendments import approving
from mangnon.plans.amendments.amendment import Amendment
from mangnon.plans.amendments.versions import standing_on, stood_on, versions_of
from mangnon.plans.kinds import KINDS
from mangnon.plans.models import Agency, Indicator, IndicatorLead, Plan, PlanBody, Target, Task
from tests.amendments.conftest import (
    DAY,
    NOW,
    add,
    approve,
    at,
    change,
    fresh,
    head,
    remove,
    submit,
)
from tests.at_once import at_once
from tests.plans.conftest import import_small_plan

State = Amendment.State


def said(plan):
    """Return all that a plan says: the fields of every confirmed item, by kind."""
    return {
        slug: [
            tuple(getattr(item, name) for name in kind.fields)
            for item in kind.model.objects.of(plan).confirmed().order_by("position", "pk")
        ]
        for slug, kind in KINDS.items()
    }


def test_the_version_says_what_was_changed_and_all_else_as_before(draft, officer, second, approved):
    before = said(approved)
    target = Target.objects.get(leaf="4b")
    agency = Agency.objects.get(name="Sở Y tế")
    change(draft, target, officer, value=9)
    add(draft, "task", officer, parent=agency, text="Dạy bơi")
    remove(draft, Task.objects.get(text="Chủ trì các chỉ tiêu 01, 04."), officer)
    submit(draft, officer)
    made = approve(draft, second)
    new = made.result
    assert (made.state, new.state, new.approved_by) == (State.IN_FORCE, "approved", second)
    assert (new.in_force_from, new.title, new.number) == (DAY, approved.title, approved.number)
    after = said(new)
    expected = dict(before)
    expected["target"] = [
        (*row[:3], 9, *row[4:]) if row[0] == "4b" else row for row in before["target"]
    ]
    expected["task"] = [row for row in before["task"] if "01, 04" not in row[0]]
    added = [row for row in after["task"] if row[0] == "Dạy bơi"]
    assert added == [("Dạy bơi", "")]
    after["task"] = [row for row in after["task"] if row not in added]
    assert after == expected
    approved.refresh_from_db()
    assert (said(approved), approved.superseded_by) == (before, new)
    assert Plan.objects.in_force(2025, approved.unit) == new
    changed = Target.objects.in_force(2025, approved.unit).get(leaf="4b")
    assert (changed.value, changed.succeeds, changed.is_edited) == (9, target, True)
    assert new.lines.count() == approved.lines.count() > 0
    assert new.basis_links.get().document == draft.decision


def test_nobody_approves_what_they_wrote(draft, officer, second, make_user, province, stranger):
    change(draft, Target.objects.get(leaf="4b"), officer, value=9)
    head(draft, second, draft.decision)
    submit(draft, officer)
    for by in (officer, second):
        with pytest.raises(Refused, match="another person approves it"):
            approve(draft, by)
    with pytest.raises(Amendment.DoesNotExist):
        approve(draft, stranger)
    third = make_user("focal_office", province, "dau-moi-3")
    assert approve(draft, third).state == State.IN_FORCE


def test_what_is_not_sent_or_was_changed_is_not_approved(draft, officer, second):
    with pytest.raises(Refused, match="cannot be decided on: being drafted"):
        approve(draft, second)
    change(draft, Target.objects.get(leaf="4b"), officer, value=9)
    submit(draft, officer)
    with pytest.raises(Refused, match="changed the amendment meanwhile"):
        approving.approve(draft, seen_at=at(-5), by=second, now=NOW)


def test_it_goes_back_with_a_reason_and_comes_again(draft, officer, second):
    change(draft, Target.objects.get(leaf="4b"), officer, value=9)
    submit(draft, officer)
    with pytest.raises(Refused, match="Say why"):
        approving.give_back(draft, " ", by=second, now=NOW)
    back = approving.give_back(draft, "Thiếu chỉ tiêu 4a", by=second, now=NOW)
    assert (back.state, back.returned_because) == (State.DRAFT, "Thiếu chỉ tiêu 4a")
    change(draft, Target.objects.get(leaf="4a"), officer, value=4)
    assert fresh(draft).returned_because == ""
    submit(draft, officer)
    approve(draft, second)


def test_a_withdrawn_one_makes_room_for_another(draft, officer, begin):
    approving.withdraw(draft, by=officer, now=NOW)
    assert begin() != draft
    with pytest.raises(Refused, match="cannot be decided on: withdrawn"):
        approving.withdraw(draft, by=officer, now=NOW)


def test_one_to_come_waits_for_its_day(amend, approved, begin):
    made = amend(datetime.date(2025, 7, 1))
    with pytest.raises(Refused, match="comes into force on 01/07/2025"):
        begin()
    assert (made.state, made.result) == (State.APPROVED, None)
    assert Plan.objects.in_force(2025, approved.unit) == approved
    approving.bring_into_force(at(0))
    assert fresh(made).state == State.APPROVED
    july = datetime.datetime(2025, 7, 1, 1, tzinfo=datetime.UTC)
    assert approving.bring_into_force(july) == 1
    assert approving.bring_into_force(july) == 0
    assert fresh(made).result == Plan.objects.in_force(2025, approved.unit) != approved


def replaced(officer, province, folder):
    other = import_small_plan(folder, officer, province)
    services.confirm_all(other, by=officer)
    services.settle_all_warnings(other, by=officer)
    return services.approve_plan(other, by=officer, is_replacing=True)


def test_one_whose_version_was_replaced_is_refused_or_lapses(
    draft, officer, second, province, tmp_path
):
    change(draft, Target.objects.get(leaf="4b"), officer, value=9)
    submit(draft, officer)
    other = replaced(officer, province, tmp_path / "plans")
    with pytest.raises(Refused, match=f"no longer in force: plan number {other.pk} took its place"):
        approve(draft, second)
    approving.withdraw(draft, by=officer, now=NOW)


def test_one_that_waits_for_its_day_lapses_with_its_version(amend, officer, province, tmp_path):
    made = amend(datetime.date(2025, 7, 1))
    replaced(officer, province, tmp_path / "plans")
    approving.bring_into_force(datetime.datetime(2025, 7, 1, 1, tzinfo=datetime.UTC))
    assert fresh(made).state == State.LAPSED
    assert AuditEntry.objects.filter(action="amendment.lapse").count() == 1


def test_an_amendment_of_an_amended_plan_stands_on_it(amend, begin, officer, second, decision):
    first = amend()
    with pytest.raises(Refused, match="Amend that one"):
        begin(first.plan)
    again = head(begin(first.result), officer, decision)
    target = Target.objects.get(leaf="4b", indicator__plan=first.result)
    change(again, target, officer, value=8)
    head(again, officer, decision, datetime.date(2025, 5, 31))
    with pytest.raises(Refused, match="between 01/06/2025"):
        submit(again, officer)
    head(again, officer, decision)
    submit(again, officer)
    last = approve(again, second, now=at(5)).result
    assert Target.objects.in_register().get(leaf="4b").value == 8
    assert versions_of(last, officer) == [first.plan, first.result, last]


def test_which_version_stood_on_a_day(amend, approved, officer, province):
    made = amend()
    found = versions_of(approved, officer)
    assert found == [approved, made.result]
    before, eve = datetime.date(2024, 12, 31), datetime.date(2025, 5, 31)
    assert standing_on(found, before) is None
    assert standing_on(found, eve) == approved
    assert standing_on(found, DAY) == made.result
    assert stood_on(2025, province, eve, officer) == approved
    assert stood_on(2025, province, before, officer) == approved
    assert stood_on(2025, province, datetime.date(2026, 1, 1), officer) == made.result
    assert stood_on(2024, province, eve, officer) is None


def test_names_keep_whom_they_stand_for_and_new_ones_are_linked(
    health, draft, officer, second, make_organisation, province, approved
):
    justice = make_organisation("Sở Tư pháp", province)
    lead = IndicatorLead.objects.get(indicator__number="1", role="lead")
    body = PlanBody.objects.get(plan=approved, name="Sở Tư pháp")
    assert (lead.organisation, body.organisation) == (health, None)
    services.choose_body(body, by=officer, organisation=justice)
    change(draft, IndicatorLead.objects.get(indicator__number="4", role="lead"), officer,
           name="Sở Tư pháp", role="lead")  # fmt: skip
    add(draft, "indicator", officer, number="25", text="Trẻ em biết bơi")
    added = draft.changes.get(kind="indicator")
    add(draft, "lead", officer, under=added, role="lead", name="Sở Y tế")
    submit(draft, officer)
    new = approve(draft, second).result
    held = {
        (one.indicator.number, one.role): one.organisation
        for one in IndicatorLead.objects.of(new).select_related("indicator", "organisation")
    }
    assert held["1", "lead"] == health
    assert held["25", "lead"] == health
    assert held["4", "lead"] == justice
    assert held["13", "lead"] == justice
    assert list(Agency.objects.get(plan=new, name="Sở Y tế").organisations.all()) == [health]
    assert (
        PlanBody.objects.filter(plan=new).count() == PlanBody.objects.filter(plan=approved).count()
    )
    assert Organisation.objects.count() == 2


def test_an_approved_version_is_held_to_by_the_database(approved):
    spoils = (
        lambda: Target.objects.filter(leaf="4b").update(value=1),
        lambda: Target.objects.filter(leaf="4b").delete(),
        lambda: Task.objects.filter(text__contains="01, 04").update(text="x"),
        lambda: Indicator.objects.create(plan=approved, number="99", text="x"),
        lambda: Plan.objects.filter(pk=approved.pk).update(title="x"),
        lambda: Plan.objects.filter(pk=approved.pk).update(state="draft"),
    )
    for spoil in spoils:
        with (
            pytest.raises(IntegrityError, match="an approved plan never changes"),
            transaction.atomic(),
        ):
            spoil()
    IndicatorLead.objects.update(organisation=None)
    assert Target.objects.get(leaf="4b").value == 10


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_make_one_version(draft, officer, second, make_user, province):
    third = make_user("focal_office", province, "dau-moi-3")
    change(draft, Target.objects.get(leaf="4b"), officer, value=9)
    submit(draft, officer)
    found = at_once(lambda: approve(draft, second), lambda: approve(draft, third))
    assert sorted(type(one).__name__ for one in found) == ["Amendment", "Refused"]
    assert Plan.objects.count() == 2
