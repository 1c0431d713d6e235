"""Rights come from the role, rows from the unit; neither without the other."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core import access
from mangnon.core.access import GRANTS, Role, ScopedQuerySet, allowed
from mangnon.core.models import Unit, User
from mangnon.core.units.loading import local_administrator
from mangnon.core.units.province import results_province
from mangnon.plans.models import Plan
from tests.in_force import as_if_written_so
from tests.small_province import make_plan


def test_a_right_that_nobody_was_given_is_refused(officer, leader):
    for person in (officer, leader):
        assert not allowed(person, "child.view")
        with pytest.raises(PermissionDenied, match=r"child\.view"):
            access.require(person, "child.view")


def test_a_role_that_does_not_exist_has_no_right(officer):
    officer.role = "king"
    assert not any(allowed(officer, action) for action in GRANTS[Role.FOCAL_OFFICE])


def test_an_account_that_was_closed_has_no_right(officer):
    officer.is_active = False
    assert not allowed(officer, "plan.view")


def test_a_leader_reads_and_instructs_and_changes_nothing_else(leader):
    others = {action for action in GRANTS[leader.role] if not action.endswith(".view")}
    # Counts of cases, and no case; told of tasks that stay undone, and does none.
    assert others == {"case.statistics", "task.oversee", "difficulty.instruct"}
    assert allowed(leader, "indicator.view")


def test_a_person_without_a_unit_sees_no_record(province, officer, make_user):
    make_plan(province, officer)
    officer.unit = None
    assert Plan.objects.visible_to(officer).count() == 0


def test_records_are_seen_from_the_unit_and_from_above_but_never_from_beside(
    province, officer, make_user, elsewhere
):
    district = Unit.objects.get(code="688")
    plan = make_plan(province, officer)
    plan.unit = district
    with as_if_written_so():
        plan.save()
    seen = {
        "province": officer,
        "district": make_user("focal_office", district),
        "other district": make_user("focal_office", Unit.objects.get(code="692")),
        "commune below": make_user("focal_office", Unit.objects.get(code="25216")),
        "other province": make_user("focal_office", elsewhere),
    }
    found = {who: Plan.objects.visible_to(person).count() for who, person in seen.items()}
    assert found == {
        "province": 1, "district": 1, "other district": 0, "commune below": 0, "other province": 0,
    }  # fmt: skip


def test_a_scope_costs_one_query_with_the_records(province, officer, django_assert_num_queries):
    make_plan(province, officer)
    with django_assert_num_queries(1):
        assert len(Plan.objects.visible_to(officer)) == 1


def test_every_register_is_closed_until_a_role_is_given_it(officer):
    closed = [
        queryset
        for queryset in subclasses(ScopedQuerySet)
        if hasattr(queryset, "view_action") and not allowed(officer, queryset.view_action)
    ]
    assert {queryset.view_action for queryset in closed} == {
        "audit.view", "care.view", "case.edit", "case.hand_over", "case.review_urgent",
        "case.view", "child.circumstances", "child.export", "child.health", "child.import",
        "child.merge", "child.move", "child.view", "digest.view", "referral.answer", "value.view",
    }  # fmt: skip


def subclasses(kind):
    for below in kind.__subclasses__():
        yield below
        yield from subclasses(below)


def test_the_console_account_cannot_sign_in(province, client):
    console = local_administrator()
    assert console.unit == results_province() == province
    assert not console.has_usable_password()
    client.post("/sign-in/", {"username": console.username, "password": "!"})
    assert "_auth_user_id" not in client.session


def test_a_new_account_is_checked_before_it_is_stored(province):
    with pytest.raises(Exception, match="role"):
        User.objects.create_user("ai-do", "x" * 12, full_name="Ai đó", role="king", unit=province)
    assert not User.objects.filter(username="ai-do").exists()


def test_a_unit_exists_from_its_first_day_until_the_day_before_its_last(province):
    day = datetime.date
    assert not province.exists_on(day(1996, 12, 31))
    assert province.exists_on(day(1997, 1, 1))
    assert province.exists_on(day(2025, 6, 30))
    assert not province.exists_on(day(2025, 7, 1))
