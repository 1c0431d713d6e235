"""Who reaches which page of the plan register: refusals first."""

import pytest

from mangnon.plans.models import Target, Task

READS = ("", "document/")
REVIEW_PAGES = (
    "review/",
    "heading/",
    "history/",
    "{target}",
    "{target}edit/",
    "{target}history/",
    "{task}split/",
    "add/funding/{plan}/",
)
ACTIONS = (
    "confirm-all/",
    "confirm-sure/",
    "confirm-same/",
    "compare/",
    "approve/",
    "reject/",
    "{warning}",
    "{target}confirm/",
    "{target}reject/",
    "{target}undo/",
    "{task}merge/{next}/",
)


def addresses(plan, tails):
    task, following = Task.objects.of(plan)[:2]
    names = {
        "task": f"task/{task.pk}/",
        "next": following.pk,
        "plan": plan.pk,
        "target": f"target/{Target.objects.of(plan).first().pk}/",
        "warning": f"warnings/{plan.warnings.first().pk}/settle/",
    }
    return [f"/plans/{plan.pk}/{tail.format(**names)}" for tail in tails]


def test_nobody_sees_a_plan_without_signing_in(english_client, approved):
    for address in ("/plans/", "/plans/import/", *addresses(approved, READS + REVIEW_PAGES)):
        assert english_client.get(address).status_code == 302


def test_a_leader_has_no_right_to_the_review_or_the_import(leader_client, draft):
    assert leader_client.get("/plans/import/").status_code == 403
    for address in addresses(draft, REVIEW_PAGES):
        assert leader_client.get(address).status_code == 403, address
    for address in addresses(draft, ACTIONS):
        assert leader_client.post(address).status_code == 403, address
    assert set(Target.objects.of(draft).values_list("state", flat=True)) == {"proposed"}


def test_a_draft_does_not_exist_for_a_leader(leader_client, draft):
    for address in addresses(draft, READS):
        assert leader_client.get(address).status_code == 404
    assert str(draft) not in leader_client.get("/plans/").content.decode()


def test_the_plan_of_another_province_does_not_exist(stranger_client, approved):
    for address in addresses(approved, READS + REVIEW_PAGES):
        assert stranger_client.get(address).status_code == 404, address
    for address in addresses(approved, ACTIONS):
        assert stranger_client.post(address).status_code == 404, address
    assert str(approved) not in stranger_client.get("/plans/").content.decode()


def test_an_item_of_another_plan_does_not_exist(officer_client, draft, make_draft):
    other = Target.objects.of(make_draft(number="2/KH-UBND")).first()
    assert officer_client.post(f"/plans/{draft.pk}/target/{other.pk}/confirm/").status_code == 404
    other.refresh_from_db()
    assert other.state == "proposed"


@pytest.mark.parametrize("tail", ["nothing/1/", "nothing/1/edit/", "add/nothing/1/"])
def test_a_kind_that_does_not_exist_is_not_found(officer_client, draft, tail):
    assert officer_client.get(f"/plans/{draft.pk}/{tail}").status_code == 404


def test_an_action_is_never_a_link(officer_client, draft):
    for address in addresses(draft, ACTIONS):
        assert officer_client.get(address).status_code == 405, address


def test_a_leader_reads_the_plan_in_force(leader_client, approved):
    for address in ("/plans/", *addresses(approved, READS)):
        assert leader_client.get(address).status_code == 200


def test_an_officer_reaches_every_page(officer_client, draft):
    for address in ("/plans/", "/plans/import/", *addresses(draft, ("review/", "document/"))):
        assert officer_client.get(address).status_code == 200
    assert officer_client.get(f"/plans/{draft.pk}/").url == f"/plans/{draft.pk}/review/"
