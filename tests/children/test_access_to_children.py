"""Who sees a child, what hangs on the child, and which of its fields."""

import datetime

import pytest

from mangnon.children.models import (
    Child,
    CircumstanceSpell,
    Guardian,
    Household,
    Measurement,
    ResidenceSpell,
    Schooling,
    Vaccination,
)
from mangnon.core.models import Organisation, Unit, UnitChange
from mangnon.core.sensitive import HIDDEN, readable_fields
from mangnon.places.models import School

DAY = datetime.date(2025, 10, 31)
SCHOOL_YEAR = 2026
FACTS = (Vaccination, Measurement, Schooling, ResidenceSpell)
PARTICIPATING = (
    "commune_chair", "school_staff", "health_station_staff", "care_facility_staff",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _on_a_school_day(settings):
    settings.TODAY = DAY


@pytest.fixture
def school(ward):
    body = Organisation.objects.create(name="Trường Tiểu học Thác Mơ")
    return School.objects.create(unit=ward, name=body.name, level="primary", organisation=body)


@pytest.fixture
def staff(school, make_user):
    person = make_user("school_staff", school.unit)
    person.organisation = school.organisation
    person.save()
    return person


def enrol(child, school, year=SCHOOL_YEAR, **fields):
    return Schooling.objects.create(
        child=child, unit=child.unit, school=school, school_year=year, level="primary", grade=1,
        **{"is_enrolled_at_start": True} | fields,
    )  # fmt: skip


def give_every_fact(child):
    Vaccination.objects.create(child=child, antigen="polio", given_on=DAY)
    Measurement.objects.create(child=child, unit=child.unit, measured_on=DAY, weight_kg=15)
    ResidenceSpell.objects.create(child=child, unit=child.unit, began_on=DAY)
    Household.objects.create(unit=child.unit, code="H1")
    Guardian.objects.create(full_name="Thị K", phone="0912000111", unit=child.unit)
    CircumstanceSpell.objects.create(child=child, group="đ", began_on=DAY)


@pytest.mark.parametrize("role", PARTICIPATING)
def test_who_takes_part_in_nothing_sees_no_child_of_their_own_commune(
    role, make_child, ward, make_user
):
    give_every_fact(make_child())
    person = make_user(role, ward)
    for model in (Child, Household, Guardian, CircumstanceSpell, *FACTS):
        assert not model.objects.visible_to(person).exists(), model


def test_school_staff_see_their_pupils_of_other_communes_and_no_other_child(
    make_child, township, school, staff
):
    make_child(full_name="Không đi học")
    pupil = make_child(full_name="Ở nơi khác", unit=township)
    enrol(pupil, school)
    assert list(Child.objects.visible_to(staff)) == [pupil]
    give_every_fact(pupil)
    for model in FACTS:
        assert model.objects.visible_to(staff).get().child == pupil
    for model in (Household, Guardian, CircumstanceSpell):
        assert not model.objects.visible_to(staff).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"year": SCHOOL_YEAR - 1},
        {"dropped_out_on": datetime.date(2025, 10, 1)},
        {"is_enrolled_at_start": False},
    ],
)
def test_who_is_no_pupil_now_is_not_seen_by_the_school(make_child, school, staff, fields):
    enrol(make_child(), school, **fields)
    assert not Child.objects.visible_to(staff).exists()


def test_the_staff_of_another_school_and_of_no_school_see_nobody(make_child, school, staff):
    enrol(make_child(), school)
    staff.organisation = Organisation.objects.create(name="Trường khác")
    assert not Child.objects.visible_to(staff).exists()
    staff.organisation = None
    assert not Child.objects.visible_to(staff).exists()


def test_a_school_year_begins_in_september(make_child, school, staff, settings):
    pupil = make_child()
    enrol(pupil, school, year=2025)
    settings.TODAY = datetime.date(2025, 9, 1)
    assert not Child.objects.visible_to(staff).exists()
    settings.TODAY = datetime.date(2025, 8, 31)
    assert list(Child.objects.visible_to(staff)) == [pupil]


def test_a_new_commune_sees_the_children_of_the_old_ones_that_it_was_made_of(
    make_child, make_unit, make_user, ward
):
    july = datetime.date(2025, 7, 1)
    make_unit("75", "Đồng Nai", "province", "Tỉnh", valid_from=july, valid_to=None)
    new = make_unit(
        "25217", "Phước Long", "commune", "Phường", "75", valid_from=july, valid_to=None
    )
    UnitChange.objects.create(
        on=july, from_code="25216", to_code="25217", kind="merge", share=1, share_basis="whole"
    )
    child = make_child()
    beside = make_user("commune_officer", Unit.objects.get(code="25270"))
    assert not Child.objects.visible_to(beside).exists()
    assert list(Child.objects.visible_to(make_user("commune_officer", new))) == [child]


def test_a_number_is_hidden_from_who_may_not_see_it_and_is_not_shown_as_empty(
    make_child, ward, make_user
):
    child = make_child(identity_number="070012345678")
    collaborator = make_user("village_collaborator", ward)
    assert child in Child.objects.visible_to(collaborator)
    seen = readable_fields(child, collaborator)
    assert seen["identity_number"] is HIDDEN
    assert str(HIDDEN) == "(không hiển thị)"
    assert seen["full_name"] == child.full_name
    assert "070012345678" not in [str(value) for value in seen.values()]
    officer = make_user("commune_officer", ward)
    assert readable_fields(child, officer)["identity_number"] == "070012345678"
    assert readable_fields(make_child(), officer)["identity_number"] == ""


def test_a_telephone_is_hidden_from_who_may_not_call(make_user, ward):
    guardian = Guardian.objects.create(full_name="Thị K", phone="0912000111", unit=ward)
    collaborator = make_user("village_collaborator", ward)
    assert readable_fields(guardian, collaborator)["phone"] is HIDDEN
    officer = make_user("commune_officer", ward)
    assert readable_fields(guardian, officer)["phone"] == "0912000111"


def test_hardship_is_seen_by_the_communes_officer_and_by_nobody_who_only_sees_the_child(
    make_child, make_user, ward
):
    CircumstanceSpell.objects.create(child=make_child(), group="đ", began_on=DAY)
    collaborator = make_user("village_collaborator", ward)
    assert Child.objects.visible_to(collaborator).exists()
    assert not CircumstanceSpell.objects.visible_to(collaborator).exists()
    assert CircumstanceSpell.objects.visible_to(make_user("commune_officer", ward)).exists()
