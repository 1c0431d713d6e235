"""Is this the same child? The question before a child is entered."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.children.duplicates.entry import Entry, likely_same
from mangnon.children.models import Guardian, Guardianship
from mangnon.core.models import AuditEntry

BORN = date(2020, 5, 7)


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def lan(make_child, ward):
    child = make_child(BORN, full_name="Nguyễn Thị Lan", sex="female")
    child.identity_number = "070320001234"
    child.save()
    mother = Guardian.objects.create(full_name="Trần Thị Hoa", unit=ward)
    Guardianship.objects.create(child=child, guardian=mother, relation="mother", began_on=BORN)
    return child


def entry(ward, **known):
    known = {"full_name": "Nguyễn Thị Lan", "birth_date": BORN, "sex": "female"} | known
    return Entry(unit=ward, **known)


def test_who_may_not_enter_children_may_not_ask(ward, lan, make_user):
    with pytest.raises(PermissionDenied):
        likely_same(entry(ward), by=make_user("leader", ward))


def test_the_reasons_are_told_in_words(ward, lan, keeper):
    known = {"full_name": "nguyen thi lan", "birth_date": date(2020, 5, 8)}
    (found,) = likely_same(entry(ward, mother_name="Trần Thị Hoa", **known), by=keeper)
    assert found.child == lan
    assert {"cùng họ tên khi bỏ dấu", "ngày sinh lệch một ngày", "cùng họ tên mẹ"} <= set(
        found.reasons
    )
    assert "cùng họ tên khi bỏ dấu" in found.sentence


@pytest.mark.parametrize(
    "known",
    [
        {"birth_date": date(2020, 7, 5)},
        {"full_name": "Nguyễn Lan Thị"},
        {"full_name": "Nguyễn Thị Laan"},
        {"birth_date": date(2020, 12, 31), "birth_precision": "year"},
    ],
)
def test_a_slip_does_not_hide_the_child(ward, lan, keeper, known):
    found = likely_same(entry(ward, mother_name="Trần Thị Hoa", **known), by=keeper)
    assert [likely.child for likely in found] == [lan]


def test_the_same_identity_number_finds_the_child_under_another_name(ward, lan, keeper):
    known = {"full_name": "Lê Minh Anh", "birth_date": date(2019, 1, 1)}
    assert likely_same(entry(ward, **known), by=keeper) == []
    (found,) = likely_same(entry(ward, identity_number="070 320 001 234", **known), by=keeper)
    assert "cùng số định danh" in found.reasons


def test_another_child_is_not_found(ward, lan, keeper):
    for known in (
        {"full_name": "Lê Văn Bình", "sex": "male"},
        {"birth_date": date(2016, 9, 30)},
        {"mother_name": "Lê Thị Bích", "identity_number": "070320009999"},
    ):
        assert likely_same(entry(ward, **known), by=keeper) == []


def test_a_twin_is_not_found(ward, lan, keeper):
    twin = entry(ward, full_name="Nguyễn Văn Bình", sex="male", mother_name="Trần Thị Hoa")
    assert likely_same(twin, by=keeper) == []


def test_of_a_record_in_another_commune_only_the_commune_is_told(ward, township, lan, make_user):
    elsewhere = make_user("commune_officer", township)
    (found,) = likely_same(entry(township, mother_name="Trần Thị Hoa"), by=elsewhere)
    assert found.is_elsewhere
    assert (found.child, found.reasons, found.unit) == (None, (), ward)
    assert "Thác Mơ" in found.sentence
    assert "Lan" not in found.sentence


def test_the_audit_says_who_learnt_of_a_record_elsewhere(ward, township, lan, make_user):
    elsewhere = make_user("commune_officer", township)
    likely_same(entry(township, mother_name="Trần Thị Hoa"), by=elsewhere)
    told = AuditEntry.objects.get(action="child.found_elsewhere")
    assert (told.actor, told.record_id, told.details) == (elsewhere, str(lan.pk), {})


def test_a_record_is_not_likely_its_own_second_one(ward, lan, keeper):
    assert likely_same(entry(ward), by=keeper, but=lan.pk) == []


def test_a_merged_record_is_not_found(ward, lan, make_child, keeper):
    kept = make_child(date(2011, 1, 1), full_name="Điểu K'Rứt")
    lan.merged_into = kept
    lan.save()
    assert likely_same(entry(ward), by=keeper) == []
