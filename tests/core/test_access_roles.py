"""What each role is kept from before what it is given; the whole table is tests/access_table.py."""

import datetime

import pytest

from mangnon.core.access import (
    GRANTS,
    LAST_DAYS,
    NEEDS_SECOND_FACTOR,
    PARTICIPANTS,
    PURPOSES,
    Role,
    allowed,
)
from mangnon.core.models import Organisation, Unit, User

PERSONAL = ("child.", "case.", "referral.")
# Telling of a case, counting cases and bringing in a list open none.
OPENS_NONE = {"case.receive", "case.statistics", "case.load_list"}
# Being told of what was not done, and asking for it, changes nothing that others wrote.
TOLD = {"task.oversee", "recommendation.make", "difficulty.instruct"}


def touches_children(role):
    return any(action.startswith(PERSONAL) for action in GRANTS[role] - OPENS_NONE)


@pytest.mark.parametrize("role", Role)
def test_each_role_says_what_it_is_for(role):
    assert str(PURPOSES[role]).endswith(".")


@pytest.mark.parametrize(
    "role",
    [
        Role.LEADER, Role.EXTERNAL_SUPERVISOR, Role.TECHNICAL_ADMIN, Role.AUDITOR, Role.ANALYST,
        Role.FOCAL_OFFICE, Role.AGENCY_FOCAL_POINT,
    ],
)  # fmt: skip
def test_who_works_with_figures_or_machines_sees_no_child_and_no_case(role):
    assert not touches_children(role)


@pytest.mark.parametrize("role", [Role.LEADER, Role.EXTERNAL_SUPERVISOR, Role.ANALYST])
def test_who_reads_figures_changes_nothing(role):
    assert all(action.endswith(".view") for action in GRANTS[role] - OPENS_NONE - TOLD)
    assert not {"case.receive", "case.load_list"} & GRANTS[role]
    assert "indicator.view" in GRANTS[role]


def test_numbers_telephones_and_hardship_are_for_the_communes_officer_and_the_console_alone():
    for field in ("child.identity", "child.contact", "child.circumstances", "child.export"):
        holders = {role for role in Role if field in GRANTS[role]}
        assert holders == {Role.COMMUNE_OFFICER, Role.CONSOLE}, field


def test_who_sees_an_audit_cannot_make_accounts_and_who_makes_accounts_sees_no_audit():
    for role in set(Role) - {Role.CONSOLE}:
        assert not {"audit.view", "person.manage"} <= GRANTS[role], role


def test_whoever_comes_near_a_case_signs_in_with_a_second_factor():
    near = {role for role in Role if {"case.view", "referral.answer"} & GRANTS[role]}
    assert near <= NEEDS_SECOND_FACTOR


def test_a_partner_holds_no_right_that_opens_a_case():
    rights = GRANTS[Role.CASE_PARTNER] - OPENS_NONE
    assert not any(action.startswith("case.") for action in rights)


@pytest.fixture
def district_officer(make_user, province):
    return make_user("district_officer", Unit.objects.get(code="688"))


@pytest.mark.parametrize("action", sorted(GRANTS[Role.DISTRICT_OFFICER]))
def test_a_district_officers_rights_end_with_the_districts(district_officer, settings, action):
    settings.TODAY = datetime.date(2025, 7, 1)
    assert not allowed(district_officer, action)
    settings.TODAY = datetime.date(2025, 6, 30)
    assert allowed(district_officer, action)


def test_a_district_officer_sees_units_until_the_last_day(district_officer, settings):
    settings.TODAY = datetime.date(2025, 7, 1)
    assert not Unit.objects.visible_to(district_officer).exists()
    settings.TODAY = LAST_DAYS[Role.DISTRICT_OFFICER]
    codes = set(Unit.objects.visible_to(district_officer).values_list("code", flat=True))
    assert codes == {"688", "25216", "25217"}


def test_people_are_seen_within_the_units_that_the_administrator_serves(
    make_user, province, elsewhere
):
    here = make_user("technical_admin", province)
    make_user("technical_admin", elsewhere)
    below = make_user("commune_officer", Unit.objects.get(code="25216"))
    assert not User.objects.visible_to(below).exists()
    assert set(User.objects.visible_to(here)) == {here, below}


def test_organisations_are_public_to_whoever_may_look_them_up(make_user, province):
    department = Organisation.objects.create(name="Sở Y tế")
    collaborator = make_user("village_collaborator", Unit.objects.get(code="25216"))
    assert not Organisation.objects.visible_to(collaborator).exists()
    leader = make_user("leader", province)
    assert list(Organisation.objects.visible_to(leader)) == [department]


def test_only_roles_that_touch_children_take_part_in_them():
    assert all(touches_children(role) for role in PARTICIPANTS)
