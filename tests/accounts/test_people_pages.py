"""The pages about people, as an administrator of the area uses them."""

import re

import pytest

from mangnon.core.access import Role
from mangnon.core.models import Unit, User

PEOPLE = "/administration/people/"


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def admin_client(client, admin):
    client.force_login(admin)
    return client


def test_people_are_found_without_marks_and_only_in_the_own_area(
    admin_client, make_user, province, elsewhere
):
    for number, (name, unit) in enumerate(
        [("Đặng Thị Hoà", province), ("Lê Văn Tám", province), ("Đặng Hoà Xa", elsewhere)]
    ):
        person = make_user("leader", unit, username=f"nguoi-{number}")
        person.full_name = name
        person.save()
    page = words(admin_client.get(PEOPLE, {"q": "dang hoa"}))
    assert "Đặng Thị Hoà" in page
    assert "Lê Văn Tám" not in page
    assert "Đặng Hoà Xa" not in page
    assert "Không tìm thấy ai" in words(admin_client.get(PEOPLE, {"q": "khong co"}))


def test_the_list_costs_the_same_for_one_and_for_many(
    admin_client, province, django_assert_num_queries
):
    for number in range(60):
        User.objects.create(
            username=f"nguoi-{number}", full_name="Người", role="leader", unit=province
        )
    with django_assert_num_queries(5):
        page = words(admin_client.get(PEOPLE))
    assert "Trang sau" in page


def test_an_administrator_invites_and_the_link_is_shown_once(admin_client, province):
    form = {
        "full_name": "Lê Thị Hoa", "username": "le-thi-hoa", "role": "commune_officer",
        "unit": Unit.objects.get(code="25216").pk, "organisation": "",
    }  # fmt: skip
    page = words(admin_client.post(PEOPLE + "invite/", form))
    link = re.search(r'value="http://testserver(/invitation/[^"]+)"', page)[1]
    invited = User.objects.get(username="le-thi-hoa")
    shown = words(admin_client.get(f"{PEOPLE}{invited.pk}/"))
    assert "Đã mời" in shown
    assert link not in shown
    assert admin_client.get(link).status_code == 200


def test_an_invitation_that_is_not_complete_says_what_is_missing(admin_client, province):
    form = {"full_name": "", "username": "Lê Hoa", "role": "console", "unit": province.pk}
    answer = admin_client.post(PEOPLE + "invite/", form)
    assert answer.status_code == 422
    assert "chữ thường không dấu" in words(answer)
    assert 'href="#id_role"' in words(answer)
    assert not User.objects.filter(full_name="").exists()


def test_the_choices_hold_no_unit_of_another_area_and_no_console(admin_client, elsewhere):
    page = words(admin_client.get(PEOPLE + "invite/"))
    assert "Nơi khác" not in page
    assert 'value="console"' not in page


def test_a_person_is_changed_closed_and_reopened(admin_client, leader, province):
    address = f"{PEOPLE}{leader.pk}/"
    form = {"full_name": "Trần Văn Mới", "role": "analyst", "unit": province.pk}
    assert admin_client.post(address + "change/", form).status_code == 302
    assert str(Role.ANALYST.label) in words(admin_client.get(address))
    assert "không giữ việc nào" in words(admin_client.get(address + "close/"))
    assert admin_client.post(address + "close/").status_code == 302
    assert "Đã đóng" in words(admin_client.get(address))
    assert "/invitation/" in words(admin_client.post(address + "reopen/"))


def test_nobody_works_on_the_own_account(admin_client, admin):
    address = f"{PEOPLE}{admin.pk}/"
    assert "new-link" not in words(admin_client.get(address))
    assert admin_client.post(address + "new-link/").status_code == 302
    assert "Không ai tự" in words(admin_client.get(address))
    assert "Không ai tự" in words(admin_client.post(address + "close/"))


def test_a_lock_is_seen_and_lifted(admin_client, client_elsewhere, sign_in, leader):
    for _try in range(5):
        sign_in(leader.username, "khong-phai", browser=client_elsewhere)
    address = f"{PEOPLE}{leader.pk}/"
    assert "Tạm khóa tại địa chỉ 127.0.0.1" in words(admin_client.get(address))
    assert admin_client.post(address + "unlock/").status_code == 302
    assert "Tạm khóa" not in words(admin_client.get(address))


def test_sessions_of_a_person_are_ended(admin_client, client_elsewhere, sign_in, leader):
    sign_in(leader.username, browser=client_elsewhere)
    address = f"{PEOPLE}{leader.pk}/"
    assert "127.0.0.1" in words(admin_client.get(address))
    admin_client.post(address + "end-sessions/")
    assert client_elsewhere.get("/").status_code == 302


def test_who_may_only_look_sees_no_button(client, officer, leader):
    client.force_login(officer)
    page = words(client.get(f"{PEOPLE}{leader.pk}/"))
    assert leader.full_name in page
    for address in ("change/", "close/", "new-link/", "end-sessions/"):
        assert address not in page
