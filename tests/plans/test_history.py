"""Who changed what: told from the audit, for one item and for the whole plan."""

from decimal import Decimal

import pytest

from mangnon.plans import services
from mangnon.plans.models import Agency, Indicator, Target, Task
from mangnon.plans.story import story_of
from tests.plans.test_pages import words


@pytest.fixture
def second(make_user, province):
    return make_user("focal_office", province, "nguoi-thu-hai")


def the_target(plan):
    return Target.objects.of(plan).get(leaf="4a")


def told(plan, item=None):
    return [(step.who, step.what, step.changes) for step in story_of(plan, item)]


def test_an_item_nobody_decided_on_has_no_history(draft):
    assert story_of(draft, the_target(draft)) == []


def test_every_change_of_an_item_is_told_newest_first_from_what_to_what(draft, officer, second):
    services.confirm_item(the_target(draft), by=officer)
    values = {"value": Decimal("4.5"), "relation": "<"}
    services.edit_item(the_target(draft), by=second, values=values)
    services.undo_item(the_target(draft), by=officer)
    assert told(draft, the_target(draft)) == [
        (
            str(officer),
            "undid the last decision",
            (("Relation", "below", "at most"), ("Target value", "4,5", "5")),
        ),
        (
            str(second),
            "corrected",
            (("Relation", "at most", "below"), ("Target value", "5", "4,5")),
        ),
        (str(officer), "confirmed", (("State", "Proposed", "Confirmed"),)),
    ]


def test_a_decision_made_together_is_told_of_every_item_it_touched(draft, officer):
    services.confirm_all(draft, by=officer, section="indicators")
    agency = Agency.objects.of(draft).get(line="9")
    services.reject_item(agency, by=officer)
    assert [what for _who, what, _changes in told(draft, the_target(draft))] == [
        "confirmed all that was left"
    ]
    assert [what for _who, what, _changes in told(draft, agency.tasks.first())] == ["rejected"]
    assert told(draft, Task.objects.of(draft).get(line="13")) == []


def test_a_date_and_a_list_are_told_as_people_write_them(draft, officer):
    deadline = draft.deadlines.get()
    values = {"on": None, "recipients": ["Bộ Y tế"]}
    services.edit_item(deadline, by=officer, values=values)
    ((_who, _what, changes),) = told(draft, deadline)
    assert changes == (
        ("Day", "20/11/2025", "—"),
        ("To whom", "Bộ Y tế, UBND tỉnh", "Bộ Y tế"),
        ("State", "Proposed", "Confirmed"),
    )


def test_the_history_of_the_plan_tells_all_and_names_the_items(draft, officer):
    services.settle_warning(draft.warnings.first(), by=officer)
    services.edit_heading(draft, by=officer, values={"number": "9/KH-UBND"})
    first, second = Indicator.objects.of(draft)[1:]
    services.merge_items(first, second, by=officer)
    story = story_of(draft)
    assert [step.what for step in story] == [
        "merged with the next item",
        "corrected the heading",
        "settled a warning",
        "imported the document",
    ]
    assert story[0].about.startswith("Indicator: 4. giảm béo phì")
    assert story[1].changes == (("Number", "—", "9/KH-UBND"),)
    assert "dưới dưới" in story[2].about


def test_the_history_of_another_plan_is_not_mixed_in(draft, make_draft, officer):
    other = make_draft(number="2/KH-UBND")
    services.confirm_all(other, by=officer)
    assert [step.what for step in story_of(draft)] == ["imported the document"]


def test_the_pages_of_the_history(officer_client, draft, officer):
    services.edit_item(the_target(draft), by=officer, values={"value": Decimal("4.5")})
    base = f"/plans/{draft.pk}"
    text = words(officer_client.get(f"{base}/target/{the_target(draft).pk}/history/"))
    assert "Target value: 5 → 4,5" in text
    assert "corrected" in words(officer_client.get(f"{base}/history/"))
    assert "history/" in officer_client.get(f"{base}/review/").content.decode()


def test_the_history_stays_to_be_read_once_the_plan_is_approved(officer_client, approved):
    text = words(officer_client.get(f"/plans/{approved.pk}/history/"))
    assert "approved the plan" in text


@pytest.mark.parametrize("tasks", [0, 30])
def test_the_history_needs_the_same_queries_however_long(
    tasks, officer_client, draft, officer, django_assert_num_queries
):
    agency = draft.agencies.first()
    for number in range(tasks):
        task = agency.tasks.create(text=f"Nhiệm vụ {number}", line="10")
        services.confirm_item(task, by=officer)
    with django_assert_num_queries(HISTORY_QUERIES):
        officer_client.get(f"/plans/{draft.pk}/history/")


# Session, user, their unit, the plan; warnings, item keys, entries, ten kinds, warnings again.
HISTORY_QUERIES = 18
