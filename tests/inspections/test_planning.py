"""Who plans which inspections, and what cannot be planned."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.activities.inspections.catalog import FOLDER, checklists_on
from mangnon.activities.inspections.planning import (
    cancel,
    change_inspection,
    enter_plan,
    plan_inspection,
)
from mangnon.activities.models import Inspection, InspectionPlan
from mangnon.core.models import AuditEntry, Refused, Unit
from tests.at_once import at_once
from tests.inspections.conftest import DAY, NOW, fresh

pytestmark = pytest.mark.usefixtures("in_english")


def plan_values(unit, **told):
    return {
        "title": "Kiểm tra trường học", "year": 2025, "unit": unit, "organisation": None,
        "decision_number": "12/QĐ-UBND", "decision_on": datetime.date(2025, 2, 3),
        "issuer": "UBND phường", "subject": "",
    } | told  # fmt: skip


def test_the_catalogue_has_every_kind_of_place_and_says_what_is_not_compared():
    kinds = {
        "school", "care_facility", "building_site", "apartment_block", "river_crossing",
        "internet_shop", "playground",
    }  # fmt: skip
    found = checklists_on(DAY)
    assert set(found) == kinds == {file.stem for file in FOLDER.glob("*.yaml")}
    for one in found.values():
        codes = [item.code for item in one.items]
        assert len(codes) == len(set(codes)) >= 6
        assert one.source
        assert one.certainty == "low"
        assert "chưa đối chiếu văn bản gốc" in one.source
        assert not any(item.verified for item in one.items)


@pytest.mark.parametrize("role", ["leader", "auditor", "external_supervisor", "commune_chair"])
def test_who_only_reads_plans_nothing(make_user, province, planned, role):
    with pytest.raises(PermissionDenied):
        planned(by=make_user(role, province))


def test_the_same_form_makes_one_inspection_and_somebody_elses_key_is_refused(
    planned, make_user, ward
):
    key = uuid4()
    assert planned(key=key) == planned(key=key)
    assert Inspection.objects.count() == 1
    with pytest.raises(Refused, match="used already"):
        planned(key=key, by=make_user("commune_officer", ward, "khac"))


def test_an_agency_inspects_in_its_own_name_alone(planned, health_clerk, health, labour):
    with pytest.raises(Refused, match="organisation that inspects"):
        planned(by=health_clerk)
    with pytest.raises(Refused, match="own organisation alone"):
        planned(by=health_clerk, organisation=labour)
    assert planned(by=health_clerk, organisation=health).carried_out_by == "Sở Y tế"


def test_who_has_no_organisation_inspects_for_none(planned, make_user, province, health):
    nobody = make_user("focal_office", province, "chua-co-co-quan")
    with pytest.raises(Refused, match="in no organisation"):
        planned(by=nobody, organisation=health)


def test_what_an_agency_inspects_the_commune_sees_and_does_not_change(
    planned, health_clerk, health, inspector
):
    one = planned(by=health_clerk, organisation=health)
    assert Inspection.objects.visible_to(inspector).filter(pk=one.pk).exists()
    with pytest.raises(Refused, match="another organisation or commune"):
        cancel(one.pk, "Mưa", seen_at=one.changed_at, by=inspector)


def test_a_place_is_of_the_register_or_in_words_and_stands_in_the_unit(planned, school, make_user):
    with pytest.raises(Refused, match="not both"):
        planned(place=school, place_words="Trường khác")
    with pytest.raises(Refused, match="write its name"):
        planned(place_words="  ")
    school.unit = Unit.objects.get(code="25217")
    school.save()
    with pytest.raises(Refused, match="does not stand"):
        planned()


def test_nobody_inspects_where_they_do_not_serve(planned, make_user):
    neighbour = make_user("commune_officer", Unit.objects.get(code="25217"))
    with pytest.raises(Refused, match="unit that you serve"):
        planned(by=neighbour, place_words="Bến đò")


def test_an_inspection_is_under_the_decision_of_a_plan_of_the_same_body(
    planned, inspector, ward, health_clerk, health
):
    plan = enter_plan(uuid4(), plan_values(ward), by=inspector, now=NOW)
    assert planned(plan=plan).plan == plan
    with pytest.raises(Refused, match="kept by another"):
        planned(by=health_clerk, organisation=health, plan=plan)
    own = plan_values(ward, organisation=health)
    theirs = enter_plan(uuid4(), own, by=health_clerk, now=NOW)
    assert planned(by=health_clerk, organisation=health, plan=theirs).plan == theirs


def test_a_plan_has_a_decision_that_was_issued(inspector, ward):
    key = uuid4()
    later = plan_values(ward, decision_on=datetime.date(2025, 6, 17))
    with pytest.raises(Refused, match="has not come"):
        enter_plan(key, later, by=inspector, now=NOW)
    with pytest.raises(Refused):
        enter_plan(key, plan_values(ward, decision_number=""), by=inspector, now=NOW)
    made = enter_plan(key, plan_values(ward), by=inspector, now=NOW)
    assert enter_plan(key, plan_values(ward), by=inspector, now=NOW) == made
    assert InspectionPlan.objects.count() == 1


def test_what_was_changed_meanwhile_and_what_is_closed_is_not_changed(planned, inspector):
    one = planned()
    told = {"team": "Ông A", "planned_on": DAY, "decision_number": "", "decision_on": None}
    change_inspection(one.pk, told, seen_at=one.changed_at, by=inspector)
    with pytest.raises(Refused, match="Somebody has changed"):
        change_inspection(one.pk, told, seen_at=one.changed_at, by=inspector)
    with pytest.raises(Refused, match="write both"):
        change_inspection(
            one.pk, told | {"decision_number": "5"}, seen_at=fresh(one).changed_at, by=inspector
        )
    with pytest.raises(Refused, match="Say why"):
        cancel(one.pk, " ", seen_at=fresh(one).changed_at, by=inspector)
    cancel(one.pk, "Trường nghỉ", seen_at=fresh(one).changed_at, by=inspector)
    with pytest.raises(Refused, match="closed already: cancelled"):
        cancel(one.pk, "Trường nghỉ", seen_at=fresh(one).changed_at, by=inspector)
    actions = AuditEntry.objects.filter(action__startswith="inspection.")
    assert set(actions.values_list("action", flat=True)) == {
        "inspection.plan", "inspection.change", "inspection.cancel"
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_of_two_who_cancel_at_once_one_is_refused(planned, inspector):
    one = planned()

    def end():
        return cancel(one.pk, "Mưa", seen_at=one.changed_at, by=inspector)

    assert sum(isinstance(said, Refused) for said in at_once(end, end)) == 1


def test_a_kind_of_no_catalogue_is_refused(ward, inspector):
    values = {"unit": ward, "kind": "castle", "planned_on": DAY, "place_words": "Lâu đài"}
    with pytest.raises(Refused, match="kinds of places"):
        plan_inspection(uuid4(), values, by=inspector)
