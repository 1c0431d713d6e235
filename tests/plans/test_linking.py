"""A name in a plan is the organisation that bore it on the plan's day, or a person says whose."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import AuditEntry, OrganisationHandover, Refused, Unit
from mangnon.core.organisations.changing import apply_change
from mangnon.core.organisations.events import Event
from mangnon.plans import services
from mangnon.plans.models import Agency, Deadline, IndicatorLead, PlanBody

DAY = datetime.date(2025, 5, 20)


@pytest.fixture
def health(make_organisation, province):
    return make_organisation("Sở Y tế tỉnh Bình Phước", province, short_name="Sở Y tế")


def body(plan, name):
    return plan.bodies.get(name=name)


def test_names_become_the_organisations_that_bore_them_on_the_plans_day(
    decided, officer, health, make_organisation, province
):
    since = datetime.date(2025, 7, 1)
    make_organisation("Sở Tư pháp", province, valid_from=since)  # not yet on the plan's day
    services.approve_plan(decided, by=officer)
    lead = IndicatorLead.objects.in_force(2025).get(indicator__number="1")
    assert (lead.organisation, lead.name) == (health, "Sở Y tế")
    assert list(Deadline.objects.of(decided).get().organisations.all()) == [health]
    together = Agency.objects.of(decided).get(line="12")
    assert not together.organisations.exists()
    assert {b.name: b.organisation for b in decided.bodies.all()} == {
        "Sở Y tế": health, "Sở Tư pháp": None, "Công an tỉnh": None,
    }  # fmt: skip


def test_marks_case_and_spaces_do_not_matter(decided, officer, make_organisation, province):
    police = make_organisation("CÔNG AN  TỈNH", province)
    services.approve_plan(decided, by=officer)
    assert body(decided, "Công an tỉnh").organisation == police


def test_a_name_that_two_bodies_bore_is_left_to_a_person(
    decided, officer, make_organisation, province
):
    for _twice in range(2):
        make_organisation("Công an tỉnh", province)
    services.approve_plan(decided, by=officer)
    assert body(decided, "Công an tỉnh").organisation is None


def test_an_organisation_of_another_province_is_never_meant(
    decided, officer, make_organisation, elsewhere
):
    make_organisation("Công an tỉnh", elsewhere)
    services.approve_plan(decided, by=officer)
    assert body(decided, "Công an tỉnh").organisation is None


def test_a_communes_plan_may_name_the_bodies_of_its_province(make_draft, officer, health, province):
    plan = make_draft(unit=Unit.objects.get(code="25216"))
    services.confirm_all(plan, by=officer)
    services.settle_all_warnings(plan, by=officer)
    services.approve_plan(plan, by=officer)
    assert body(plan, "Sở Y tế").organisation == health


def test_a_leader_chooses_nothing_and_a_stranger_finds_nothing(approved, leader, stranger, health):
    justice = body(approved, "Sở Tư pháp")
    with pytest.raises(PermissionDenied):
        services.choose_body(justice, by=leader, organisation=health)
    with pytest.raises(PlanBody.DoesNotExist):
        services.choose_body(justice, by=stranger, organisation=health)


def test_a_person_chooses_and_the_name_stays_as_written(approved, officer, health):
    services.choose_body(body(approved, "Sở Tư pháp"), by=officer, organisation=health)
    together = Agency.objects.of(approved).get(line="12")
    assert (together.bodies, list(together.organisations.all())) == (
        ["Sở Tư pháp", "Công an tỉnh"], [health],
    )  # fmt: skip
    assert body(approved, "Sở Tư pháp").chosen_by == officer
    assert AuditEntry.objects.latest("pk").details["organisation"] == health.code


def test_choosing_another_takes_the_first_choice_back(
    approved, officer, health, make_organisation, province
):
    other = make_organisation("Sở Nội vụ", province)
    justice = body(approved, "Sở Tư pháp")
    services.choose_body(justice, by=officer, organisation=health)
    services.choose_body(justice, by=officer, organisation=other)
    together = Agency.objects.of(approved).get(line="12")
    assert list(together.organisations.all()) == [other]
    services.choose_body(justice, by=officer, organisation=None, names_many=True)
    assert not together.organisations.exists()


def test_what_two_names_of_one_block_share_stays_with_the_other_name(approved, officer, health):
    for name in ("Sở Tư pháp", "Công an tỉnh"):
        services.choose_body(body(approved, name), by=officer, organisation=health)
    services.choose_body(body(approved, "Sở Tư pháp"), by=officer, organisation=None)
    assert list(Agency.objects.of(approved).get(line="12").organisations.all()) == [health]


def test_an_organisation_that_did_not_exist_on_the_plans_day_is_refused(
    approved, officer, make_organisation, province
):
    later = make_organisation("Sở Nội vụ", province, valid_from=datetime.date(2025, 7, 1))
    with pytest.raises(Refused, match="did not exist on"):
        services.choose_body(body(approved, "Sở Tư pháp"), by=officer, organisation=later)


def test_a_plan_approved_after_a_change_offers_its_work_to_the_successor(
    decided, officer, health, make_organisation, province, settings
):
    new = make_organisation("Sở Nội vụ", province)
    merge = Event("merge", datetime.date(2025, 7, 1), "NQ 1", (health,), (new,))
    apply_change(merge, by=officer)
    settings.TODAY = datetime.date(2025, 10, 31)
    services.approve_plan(decided, by=officer)
    offered = OrganisationHandover.objects.filter(from_organisation=health, to_organisation=new)
    kinds = offered.order_by("kind").values_list("kind", flat=True).distinct()
    assert list(kinds) == ["plans.agency", "plans.deadline", "plans.lead"]
    assert IndicatorLead.objects.filter(organisation=health).exists()  # until it is taken over


def test_a_name_that_a_person_gives_to_an_ended_body_is_offered_to_its_successor(
    approved, officer, health, make_organisation, province, settings
):
    new = make_organisation("Sở Nội vụ", province)
    merge = Event("merge", datetime.date(2025, 7, 1), "NQ 1", (health,), (new,))
    apply_change(merge, by=officer)
    settings.TODAY = datetime.date(2025, 10, 31)
    services.choose_body(body(approved, "Sở Tư pháp"), by=officer, organisation=health)
    assert OrganisationHandover.objects.filter(to_organisation=new, kind="plans.lead").exists()
