"""Drafting an amendment: what is refused, and what its version would say."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Refused
from mangnon.plans import services
from mangnon.plans.amendments import drafting
from mangnon.plans.amendments.amendment import Amendment
from mangnon.plans.amendments.making import parsed
from mangnon.plans.amendments.shown import shown_changes
from mangnon.plans.kinds import KINDS
from mangnon.plans.models import Agency, Indicator, IndicatorLead, Target, Task
from tests.amendments.conftest import NOW, add, at, change, fresh, head, remove, submit
from tests.plans.conftest import import_small_plan


def target(leaf="4b"):
    return Target.objects.get(leaf=leaf, indicator__plan__superseded_by=None)


def thirteen():
    return Indicator.objects.get(number="13")


def test_only_who_reviews_plans_drafts(begin, leader, health_clerk, stranger):
    for by in (leader, health_clerk):
        with pytest.raises(PermissionDenied):
            begin(by=by)
    with pytest.raises(Exception, match="does not exist"):
        begin(by=stranger)


def test_a_draft_and_a_replaced_plan_are_not_amended(begin, officer, province, approved, tmp_path):
    other = import_small_plan(tmp_path / "plans", officer, province)
    with pytest.raises(Refused, match="Only an approved plan is amended"):
        begin(other)
    services.confirm_all(other, by=officer)
    services.settle_all_warnings(other, by=officer)
    services.approve_plan(other, by=officer, is_replacing=True)
    with pytest.raises(Refused, match=f"plan number {other.pk} took its place"):
        begin()


def test_one_amendment_of_a_version_is_open(begin):
    key = uuid.uuid4()
    made = begin(key=key)
    assert begin(key=key) == made
    with pytest.raises(Refused, match="An amendment of this version is open, begun by"):
        begin()
    made.delete()
    with pytest.raises(Refused, match="Say why"):
        begin(reason="  ")


def test_a_change_keeps_only_what_differs(draft, officer):
    made = change(draft, target(), officer, value=9, measure=target().measure)
    assert (made.before, made.after) == ({"value": "10"}, {"value": "9"})
    again = change(draft, target(), officer, value=8)
    assert again.pk == made.pk
    assert again.after == {"value": "8"}
    with pytest.raises(Refused, match="Nothing is changed"):
        change(draft, target("4a"), officer, value=target("4a").value)


def test_an_item_of_another_plan_is_not_changed(draft, officer, province, tmp_path):
    other = import_small_plan(tmp_path / "plans", officer, province)
    strange = Target.objects.get(indicator__plan=other, leaf="4b")
    for act in (
        lambda: change(draft, strange, officer, value=9),
        lambda: remove(draft, strange, officer),
    ):
        with pytest.raises(Refused, match="not in the version"):
            act()
    with pytest.raises(Refused, match="not in the version"):
        add(draft, "task", officer, parent=Agency.objects.filter(plan=other).first(), text="Mới")


def test_what_somebody_else_changed_is_looked_at_first(draft, officer, second):
    seen = fresh(draft).changed_at
    drafting.set_head(
        draft, reason="Khác", decision=None, effective_on=None, seen_at=seen, by=second, now=at(1)
    )
    with pytest.raises(Refused, match="changed the amendment meanwhile"):
        drafting.remove_item(
            draft, KINDS["target"], target().pk, seen_at=seen, by=officer, now=at(2)
        )
    assert set(draft.written_by.all()) == {officer, second}


def test_what_is_sent_is_not_changed_any_more(draft, officer):
    change(draft, target(), officer, value=9)
    submit(draft, officer)
    with pytest.raises(Refused, match="is not being drafted: waits for approval"):
        change(draft, target(), officer, value=8)


def test_an_added_item_may_hold_others(draft, officer):
    key = uuid.uuid4()
    indicator = add(draft, "indicator", officer, number="25", text="Trẻ em biết bơi", key=key)
    assert (
        add(draft, "indicator", officer, number="25", text="Trẻ em biết bơi", key=key) == indicator
    )
    add(draft, "lead", officer, under=indicator, role="lead", name="Sở Y tế")
    task = Task.objects.first()
    add(draft, "task", officer, parent=task.agency, text="Dạy bơi")
    shown = shown_changes(draft)
    assert [(one.kind.slug, one.parent) for one in shown] == [
        ("indicator", ""), ("lead", "25. Trẻ em biết bơi"), ("task", str(task.agency)),
    ]  # fmt: skip
    assert [kind.slug for kind in shown[0].addable] == ["target", "lead"]
    drafting.drop_change(draft, indicator.pk, seen_at=fresh(draft).changed_at, by=officer, now=NOW)
    assert [one.kind for one in draft.changes.all()] == ["task"]


def test_a_change_is_shown_before_and_after(draft, officer):
    change(draft, target(), officer, value=9, relation="<=")
    remove(draft, IndicatorLead.objects.get(name="Sở Tư pháp", role="partner"), officer)
    first, second = shown_changes(draft)
    assert [(one.before, one.after) for one in first.fields] == [("below", "at most"), ("10", "9")]
    assert second.fields == ()
    assert second.words == "Takes part: Sở Tư pháp"
    assert parsed(KINDS["target"], {"value": "9", "year": None}) == {"value": 9, "year": None}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d, by: None, "changes nothing yet"),
        (lambda d, by: (one_change(d, by), head(d, by, None)), "Say which decision"),
        (lambda d, by: (one_change(d, by), head(d, by, d.decision, None)), "Say which decision"),
        (
            lambda d, by: (one_change(d, by), head(d, by, d.decision, datetime.date(2025, 5, 19))),
            "99/QĐ-UBND is not in force on 19/05/2025",
        ),
        (
            lambda d, by: (one_change(d, by), head(d, by, d.decision, datetime.date(2026, 1, 1))),
            "between 01/01/2025 and 31/12/2025",
        ),
        (
            lambda d, by: add(
                d, "target", by, parent=Indicator.objects.get(number="4"), leaf="4b",
                measure="x", relation="<", value=1, unit="percent",
            ),
            "two targets for one year: 4b",
        ),
        (
            lambda d, by: remove(d, IndicatorLead.objects.get(indicator__number="13"), by),
            "without a lead: 13",
        ),
        (
            lambda d, by: add(
                d, "lead", by, parent=Indicator.objects.get(number="13"), role="lead",
                name="Sở Tư pháp",
            ),
            "would say what is there already",
        ),
        (
            lambda d, by: change(d, target("13"), by, value=5),
            "do not go together",
        ),
        (
            lambda d, by: (
                add(d, "lead", by, parent=thirteen(), role="lead", name="X"),
                remove(d, thirteen(), by),
            ),
            "under an item that is removed",
        ),
    ],
)  # fmt: skip
def test_what_could_not_be_approved_is_not_sent(draft, officer, spoil, said):
    spoil(draft, officer)
    with pytest.raises(Refused, match=said):
        submit(fresh(draft), officer)
    assert fresh(draft).state == Amendment.State.DRAFT
    assert draft.plan.unit.plans.count() == 1  # the trial left nothing


def one_change(amendment, by):
    change(amendment, target(), by, value=9)
