"""An agency sees its own part of a plan; where it has none of its own, the plan is whole."""

import pytest

from mangnon.core.models import Unit
from mangnon.plans.models import Agency, Indicator, IndicatorLead, Plan, Target, Task
from mangnon.plans.services import import_plan

KINDS = (Agency, Task, Indicator, IndicatorLead, Target)


@pytest.fixture
def linked(make_organisation, province):
    """The bodies that the plan names, as they are known before it is approved."""
    return {
        name: make_organisation(name, province)
        for name in ("Sở Y tế", "Sở Tư pháp", "Chưa được nêu tên")
    }


@pytest.fixture
def focal_point(linked, approved, make_user, province):
    person = make_user("agency_focal_point", province)
    person.organisation = linked["Sở Tư pháp"]
    return person


def test_an_agency_that_the_plan_does_not_name_sees_no_task_and_no_indicator_of_it(
    linked, focal_point
):
    focal_point.organisation = linked["Chưa được nêu tên"]
    for kind in KINDS:
        assert not kind.objects.visible_to(focal_point).exists(), kind
    assert Plan.objects.visible_to(focal_point).exists()


def test_an_agency_sees_the_indicators_it_leads_or_has_a_part_in(focal_point, leader):
    """Sở Tư pháp leads indicator 13, and takes part in 4, which Sở Y tế leads."""
    own = Indicator.objects.visible_to(focal_point)
    assert [indicator.number for indicator in own] == ["4", "13"]
    leads = IndicatorLead.objects.visible_to(focal_point)
    assert {lead.name for lead in leads} == {"Sở Tư pháp", "Sở Y tế"}
    assert {target.indicator for target in Target.objects.visible_to(focal_point)} == {*own}
    assert Indicator.objects.visible_to(leader).count() > 1


def test_an_agency_sees_its_own_tasks_and_none_of_another(focal_point, leader):
    whole = Agency.objects.visible_to(leader)
    block = whole.order_by("position").first()
    focal_point.organisation = block.organisations.get()
    assert set(Agency.objects.visible_to(focal_point)) == {block}
    tasks = Task.objects.visible_to(focal_point)
    assert set(tasks) == set(Task.objects.visible_to(leader).filter(agency=block)) != set()


def test_whoever_has_no_organisation_sees_the_published_plan_whole(focal_point, leader):
    focal_point.organisation = None
    for kind in KINDS:
        seen = set(kind.objects.visible_to(focal_point))
        assert seen == set(kind.objects.visible_to(leader)) != set(), kind


def test_a_plan_is_imported_for_a_unit_that_the_person_serves_and_for_no_other(
    approved, stranger, province
):
    assert not Unit.objects.visible_to(stranger).filter(pk=province.pk).exists()
    with pytest.raises(Exception, match=r"plan\.import"):
        import_plan(None, by=stranger, unit=province, source=None)
