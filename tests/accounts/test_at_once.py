"""Two administrators, or two browsers, at the same moment: one of them does it."""

import pytest
from django.utils import timezone

from mangnon.accounts.inviting import accept, find_open_invitation, invite, send_new_link
from mangnon.accounts.models import Invitation
from mangnon.core.models import User
from tests.accounts.conftest import actions
from tests.reforms.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_name_is_invited_once(admin, province):
    place = {"full_name": "Lê Thị Hoa", "role": "leader", "unit": province, "by": admin}
    answers = at_once(
        *[lambda: invite(username="le-hoa", now=timezone.now(), **place) for _each in range(4)]
    )
    taken = "Tên tài khoản “le-hoa” đã có người dùng; hãy chọn tên khác."
    assert answers == ["done", taken, taken, taken]
    assert User.objects.filter(username="le-hoa").count() == 1


def test_of_several_new_links_one_stays_and_it_is_used_once(admin, leader):
    now = timezone.now()
    links = at_once(*[lambda: send_new_link(leader, by=admin, now=now) for _each in range(3)])
    assert links == ["done"] * 3
    assert Invitation.objects.open(now).count() == 1
    invitation = find_open_invitation(leader, now=now)
    answers = at_once(
        *[lambda: accept(invitation, password="bon-chu-de-nho", now=now) for _each in range(3)]
    )
    assert answers[0] == "done"
    assert "đã dùng" in answers[1]
    assert "đã dùng" in answers[2]
    assert actions(action="person.accept_invitation") == ["person.accept_invitation"]
