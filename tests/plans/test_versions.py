"""Two people at one item: who comes later is told, and nothing is silently overwritten."""

from decimal import Decimal

import pytest

from mangnon.plans import services
from mangnon.plans.models import Indicator, Plan, Target, Task
from tests.plans.test_at_once import at_once, refusals
from tests.plans.test_pages import HTMX, words


@pytest.fixture
def second(make_user, province):
    return make_user("focal_office", province, "nguoi-thu-hai")


def the_target(plan, leaf="4a"):
    return Target.objects.of(plan).get(leaf=leaf)


@pytest.mark.parametrize("service", [services.confirm_item, services.reject_item])
def test_a_decision_on_words_that_changed_since_is_refused(service, draft, officer, second):
    seen = the_target(draft).version
    services.edit_item(the_target(draft), by=second, values={"value": Decimal("4.5")})
    with pytest.raises(services.Outdated, match=r"nguoi-thu-hai changed this item .*≤ 4,5%"):
        service(the_target(draft), by=officer, seen=seen)
    item = the_target(draft)
    assert (item.state, item.value) == ("confirmed", Decimal("4.5"))


def test_every_way_to_change_an_item_counts_as_a_change(draft, officer):
    versions = [the_target(draft).version]
    services.confirm_item(the_target(draft), by=officer)
    versions.append(the_target(draft).version)
    services.undo_item(the_target(draft), by=officer)
    versions.append(the_target(draft).version)
    services.confirm_all(draft, by=officer)
    versions.append(the_target(draft).version)
    services.reject_item(the_target(draft).indicator, by=officer)
    versions.append(the_target(draft).version)
    assert versions == sorted(set(versions))


def test_edit_merge_split_and_undo_of_what_changed_since_are_refused(draft, officer, second):
    first, following = Task.objects.of(draft)[:2]
    seen = first.version
    services.confirm_item(first, by=second)
    for action in (
        lambda: services.edit_item(first, by=officer, values={"text": "khác"}, seen=seen),
        lambda: services.merge_items(first, following, by=officer, seen=seen),
        lambda: services.split_item(first, by=officer, text="một || hai", seen=seen),
        lambda: services.undo_item(first, by=officer, seen=seen),
    ):
        with pytest.raises(services.Outdated):
            action()
    first.refresh_from_db()
    assert (first.text, first.state) == ("Chủ trì các chỉ tiêu 01, 04.", "confirmed")


def test_the_page_sends_the_version_that_it_shows(officer_client, draft, second):
    item = the_target(draft)
    address = f"/plans/{draft.pk}/target/{item.pk}/"
    page = officer_client.get(f"/plans/{draft.pk}/review/").content.decode()
    assert f'value="{item.version}"' in page
    services.reject_item(item, by=second)
    for headers in ({}, HTMX):
        answer = officer_client.post(
            address + "confirm/", {"version": item.version}, headers=headers
        )
        assert answer.status_code == 422
        assert "nguoi-thu-hai changed this item" in words(answer)
    assert the_target(draft).state == "rejected"
    fresh = the_target(draft).version
    assert officer_client.post(address + "confirm/", {"version": fresh}).status_code == 302


def test_an_edit_over_another_edit_is_shown_both_and_saved_only_knowingly(
    officer_client, draft, second
):
    item = the_target(draft)
    address = f"/plans/{draft.pk}/target/{item.pk}/edit/"
    form = officer_client.get(address)
    assert form.context["version"] == item.version
    services.edit_item(item, by=second, values={"value": Decimal("4.5")})
    typed = {
        "leaf": "4a", "measure": "béo phì", "relation": "<", "value": "4", "unit": "percent",
        "population": "rural", "year": "2025", "version": str(item.version),
    }  # fmt: skip
    answer = officer_client.post(address, typed)
    assert answer.status_code == 422
    assert "≤ 4,5%" in words(answer)
    assert 'value="4"' in answer.content.decode()
    assert the_target(draft).value == Decimal("4.5")
    again = {**typed, "version": str(answer.context["version"])}
    assert officer_client.post(address, again).status_code == 302
    assert the_target(draft).value == 4


def test_a_slip_in_the_form_does_not_forget_what_was_seen(officer_client, draft, second):
    item = the_target(draft)
    address = f"/plans/{draft.pk}/target/{item.pk}/edit/"
    services.confirm_item(item, by=second)
    answer = officer_client.post(address, {"value": "năm", "version": str(item.version)})
    assert answer.context["version"] == str(item.version)


def test_a_heading_corrected_by_two_is_told_to_the_later(officer_client, draft, second):
    address = f"/plans/{draft.pk}/heading/"
    seen = officer_client.get(address).context["version"]
    services.edit_heading(draft, by=second, values={"number": "9/KH-UBND"})
    typed = {"title": "Kế hoạch", "number": "10/KH-UBND", "year": "2025", "version": seen}
    answer = officer_client.post(address, typed)
    assert answer.status_code == 422
    assert "Somebody else corrected the heading" in words(answer)
    assert Plan.objects.get(pk=draft.pk).number == "9/KH-UBND"
    typed["version"] = answer.context["version"]
    assert officer_client.post(address, typed).status_code == 302


def test_merging_with_an_item_that_is_not_the_next_any_more_is_refused(
    officer_client, draft, second
):
    one, four, thirteen = Indicator.objects.of(draft)
    services.merge_items(four, thirteen, by=second)
    services.merge_items(one, Indicator.objects.get(pk=four.pk), by=second)
    address = f"/plans/{draft.pk}/indicator/{one.pk}/merge/{four.pk}/"
    answer = officer_client.post(address, {"version": Indicator.objects.get(pk=one.pk).version})
    assert answer.status_code == 422
    assert "next item is another" in words(answer)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_on_one_version_at_once_one_is_told(draft, officer, second):
    item = the_target(draft)
    answers = at_once(
        lambda: services.confirm_item(item, by=officer, seen=item.version),
        lambda: services.reject_item(item, by=second, seen=item.version),
    )
    (refusal,) = refusals(answers)
    assert isinstance(refusal, services.Outdated)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_edit_one_version_at_once_neither_overwrites(draft, officer, second):
    item = the_target(draft)
    answers = at_once(
        *(
            lambda value=value, by=by: services.edit_item(
                item, by=by, values={"value": Decimal(value)}, seen=item.version
            )
            for value, by in ((3, officer), (4, second))
        )
    )
    (refusal,) = refusals(answers)
    kept = next(answer for answer in answers if answer is not refusal)
    assert the_target(draft).value == kept.value
    assert f"{kept.value.normalize():f}%" in str(refusal)


@pytest.mark.django_db(transaction=True)
def test_one_pair_merged_at_once_by_two_is_merged_once(draft, officer, second):
    four, thirteen = Indicator.objects.of(draft)[1:]
    answers = at_once(
        *(
            lambda by=by: services.merge_items(four, thirteen, by=by, seen=four.version)
            for by in (officer, second)
        )
    )
    assert len(refusals(answers)) == 1
    assert [i.number for i in Indicator.objects.of(draft).shown()] == ["1", "4"]
