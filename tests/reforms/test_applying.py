"""Reforms of every kind, applied: what becomes of the units, and what passes to whom."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.children.models import ResidenceSpell
from mangnon.core.audit.batch import recompute
from mangnon.core.models import (
    AuditEntry,
    Handover,
    ReformBatch,
    Refused,
    Unit,
    UnitChange,
    User,
)
from mangnon.core.reforms.applying import apply_reform
from mangnon.core.reforms.drafts import choose, create_draft
from mangnon.core.reforms.outcome import outcome_of
from mangnon.core.reforms.passing import passing_of
from tests.reforms.conftest import DAY, change, new_unit

MERGE = [change("merge", "25216", "25217"), change("merge", "25217", "25217")]
MERGED = [new_unit("25217", "Phước Long", "688", kind="Phường")]
SPLIT = [
    change("split", "25216", "25217", "0.6", "population"),
    change("split", "25216", "25270", "0.4", "population"),
]


def sentences(batch, by):
    return outcome_of(batch, by).problems


def test_a_merge_ends_the_old_units_and_begins_the_new_one(draft, apply, unit):
    apply(draft(MERGE, MERGED))
    assert str(unit("25217")) == "Phường Phước Long"
    assert unit("25217").valid_from == DAY
    assert not Unit.objects.on(DAY).filter(code="25216").exists()
    assert Unit.objects.filter(code__in=["25216", "25217"], valid_to=DAY).count() == 2
    assert UnitChange.objects.filter(on=DAY, legal_basis="NQ 1").count() == 2


def test_a_unit_that_another_is_merged_into_may_go_on_as_it_is(draft, apply, unit):
    apply(draft([change("merge", "25216", "25217")]))
    assert unit("25217").valid_from.year == 1997


def test_an_abolished_district_leads_its_communes_along(draft, apply, unit, officer):
    batch = draft([change("abolish_level", code, "70") for code in ("688", "692")])
    outcome = outcome_of(batch, officer)
    assert [change.from_code for change in outcome.led_along] == [
        "25216", "25217", "25270", "25288",
    ]  # fmt: skip
    apply(batch)
    assert not Unit.objects.on(DAY).filter(level="district").exists()
    communes = Unit.objects.on(DAY).filter(level="commune")
    assert set(communes.values_list("parent_code", "valid_from")) == {("70", DAY)}


@pytest.mark.parametrize(
    ("kind", "name", "type_"),
    [("rename", "Thác Bạc", "Xã"), ("retype", "Thác Mơ", "Phường")],
)
def test_a_new_name_or_type_is_a_new_span_of_the_same_code(draft, apply, unit, kind, name, type_):
    apply(draft([change(kind, "25216", "25216")], [new_unit("25216", name, "688", kind=type_)]))
    assert str(unit("25216")) == f"{type_} {name}"
    assert Unit.objects.get(code="25216", valid_to=DAY).name == "Thác Mơ"


def test_a_unit_that_gives_a_part_away_lasts_and_keeps_its_records(draft, apply, unit, make_child):
    child = make_child("25216", "Điểu A")
    apply(draft([change("part_transfer", "25216", "25217", "0.2", "area")]))
    child.refresh_from_db()
    assert child.unit == unit("25216")
    assert not Handover.objects.exists()


def test_a_part_that_lasts_may_be_chosen_to_pass(draft, apply, unit, make_child, officer):
    child, other = make_child("25216", "Điểu A", "Thôn 1"), make_child("25216", "Điểu B", "Thôn 2")
    batch = draft([change("part_transfer", "25216", "25217", "0.2", "area")])
    name = f"children|{unit('25216').pk}|Thôn 1"
    batch = choose(batch.pk, by=officer, seen=batch.version, choices={name: "25217"})
    apply(batch)
    child.refresh_from_db()
    other.refresh_from_db()
    assert (child.unit, other.unit) == (unit("25217"), unit("25216"))


def test_people_and_children_pass_to_the_successor_and_facts_do_not_move(
    draft, apply, unit, make_child, make_user
):
    chair = make_user("commune_chair", unit("25216"))
    child = make_child("25216", "Điểu A", "Thôn 1")
    old = unit("25216")
    apply(draft(MERGE, MERGED))
    chair.refresh_from_db()
    child.refresh_from_db()
    assert chair.unit == child.unit == unit("25217")
    spells = list(child.residences.order_by("began_on").values_list("unit", "hamlet", "ended_on"))
    assert spells == [(old.pk, "Thôn 1", DAY), (unit("25217").pk, "Thôn 1", None)]


def test_a_child_without_a_dated_residence_is_known_to_have_lived_there(
    draft, apply, unit, make_child
):
    child, old = make_child("25216", "Điểu A", is_dated=False), unit("25216")
    apply(draft(MERGE, MERGED))
    spells = child.residences.order_by("began_on").values_list("unit", "began_on", "ended_on")
    assert list(spells) == [
        (old.pk, child.birth_date, DAY), (unit("25217").pk, DAY, None),
    ]  # fmt: skip


def test_a_child_that_moved_in_after_the_day_lives_in_the_successor_from_that_day(
    draft, apply, unit, make_child
):
    child = make_child("25216", "Điểu A", is_dated=False)
    late = datetime.date(2025, 8, 1)
    ResidenceSpell.objects.create(child=child, unit=unit("25216"), began_on=late)
    apply(draft(MERGE, MERGED))
    assert list(child.residences.values_list("unit", "began_on")) == [(unit("25217").pk, late)]


def test_what_nobody_can_decide_is_offered_to_every_successor(
    draft, apply, unit, make_child, officer
):
    make_child("25216", "Điểu A", "Thôn 1")
    make_child("25216", "Điểu B", "Thôn 2")
    old = unit("25216")
    batch = draft(SPLIT)
    open_ones = [p for p in passing_of(batch, outcome_of(batch, officer)) if p.is_open]
    assert [(p.key, p.candidates, p.to_code) for p in open_ones] == [
        ("Thôn 1", ("25217", "25270"), None), ("Thôn 2", ("25217", "25270"), None),
    ]  # fmt: skip
    batch = choose(batch.pk, by=officer, seen=batch.version, choices={open_ones[0].choice: "25270"})
    apply(batch)
    assert unit("25270").pk in set(ResidenceSpell.objects.values_list("unit", flat=True))
    offered = Handover.objects.filter(key="Thôn 2", from_unit=old, is_moved=False)
    assert set(offered.values_list("to_unit__code", flat=True)) == {"25217", "25270"}


def test_one_audit_entry_holds_the_digest_of_every_row(draft, apply, make_child):
    make_child("25216", "Điểu A")
    batch = apply(draft(MERGE, MERGED))
    (entry,) = AuditEntry.objects.filter(action="reform.apply")
    (rows,) = entry.details["rows"]
    assert (rows["table"], rows["count"]) == ("core_reformmove", batch.moves.count())
    assert {row.state for row in recompute()} == {"identical"}
    assert "Điểu" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


REFUSED = {
    "shares": ([SPLIT[0], change("split", "25216", "25270", "0.6", "area")], [], "1,2"),
    "unknown source": ([change("merge", "29999", "25217")], [], "29999"),
    "unknown target": ([change("merge", "25216", "29999")], [], "29999"),
    "own parent": (
        [change("rename", "25216", "25216")], [new_unit("25216", "A", "25216")], "chính nó",
    ),
    "no parent": (
        [change("split", "688", "692", "0.5", "area"), change("split", "688", "70", "0.5", "area")],
        [], "25216",
    ),
    "ends in nothing": (
        [change("merge", "25217", "25288")], [new_unit("25216", "A", "688")], "25216",
    ),
    "twice": ([MERGE[0], MERGE[0]], [], "hai lần"),
    "a share of nothing": ([change("merge", "25216", "25217", "0")], [], "0"),
    "an unknown kind": ([change("mix", "25216", "25217")], [], "mix"),
    "empty": ([], [], "thay đổi"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "units", "words"), REFUSED.values(), ids=REFUSED)
def test_a_draft_that_does_not_hold_together_says_why_and_is_not_applied(
    draft, apply, officer, changes, units, words
):
    batch = draft(changes, units)
    assert words in " ".join(sentences(batch, officer))
    with pytest.raises(Refused, match=words):
        apply(batch)
    assert not UnitChange.objects.exists()
    assert ReformBatch.objects.get(pk=batch.pk).is_draft


def test_a_unit_of_another_province_is_not_touched(draft, apply, officer, elsewhere):
    Unit.objects.filter(code="79").update(valid_to=None)
    batch = draft([change("merge", "70", "79")])
    assert "79" in " ".join(sentences(batch, officer))
    with pytest.raises(Refused, match="79"):
        apply(batch)


def test_who_may_not_reform_is_refused_and_a_stranger_finds_nothing(
    draft, leader, stranger, officer
):
    batch = draft(MERGE, MERGED)
    with pytest.raises(PermissionDenied):
        apply_reform(batch.pk, by=leader, seen=batch.version)
    with pytest.raises(ReformBatch.DoesNotExist):
        apply_reform(batch.pk, by=stranger, seen=batch.version)
    with pytest.raises(PermissionDenied):
        create_draft(number="NQ", issued_on=DAY, on=DAY, by=leader)


def test_a_draft_that_somebody_changed_meanwhile_is_not_applied(draft, officer):
    batch = draft(MERGE, MERGED)
    with pytest.raises(Refused, match="xem lại"):
        apply_reform(batch.pk, by=officer, seen=batch.version - 1)


def test_a_batch_is_applied_once(draft, apply, officer):
    batch = apply(draft(MERGE, MERGED))
    with pytest.raises(Refused, match="không còn là bản nháp"):
        apply_reform(batch.pk, by=officer, seen=batch.version)
    assert User.objects.filter(pk=officer.pk).exists()


def test_a_day_before_the_resolution_is_refused(officer):
    with pytest.raises(Refused, match="30/06/2025"):
        create_draft(number="NQ", issued_on=DAY, on=datetime.date(2025, 6, 30), by=officer)
