"""The only way in: a link that an administrator makes, and that works once."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mangnon.accounts.inviting import invite, send_new_link
from mangnon.accounts.models import Invitation
from mangnon.core.models import AuditEntry, Refused, Unit, User
from mangnon.core.units.loading import local_administrator
from tests.accounts.conftest import PASSWORD, actions

LINK = "/invitation/"
CHOSEN = "bon-chu-tieng-viet-de-nho"


@pytest.fixture
def invited(admin, clock):
    """A person of a commune who has a link and no password."""
    commune = Unit.objects.get(code="25216")
    return invite(
        username="le-hoa", full_name="Lê Thị Hoa", role="village_collaborator", unit=commune,
        by=admin, now=timezone.now(),
    )  # fmt: skip


def choose(client, path, password=CHOSEN):
    return client.post(path, {"new_password1": password, "new_password2": password})


def test_the_link_opens_the_account_once(client, sign_in, invited):
    person, path = invited
    assert not person.has_usable_password()
    assert "Lê Thị Hoa" in client.get(path).content.decode()
    assert choose(client, path).status_code == 200
    assert client.get(path).status_code == 404
    assert choose(client, path, "mot-mat-khau-cua-ke-khac").status_code == 404
    assert sign_in("le-hoa", "mot-mat-khau-cua-ke-khac").status_code == 200
    assert sign_in("le-hoa", CHOSEN).status_code == 302


def test_the_link_ends_after_a_week(client, invited, clock):
    _person, path = invited
    clock.shift(datetime.timedelta(days=7))
    assert client.get(path).status_code == 404
    assert choose(client, path).status_code == 404


def test_only_the_hash_of_the_link_is_stored(invited):
    _person, path = invited
    token = path.removeprefix(LINK).strip("/")
    stored = [str(row) for row in Invitation.objects.values()]
    stored += [str(row) for row in AuditEntry.objects.values()]
    assert len(token) >= 40
    assert not any(token in row for row in stored)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("ngan", "ít nhất 12 ký tự."), ("12345678901234", "hoàn toàn là số"),
        ("Lê Thị Hoa 12", "quá giống tên"), ("password1234", "quá phổ biến"),
    ],
)  # fmt: skip
def test_the_password_keeps_the_rules(client, invited, bad, why):
    person, path = invited
    answer = choose(client, path, bad)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_a_new_link_ends_the_old_one_the_password_and_the_sessions(client, sign_in, leader, admin):
    sign_in(leader.username)
    first = send_new_link(leader, by=admin, now=timezone.now())
    assert client.get("/").status_code == 302
    assert sign_in(leader.username).status_code == 200
    second = send_new_link(leader, by=admin, now=timezone.now())
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_the_second_factor_stays_unless_it_is_lost(admin, make_user, province):
    auditor = make_user("auditor", province)
    send_new_link(auditor, by=admin, now=timezone.now())
    assert Authenticator.objects.filter(user=auditor).exists()
    send_new_link(auditor, by=admin, now=timezone.now(), forget_second_factor=True)
    assert not Authenticator.objects.filter(user=auditor).exists()


def test_only_those_who_manage_people_invite_and_nobody_makes_a_console(officer, admin, province):
    ask = {"username": "ai-do", "full_name": "Ai Đó", "unit": province, "now": timezone.now()}
    with pytest.raises(PermissionDenied):
        invite(**ask, role="leader", by=officer)
    with pytest.raises(PermissionDenied):
        invite(**ask, role="console", by=admin)
    assert not User.objects.filter(username="ai-do").exists()


def test_nobody_invites_outside_the_own_area(admin, elsewhere):
    with pytest.raises(Refused, match="ngoài địa bàn"):
        invite(
            username="ai-do", full_name="Ai Đó", role="leader", unit=elsewhere, by=admin,
            now=timezone.now(),
        )  # fmt: skip


def test_the_console_invites_the_first_administrator_anywhere(province, elsewhere):
    person, _path = invite(
        username="quan-tri", full_name="Quản Trị", role="technical_admin", unit=elsewhere,
        by=local_administrator(), now=timezone.now(),
    )  # fmt: skip
    assert person.unit == elsewhere


def test_a_name_that_is_taken_is_refused_in_any_spelling(admin, leader, province):
    with pytest.raises(Refused, match="đã có người dùng"):
        invite(
            username=leader.username.upper(), full_name="Ai Đó", role="leader", unit=province,
            by=admin, now=timezone.now(),
        )  # fmt: skip


def test_nobody_makes_a_link_for_the_own_account(admin):
    with pytest.raises(Refused, match="Không ai tự"):
        send_new_link(admin, by=admin, now=timezone.now())


def test_the_audit_tells_who_invited_and_who_came(client, invited, admin):
    person, path = invited
    choose(client, path)
    assert actions(record_id=str(person.pk), table="core_user") == [
        "person.invite", "person.accept_invitation",
    ]  # fmt: skip
    assert AuditEntry.objects.get(action="person.invite").actor == admin
    assert PASSWORD not in str(list(AuditEntry.objects.values("details")))
