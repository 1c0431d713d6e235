"""The page that says which name of a plan is which organisation, and what waits for a successor."""

import datetime

import pytest

from mangnon.core.organisations.changing import apply_change
from mangnon.core.organisations.events import Event
from mangnon.plans import services


@pytest.fixture
def health(make_organisation, province):
    return make_organisation("Sở Y tế tỉnh Bình Phước", province, short_name="Sở Y tế")


def text(answer):
    return " ".join(answer.content.decode().split())


def test_a_person_says_whom_a_name_means_and_the_plan_page_counts_what_is_left(
    health, approved, officer_client
):
    assert "2 names in this plan" in text(officer_client.get(f"/plans/{approved.pk}/"))
    names = f"/plans/{approved.pk}/names/"
    assert text(officer_client.get(names)).count("not linked") == 2
    for name, sent in {"Sở Tư pháp": str(health.pk), "Công an tỉnh": "many"}.items():
        address = f"{names}{approved.bodies.get(name=name).pk}/"
        answer = officer_client.post(address, {"organisation": sent})
        assert answer.status_code == 302
    assert approved.bodies.get(name="Sở Tư pháp").organisation == health
    assert "names in this plan" not in text(officer_client.get(f"/plans/{approved.pk}/"))


@pytest.mark.parametrize("sent", ["x", "99999999", "9" * 30])
def test_an_organisation_that_is_not_on_the_list_is_refused(approved, officer_client, sent):
    address = f"/plans/{approved.pk}/names/{approved.bodies.first().pk}/"
    answer = officer_client.post(address, {"organisation": sent})
    assert answer.status_code == 422
    assert "Choose an organisation of the list." in text(answer)


def test_a_leader_may_not_and_a_stranger_finds_nothing(approved, leader_client, stranger):
    names = f"/plans/{approved.pk}/names/"
    assert leader_client.get(names).status_code == 403
    assert "names in this plan" not in text(leader_client.get(f"/plans/{approved.pk}/"))
    leader_client.force_login(stranger)
    assert leader_client.get(names).status_code == 404
    assert leader_client.post(f"{names}{approved.bodies.first().pk}/").status_code == 404


def test_the_plan_page_says_what_waits_to_be_taken_over(
    decided, officer, health, make_organisation, province, settings, leader_client
):
    settings.TODAY = datetime.date(2025, 6, 30)
    new = make_organisation("Sở Nội vụ", province)
    services.approve_plan(decided, by=officer)
    assert "Waiting to be taken over" not in text(leader_client.get(f"/plans/{decided.pk}/"))
    merge = Event("merge", datetime.date(2025, 6, 1), "NQ 1", (health,), (new,))
    apply_change(merge, by=officer)
    page = text(leader_client.get(f"/plans/{decided.pk}/"))
    assert "Waiting to be taken over" in page
    assert "Sở Y tế tỉnh Bình Phước →</span> Sở Nội vụ" in page
