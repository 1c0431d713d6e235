"""A person leaves: signed out at once, barred, and nothing left to nobody."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mangnon.accounts.leaving import close_account, held_by, receivers, reopen_account
from mangnon.accounts.people import change_person
from mangnon.core.models import AuditEntry, Refused, Unit, User
from mangnon.plans.models import Plan
from tests.accounts.conftest import actions
from tests.in_force import as_if_written_so
from tests.small_province import make_plan


@pytest.fixture
def draft(province, officer):
    plan = make_plan(province, officer)
    plan.state, plan.year, plan.approved_by, plan.approved_at = Plan.State.DRAFT, None, None, None
    with as_if_written_so():
        plan.save()
    return plan


@pytest.fixture
def colleague(make_user, province):
    return make_user("focal_office", province, username="dong-nghiep")


def test_who_leaves_is_signed_out_at_once_and_stays_out(client, sign_in, leader, admin):
    sign_in(leader.username)
    assert client.get("/").status_code == 200
    close_account(leader, by=admin, now=timezone.now())
    assert client.get("/").status_code == 302
    assert sign_in(leader.username).status_code == 200
    assert client.get("/").status_code == 302


def test_open_work_is_not_left_to_nobody(draft, officer, admin):
    assert [held.things for held in held_by(officer)] == [[str(draft)]]
    with pytest.raises(Refused, match="Hãy chọn người nhận việc"):
        close_account(officer, by=admin, now=timezone.now())
    officer.refresh_from_db()
    assert officer.is_active


def test_open_work_passes_to_the_named_person_and_the_audit_keeps_the_old_one(
    draft, officer, admin, colleague
):
    before = list(AuditEntry.objects.filter(actor=officer).values("pk", "action"))
    moved = close_account(officer, by=admin, now=timezone.now(), receiver=colleague)
    assert moved == {"plans": 1}
    draft.refresh_from_db()
    assert draft.created_by == colleague
    assert list(AuditEntry.objects.filter(actor=officer).values("pk", "action")) == before
    passed = AuditEntry.objects.get(action="plan.hand_over")
    assert passed.details == {"giver": officer.pk, "receiver": colleague.pk}
    closed = AuditEntry.objects.get(action="person.close")
    assert (closed.actor, closed.details["receiver"]) == (admin, colleague.pk)


def test_only_a_person_of_the_same_area_who_may_do_the_work_takes_it_over(
    draft, officer, admin, leader, stranger, colleague, make_user
):
    below = make_user("focal_office", Unit.objects.get(code="688"))
    assert receivers(officer, by=admin) == [colleague]
    for other in (leader, stranger, below):
        with pytest.raises(Refused, match="không nhận được việc này"):
            close_account(officer, by=admin, now=timezone.now(), receiver=other)


def test_a_closed_account_is_opened_by_a_new_link_only(client, sign_in, leader, admin):
    close_account(leader, by=admin, now=timezone.now())
    path = reopen_account(leader, by=admin, now=timezone.now())
    assert sign_in(leader.username).status_code == 200
    form = {"new_password1": "mot-cau-moi-va-dai", "new_password2": "mot-cau-moi-va-dai"}
    assert client.post(path, form).status_code == 200
    assert sign_in(leader.username, "mot-cau-moi-va-dai").status_code == 302


def test_nobody_closes_the_own_account_or_that_of_the_console(admin, officer, leader):
    console = User.objects.create_user("may-chu", full_name="Máy chủ", role="console")
    with pytest.raises(Refused, match="Không ai tự"):
        close_account(admin, by=admin, now=timezone.now())
    with pytest.raises(PermissionDenied):
        close_account(console, by=admin, now=timezone.now())
    with pytest.raises(PermissionDenied):
        close_account(leader, by=officer, now=timezone.now())


def test_another_role_ends_the_sessions_and_nobody_gives_one_to_oneself(
    client, sign_in, leader, admin, province
):
    sign_in(leader.username)
    place = {"unit": province, "organisation": None, "full_name": "Trần Lãnh Đạo"}
    with pytest.raises(Refused, match="Không ai tự"):
        change_person(admin, role="commune_officer", **place, by=admin)
    with pytest.raises(PermissionDenied):
        change_person(leader, role="console", **place, by=admin)
    change_person(leader, role="analyst", **place, by=admin)
    assert client.get("/").status_code == 302
    assert actions(action="person.change", actor=admin) == ["person.change"]
    details = AuditEntry.objects.get(action="person.change").details
    assert (details["before"]["role"], details["after"]["role"]) == ("leader", "analyst")


def test_a_person_is_not_moved_out_of_the_own_area(leader, admin, elsewhere):
    with pytest.raises(Refused, match="ngoài địa bàn"):
        change_person(
            leader, role="leader", unit=elsewhere, organisation=None, full_name="X", by=admin
        )
