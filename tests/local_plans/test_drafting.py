"""A local plan begins with proposals, and departs from them by hand alone, with a reason."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mangnon.core.models import AuditEntry, Refused, Unit
from mangnon.plans.local.approving import withdraw
from mangnon.plans.local.drafting import Proposal, Proposed, change_target, propose_again
from mangnon.plans.local.holders import plan_over
from mangnon.plans.local.many import start_all, units_without
from mangnon.plans.models import LocalPlan, LocalTarget
from tests import two_provinces
from tests.in_force import as_if_written_so
from tests.local_plans.conftest import NOW, as_proposed, fresh, target_of


@pytest.mark.parametrize("role", ["leader", "auditor", "commune_chair", "analyst"])
def test_who_only_reads_or_decides_drafts_nothing(role, begin, make_user, commune):
    with pytest.raises(PermissionDenied):
        begin(by=make_user(role, commune, f"{role}-x"))


def test_a_commune_drafts_its_own_plan_alone(begin, province, keeper, health):
    for other in (Unit.objects.get(code="25217"), Unit.objects.get(code="688"), province, health):
        with pytest.raises(Refused, match="không soạn được"):
            begin(other)
    assert begin().state == "draft"


def test_an_agency_drafts_its_own_plan_alone(begin, commune, clerk_of_health, health, labour):
    for other in (commune, labour):
        with pytest.raises(Refused, match="không soạn được"):
            begin(other, by=clerk_of_health)
    made = begin(health, by=clerk_of_health)
    assert (made.organisation, made.unit.code) == (health, "70")


def test_the_focal_office_drafts_for_everybody_but_the_province(begin, officer, province, health):
    for code in ("25217", "688"):
        begin(Unit.objects.get(code=code), by=officer)
    begin(health, by=officer)
    with pytest.raises(Refused):
        begin(province, by=officer)
    assert LocalPlan.objects.count() == 3


def test_a_stranger_drafts_nothing_here(begin, stranger):
    with pytest.raises(Refused, match="không soạn được"):
        begin(by=stranger)


def test_a_plan_begins_with_all_targets_as_they_were_proposed(begin, commune):
    made = begin()
    assert (made.unit, made.year, made.version, made.snapshot) == (
        commune, 2025, 1, "2024-12-31-0001",
    )  # fmt: skip
    assert made.targets.count() == 7
    target = target_of(made)
    assert (target.value, target.proposed, target.method, target.reason) == (20, 20, "as_is", "")
    assert AuditEntry.objects.filter(action="local_plan.start").count() == 1


def test_the_same_form_sent_twice_begins_one_plan(begin):
    key = uuid.uuid4()
    assert begin(key=key) == begin(key=key)
    assert LocalPlan.objects.count() == 1


def test_a_second_draft_is_refused_until_the_first_is_withdrawn(begin, keeper):
    first = begin()
    with pytest.raises(Refused, match="đã có dự thảo"):
        begin()
    withdraw(first.pk, by=keeper, now=NOW)
    assert begin().state == "draft"


def test_districts_make_plans_until_there_are_none(begin, plan, officer, make_user):
    district = Unit.objects.get(code="688")
    later = NOW + datetime.timedelta(days=40)
    with pytest.raises(Refused, match="không còn"):
        begin(district, by=officer, now=later)
    assert begin(district, by=make_user("district_officer", district)).unit == district


def test_a_target_is_changed_with_a_reason(begin, keeper):
    local = begin()
    target = target_of(local)
    with pytest.raises(Refused, match="Đề xuất là ≤ 20%"):
        change(target, "22", " ", by=keeper)
    changed = change(target, "22", " Địa bàn  khó khăn ", by=keeper)
    assert (changed.value, changed.reason, changed.changed_by) == (22, "Địa bàn khó khăn", keeper)
    assert changed.is_weaker
    told = AuditEntry.objects.get(action="local_plan.change").details
    assert (told["before"]["value"], told["after"]["value"]) == ("20.000000", "22")


def change(target, value, reason, *, by, seen_at=None):
    local = LocalPlan.objects.get(pk=target.local_plan_id)
    value = None if value is None else Decimal(value)
    return change_target(
        target.pk, value=value, reason=reason, by=by, now=NOW + datetime.timedelta(minutes=1),
        seen_at=seen_at or local.changed_at,
    )  # fmt: skip


def test_back_at_the_proposal_no_reason_is_kept(begin, keeper):
    target = target_of(begin())
    change(target, "22", "Khó", by=keeper)
    assert change(target, "20", "Khó", by=keeper).reason == ""


def test_a_target_may_be_left_out_with_a_reason(begin, keeper):
    target = target_of(begin(), "1")
    with pytest.raises(Refused, match="lý do"):
        change(target, None, "", by=keeper)
    assert change(target, None, "Chưa đủ điều kiện", by=keeper).goal == "—"


@pytest.mark.parametrize(
    ("leaf", "value", "words"),
    [("4b", "101", "100"), ("4b", "-1", "nhỏ hơn 0"), ("8a", "4.5", "nguyên")],
)
def test_a_target_that_cannot_be_is_refused(leaf, value, words, begin, keeper):
    with pytest.raises(Refused, match=words):
        change(target_of(begin(), leaf), value, "Thử", by=keeper)


def test_who_saw_an_older_plan_changes_nothing(begin, keeper):
    target = target_of(begin())
    before = NOW - datetime.timedelta(minutes=1)
    with pytest.raises(Refused, match="mở lại"):
        change(target, "22", "Khó", by=keeper, seen_at=before)


def test_another_commune_changes_nothing(begin, make_user):
    target = target_of(begin())
    other = make_user("commune_officer", Unit.objects.get(code="25217"))
    with pytest.raises(Refused, match="phạm vi"):
        change(target, "22", "Khó", by=other)


def test_the_database_holds_a_departure_without_a_reason_back(begin):
    target = target_of(begin())
    for wrong in ({"value": 5}, {"value": None}, {"value": -1, "reason": "Thử"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LocalTarget.objects.filter(pk=target.pk).update(**wrong)


def test_proposals_made_anew_leave_what_was_changed_by_hand(begin, plan, keeper):
    local = begin()
    change(target_of(local, "4b"), "22", "Khó", by=keeper)
    targets = {one.target.leaf: one.target for one in as_proposed(plan).proposals}
    anew = Proposed(plan, [
        Proposal(targets["4b"], Decimal(18)), Proposal(targets["5"], Decimal(90), "own_start", {}),
    ])  # fmt: skip
    seen = fresh(local).changed_at
    propose_again(local.pk, anew, by=keeper, now=NOW, seen_at=seen)
    assert sorted(local.targets.values_list("leaf", "value", "proposed", "method")) == [
        ("4b", 22, 18, "as_is"), ("5", 90, 90, "own_start"),
    ]  # fmt: skip
    propose_again(local.pk, as_proposed(plan), by=keeper, now=NOW, seen_at=fresh(local).changed_at)
    assert local.targets.count() == 7
    assert target_of(local, "4b").value == 22


def test_the_focal_office_begins_the_plans_of_all_units_that_have_none(begin, plan, officer):
    begin()
    units = units_without(plan, "commune", by=officer, now=NOW)
    assert sorted(unit.code for unit in units) == ["25217", "25270"]
    proposed = {unit.pk: as_proposed(plan) for unit in units}
    assert start_all(plan, "commune", proposed, by=officer, now=NOW) == 2
    assert start_all(plan, "commune", proposed, by=officer, now=NOW) == 0
    assert LocalTarget.objects.count() == 3 * 7
    assert AuditEntry.objects.filter(action="local_plan.start_all").count() == 1


def test_a_plan_stands_under_the_plan_of_the_province_that_the_unit_lies_or_lay_in(
    db, settings, tmp_path
):
    site = two_provinces.fill(settings, tmp_path)
    plans = {
        name: thing.record for thing in site.things
        for name in [thing.unit] if thing.kind == "plan" and thing.state == "approved"
    }  # fmt: skip
    over = {name: plan_over(site.units[name], 2025) for name in ("25216", "25217 new", "26734")}
    assert over == {"25216": plans["70"], "25217 new": plans["75"], "26734": plans["79"]}
    with as_if_written_so():
        plans["75"].delete()
    assert plan_over(site.units["25217 new"], 2025) == plans["70"]  # which it was made of
    assert plan_over(site.units["25280"], 2025) == plans["70"]  # a part of a commune of it
    assert plan_over(site.units["25216"], 2031) is None
