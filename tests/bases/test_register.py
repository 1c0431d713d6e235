"""Entering, changing and replacing documents: what is refused, and what follows."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mangnon.core.models import AuditEntry, Refused
from mangnon.plans.bases.catalog import kind_read, kinds, subjects
from mangnon.plans.bases.document import LegalDocument, number_key
from mangnon.plans.bases.entering import change_document, withdraw_document
from mangnon.plans.bases.replacing import successor_of, take_back_replacement
from mangnon.plans.bases.supersession import Supersession
from tests.at_once import at_once
from tests.bases.conftest import NOW, TODAY, day, values


def seen(document):
    return LegalDocument.objects.with_end().get(pk=document.pk)


def test_the_catalogue_names_kinds_as_plans_do():
    assert kinds()["letter"] == "Công văn"
    assert (kind_read("Nghị quyết"), kind_read("bộ luật"), kind_read("Thư")) == (
        "resolution", "law", "",
    )  # fmt: skip
    assert set(subjects()) == {"protection", "drowning"}


def test_a_document_is_in_force_from_its_issue_where_nothing_else_is_said(enter):
    document = enter()
    assert document.valid_from == day(2021, 12, 7)
    assert seen(document).is_in_force(TODAY)
    assert not seen(document).is_in_force(day(2021, 12, 6))
    assert AuditEntry.objects.filter(action="basis.enter").count() == 1


def test_the_same_form_sent_again_is_the_same_document(enter):
    key = uuid.uuid4()
    assert enter(key=key) == enter(key=key)
    assert LegalDocument.objects.count() == 1


@pytest.mark.parametrize("number", ["26/2021/NQ-HĐND", "026/2021/NQ-HĐND ", "26/2021/nq-hdnd"])
def test_one_number_of_one_day_stands_once_in_a_register(enter, old, number):
    with pytest.raises(Refused, match=r"holds number .* already"):
        enter(number)
    enter(number, issued_on=day(2022, 1, 1))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "poem"}, "Choose one of the list"),
        ({"issuer": "  "}, "Say number, issuer and abstract"),
        ({"number": " / "}, "Say number, issuer and abstract"),
        ({"issued_on": day(2025, 6, 3)}, "in the future"),
        ({"valid_to": day(2021, 12, 7)}, "would end before"),
    ],
)
def test_what_cannot_be_is_refused(enter, wrong, said):
    with pytest.raises(Refused, match=said):
        enter(**wrong)


def test_who_may_enter(enter, leader, health_clerk, ward_officer, health, ward, province):
    with pytest.raises(PermissionDenied):
        enter(by=leader)
    assert enter(by=health_clerk).organisation == health
    assert enter(by=ward_officer).unit == ward


def test_everybody_below_reads_the_province_and_changes_only_their_own(
    enter, old, ward_officer, health_clerk, stranger, leader, officer
):
    of_ward = enter("1/KH-UBND", by=ward_officer)
    read = LegalDocument.objects.visible_to
    assert set(read(ward_officer)) == {old, of_ward} == set(read(leader))
    assert list(read(stranger)) == []
    change = {"by": ward_officer, "now": NOW, "seen_at": old.changed_at}
    with pytest.raises(Refused, match="kept by another unit"):
        change_document(old.pk, values(), **change)
    with pytest.raises(Refused, match="kept by another unit"):
        change_document(old.pk, values(), **change | {"by": health_clerk})
    change_document(of_ward.pk, values("2/KH-UBND"), **change | {"by": officer})


def test_a_change_on_words_that_nobody_saw_is_refused(old, officer):
    change = {"by": officer, "seen_at": old.changed_at}
    later = NOW.replace(hour=10)
    change_document(old.pk, values(issuer="HĐND tỉnh Bình Phước"), now=later, **change)
    with pytest.raises(Refused, match="changed this document since"):
        change_document(old.pk, values(), now=later, **change)


def test_a_whole_replacement_ends_the_old_one(old, new, replace):
    replace(old, new, from_on=day(2025, 6, 1))
    found = seen(old)
    assert found.ends_on == day(2025, 6, 1)
    assert found.is_in_force(day(2025, 5, 31))
    assert not found.is_in_force(day(2025, 6, 1))
    assert list(LegalDocument.objects.in_force(TODAY)) == [new]
    assert successor_of(old, TODAY) == new
    assert successor_of(old, day(2025, 5, 31)) is None


def test_a_replacement_in_a_part_leaves_it_in_force(old, new, replace):
    replace(old, new, "part", part="Điều 5")
    assert seen(old).is_in_force(TODAY)
    assert successor_of(old, TODAY) is None


def test_the_end_is_the_earlier_of_both(enter, new, replace):
    old = enter("9/QĐ-UBND", valid_to=day(2025, 3, 1))
    replace(old, new)
    assert seen(old).ends_on == day(2025, 3, 1)


def test_the_chain_leads_to_the_last(enter, old, new, replace):
    last = enter("31/2025/NQ-HĐND", issued_on=day(2025, 6, 2))
    replace(old, new)
    replace(new, last, from_on=TODAY)
    assert successor_of(old, TODAY) == last


@pytest.mark.parametrize(
    ("extent", "part", "from_on", "said"),
    [
        ("whole", "Điều 5", day(2025, 6, 1), "Say which part"),
        ("part", " ", day(2025, 6, 1), "Say which part"),
        ("whole", "", day(2025, 4, 30), "in force from 01/05/2025 only"),
    ],
)
def test_a_replacement_that_cannot_be_is_refused(old, new, replace, extent, part, from_on, said):
    with pytest.raises(Refused, match=said):
        replace(old, new, extent, part=part, from_on=from_on)


def test_no_chain_comes_back(old, new, replace):
    replace(old, new)
    with pytest.raises(Refused, match="is not later"):
        replace(new, old)
    with pytest.raises(Refused, match="cannot replace it"):
        replace(old, old)


def test_a_document_is_wholly_replaced_once(enter, old, new, replace):
    assert replace(old, new) == replace(old, new)
    with pytest.raises(Refused, match="is said already"):
        replace(old, new, "part", part="Điều 5")
    with pytest.raises(Refused, match="is wholly replaced"):
        replace(old, enter("31/NQ", issued_on=day(2025, 5, 2)))


def test_the_days_of_a_document_follow_its_replacements(old, new, replace, officer):
    replace(old, new)
    with pytest.raises(Refused, match="is not later"):
        change_document(
            old.pk, values(issued_on=day(2025, 5, 1)), by=officer, now=NOW, seen_at=old.changed_at
        )
    with pytest.raises(IntegrityError, match="issued later"), transaction.atomic():
        LegalDocument.objects.filter(pk=old.pk).update(issued_on=day(2025, 5, 1))
    with pytest.raises(IntegrityError, match="issued later"), transaction.atomic():
        Supersession.objects.create(
            old=new, new=old, extent="whole", from_on=TODAY, entered_by=officer, entered_at=NOW
        )


def test_what_was_said_by_mistake_is_taken_back(old, new, replace, officer, ward_officer):
    made = replace(old, new)
    with pytest.raises(Refused, match="it replaces another"):
        withdraw_document(old.pk, by=officer, now=NOW)
    with pytest.raises(Refused, match="Only who keeps"):
        take_back_replacement(made.pk, by=ward_officer)
    take_back_replacement(made.pk, by=officer)
    withdraw_document(old.pk, by=officer, now=NOW)
    assert list(LegalDocument.objects.standing()) == [new]


def test_a_withdrawn_number_may_be_entered_again(old, enter, officer):
    withdraw_document(old.pk, by=officer, now=NOW)
    assert enter() != old


@pytest.mark.django_db(transaction=True)
def test_two_people_who_enter_one_document_make_one(enter, officer):
    found = at_once(enter, enter)
    assert sorted(type(one).__name__ for one in found) == ["LegalDocument", "Refused"]
    assert LegalDocument.objects.count() == 1


@given(number=st.text(min_size=1, max_size=20))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_key_of_a_number_is_its_own_key(number):
    assert number_key(number_key(number)) == number_key(number)
    assert number_key(f" 00{number} ") == number_key(f"0{number}")
