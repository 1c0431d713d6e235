"""An approved plan is the register, and nothing in it changes any more."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mangnon.core.models import AuditEntry, Refused
from mangnon.plans import services
from mangnon.plans.models import Indicator, Plan, Target
from tests.plans.conftest import INDICATORS, ITEMS, target


def test_a_leader_approves_nothing(decided, leader):
    with pytest.raises(PermissionDenied):
        services.approve_plan(decided, by=leader)
    with pytest.raises(PermissionDenied):
        services.reject_plan(decided, by=leader)


def test_a_stranger_finds_no_plan_to_approve(decided, stranger):
    with pytest.raises(Plan.DoesNotExist):
        services.approve_plan(decided, by=stranger)


def test_a_plan_with_items_to_decide_is_refused_with_how_many_and_where(draft, officer):
    services.settle_all_warnings(draft, by=officer)
    services.confirm_all(draft, by=officer, section="agencies")
    with pytest.raises(Refused, match=f"^{ITEMS - 5} items still wait.*Target 4.*lines 5, 6, 7"):
        services.approve_plan(draft, by=officer)
    assert Plan.objects.in_force(2025) is None


@pytest.mark.parametrize("more", [0, 20])
def test_the_refusal_needs_the_same_queries_however_much_waits(
    more, draft, officer, django_assert_num_queries
):
    indicator = draft.indicators.first()
    for number in range(more):
        indicator.leads.create(role="partner", name=f"Sở {number}")
    with django_assert_num_queries(REFUSAL_QUERIES), pytest.raises(Refused, match="still wait"):
        services.approve_plan(draft, by=officer)


def test_a_plan_with_an_open_warning_is_refused_with_its_line(draft, officer):
    services.confirm_all(draft, by=officer)
    with pytest.raises(Refused, match="2 warnings are not settled yet; lines 13, 5"):
        services.approve_plan(draft, by=officer)


def test_a_plan_without_a_year_is_refused(make_draft, officer):
    plan = make_draft(year=None)
    services.confirm_all(plan, by=officer)
    services.settle_all_warnings(plan, by=officer)
    with pytest.raises(Refused, match="no year"):
        services.approve_plan(plan, by=officer)


def test_an_indicator_without_a_lead_is_refused_until_a_person_lets_it_stand(make_draft, officer):
    lone = INDICATORS[0].__class__("1", "tỷ lệ xã", (), (), 5, INDICATORS[0].targets)
    plan = make_draft(indicators=(lone,), warnings=())
    services.confirm_all(plan, by=officer)
    services.settle_all_warnings(plan, by=officer)
    with pytest.raises(Refused, match="without a lead: 1"):
        services.approve_plan(plan, by=officer)
    text = "Chỉ tiêu 1 chưa có cơ quan chủ trì."
    plan.warnings.create(code="no-lead", text=text, line="5", indicator=plan.indicators.get())
    services.settle_all_warnings(plan, by=officer)
    assert services.approve_plan(plan, by=officer).is_in_force


def test_a_rejected_indicator_needs_no_lead(draft, officer):
    services.reject_item(Indicator.objects.of(draft).get(number="13"), by=officer)
    services.confirm_all(draft, by=officer)
    services.settle_all_warnings(draft, by=officer)
    assert services.approve_plan(draft, by=officer).is_in_force


def test_two_targets_of_one_leaf_and_year_are_refused(make_draft, officer):
    """A target without a year is one of the plan's year."""
    twice = INDICATORS[0].__class__(
        "1",
        "tỷ lệ xã",
        ("Sở Y tế",),
        (),
        5,
        (target("1", "tỷ lệ xã", ">=", "76.9"), target("1", "tỷ lệ xã", ">=", "80", year=None)),
    )
    plan = make_draft(indicators=(twice,))
    services.confirm_all(plan, by=officer)
    services.settle_all_warnings(plan, by=officer)
    with pytest.raises(Refused, match="two targets for one year: 1"):
        services.approve_plan(plan, by=officer)


def test_an_approved_plan_is_in_force_and_says_by_whom(approved, officer):
    plan = Plan.objects.in_force(2025)
    assert plan == approved
    assert (plan.state, plan.approved_by, plan.is_in_force) == ("approved", officer, True)
    assert AuditEntry.objects.get(action="plan.approve").details == {
        "year": 2025,
        "before": {"state": "draft", "approved_by_id": None},
        "after": {"state": "approved", "approved_by_id": officer.pk},
        "changed": ["approved_at"],
    }


def test_the_register_holds_the_confirmed_targets_of_the_year(draft, officer):
    services.reject_item(Target.objects.of(draft).get(leaf="4b"), by=officer)
    services.confirm_all(draft, by=officer)
    services.settle_all_warnings(draft, by=officer)
    services.approve_plan(draft, by=officer)
    held = Target.objects.in_force(2025)
    assert [target.leaf for target in held] == ["1", "4a", "13"]
    assert not Target.objects.in_force(2024).exists()


def test_a_target_without_a_year_is_one_of_the_plans_year(make_draft, officer):
    undated = INDICATORS[2].__class__(
        "13", "tảo hôn", ("Sở Tư pháp",), (), 7, (target("13", "tảo hôn", "<", "9", year=None),)
    )
    plan = make_draft(indicators=(undated,))
    services.confirm_all(plan, by=officer)
    services.settle_all_warnings(plan, by=officer)
    services.approve_plan(plan, by=officer)
    assert Target.objects.in_force(2025).get().year == 2025


@pytest.mark.parametrize("more", [0, 20])
def test_the_approval_needs_the_same_queries_however_many_bodies(
    more, decided, officer, province, make_organisation, django_assert_num_queries
):
    for name in ("Sở Y tế", "Sở Tư pháp"):
        make_organisation(name, province)
    indicator = decided.indicators.first()
    for number in range(more):
        indicator.leads.create(role="partner", name=f"Sở {number}", state="confirmed")
        decided.agencies.create(name=f"Hội {number}", state="confirmed")
        make_organisation(f"Sở {number}", province)
    with django_assert_num_queries(APPROVAL_QUERIES):
        services.approve_plan(decided, by=officer)
    assert decided.bodies.count() == 3 + 2 * more


def test_nothing_in_an_approved_plan_changes(approved, officer):
    share = Target.objects.of(approved).get(leaf="1")
    for change in (
        lambda: services.edit_item(share, by=officer, values={"value": 50}),
        lambda: services.confirm_item(share, by=officer),
        lambda: services.reject_item(share, by=officer),
        lambda: services.confirm_all(approved, by=officer),
        lambda: services.edit_heading(approved, by=officer, values={"year": 2026}),
        lambda: services.settle_all_warnings(approved, by=officer),
        lambda: services.settle_warning(approved.warnings.first(), by=officer),
        lambda: services.add_item(
            "funding", by=officer, plan=approved, parent=approved, values={"text": "…"}
        ),
        lambda: services.reject_plan(approved, by=officer),
        lambda: services.approve_plan(approved, by=officer),
    ):
        with pytest.raises(Refused, match="not a draft any more"):
            change()
    share.refresh_from_db()
    assert (share.value, share.state) == (Decimal("76.9"), "confirmed")


def test_a_discarded_draft_cannot_be_approved(decided, officer):
    services.reject_plan(decided, by=officer)
    with pytest.raises(Refused, match="not a draft"):
        services.approve_plan(decided, by=officer)


def second(make_draft, officer):
    plan = make_draft(number="2/KH-UBND")
    services.confirm_all(plan, by=officer)
    services.settle_all_warnings(plan, by=officer)
    return plan


def test_a_second_plan_of_the_year_must_say_that_it_replaces_the_first(
    approved, make_draft, officer
):
    later = second(make_draft, officer)
    with pytest.raises(Refused, match=f"Plan number {approved.pk} is in force for 2025"):
        services.approve_plan(later, by=officer)
    assert Plan.objects.in_force(2025) == approved


def test_a_replacing_plan_supersedes_the_first(approved, make_draft, officer):
    later = services.approve_plan(second(make_draft, officer), by=officer, is_replacing=True)
    approved.refresh_from_db()
    assert approved.superseded_by == later
    assert not approved.is_in_force
    assert Plan.objects.in_force(2025) == later
    assert Target.objects.in_force(2025).count() == 4


def test_the_database_keeps_one_plan_in_force_a_unit_and_year(approved, make_draft, officer):
    later = second(make_draft, officer)
    with pytest.raises(IntegrityError, match="one_plan_in_force"), transaction.atomic():
        Plan.objects.filter(pk=later.pk).update(
            state="approved", approved_by=officer, approved_at=approved.approved_at
        )


def test_the_database_refuses_an_approval_that_names_nobody(draft):
    with pytest.raises(IntegrityError, match="approver"), transaction.atomic():
        Plan.objects.filter(pk=draft.pk).update(state="approved")


def test_each_unit_has_its_own_plan_of_the_year(approved, make_draft, officer, province):
    commune = province.subtree().get(code="25216")
    own = make_draft(unit=commune)
    services.confirm_all(own, by=officer)
    services.settle_all_warnings(own, by=officer)
    services.approve_plan(own, by=officer)
    assert Plan.objects.in_force(2025) == approved
    assert Plan.objects.in_force(2025, commune) == own
    assert Target.objects.in_force(2025, commune).first().indicator.plan == own


def test_another_province_sees_no_plan_in_force(approved, stranger, leader):
    assert Plan.objects.visible_to(stranger).in_force(2025) is None
    assert not Target.objects.visible_to(stranger).in_force(2025).exists()
    assert Plan.objects.visible_to(leader).in_force(2025) == approved
    assert Target.objects.visible_to(leader).in_force(2025).count() == 4


def test_a_leader_sees_no_item_of_a_draft(draft, leader, officer):
    assert not Plan.objects.visible_to(leader).exists()
    assert not Target.objects.visible_to(leader).exists()
    assert Target.objects.visible_to(officer).count() == 4


# A savepoint set, returned to and let go, the plan, the year of its targets, and ten kinds.
REFUSAL_QUERIES = 15
# A savepoint set and let go, the plan, the year of its targets, ten kinds; then open warnings,
# leads, leaves, the unit, the plan before; leads, agencies, deadlines, the unit's vintages and its
# changes, dated names; the bodies, the leads in a savepoint, both links; the plan, the audit and
# the change feed; the bodies that have ended since.
APPROVAL_QUERIES = 33
