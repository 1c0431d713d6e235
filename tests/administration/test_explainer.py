"""The pages of the access explainer."""

import pytest

from mangnon.plans.models import Plan

ADDRESS = "/administration/access/"


@pytest.fixture
def plan(province, officer):
    return Plan.objects.create(
        title="Kế hoạch bí mật", unit=province, state="draft", file_name="a.txt",
        sha256="0" * 64, stored_as="a.txt", created_by=officer,
    )  # fmt: skip


def ask(client, by, number, person=""):
    client.force_login(by)
    return client.post(ADDRESS, {"kind": "plan", "number": number, "person": person})


def test_who_has_not_the_right_is_refused(client, plan, leader):
    assert ask(client, leader, plan.pk).status_code == 403


def test_the_page_names_the_rule_that_decided_and_not_the_record(client, plan, officer, leader):
    answer = ask(client, officer, plan.pk, leader.username)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f"{leader} không thấy hồ sơ này" in text
    assert text.index("chưa được duyệt") < text.index("Quy tắc này quyết định.")
    assert "bí mật" not in text


def test_without_a_person_the_page_lists_who_sees_the_record(client, plan, officer, leader):
    text = ask(client, officer, plan.pk).content.decode()
    assert "thấy hồ sơ này: 1" in text
    assert f"<strong>{leader}</strong>" not in text


@pytest.mark.parametrize("person", ["", "nobody-at-all"])
def test_a_hidden_record_is_answered_like_one_that_is_not_there(client, plan, stranger, person):
    hidden = ask(client, stranger, plan.pk, person)
    missing = ask(client, stranger, "7" * len(str(plan.pk)), person)
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert len(hidden.content) == len(missing.content)


def test_an_empty_number_is_asked_for_again(client, officer):
    answer = ask(client, officer, "")
    assert answer.status_code == 422
    assert 'href="#id_number"' in answer.content.decode()
