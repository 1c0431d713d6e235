"""One organisation has one name at a time, and one answers for one thing at a time."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mangnon.core.models import (
    Organisation,
    OrganisationName,
    OrganisationPower,
    Refused,
    Unit,
    UnitChange,
)
from mangnon.core.organisations.changing import undo_change
from mangnon.core.organisations.editing import (
    Naming,
    add_organisation,
    add_power,
    rename,
    store_power,
)
from mangnon.core.organisations.naming import known_as, who_answers_for

ON = date(2025, 7, 1)
BEFORE = date(2025, 6, 30)


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def health(make_organisation, province):
    return make_organisation("Sở Y tế", province, valid_from=date(2020, 1, 1))


def test_the_database_refuses_two_names_at_once(health):
    with pytest.raises(IntegrityError, match="one_name_at_a_time"), transaction.atomic():
        OrganisationName.objects.create(organisation=health, name="Sở khác", valid_from=ON)
    OrganisationName.objects.create(
        organisation=health, name="Ty Y tế", valid_from=None, valid_to=date(2020, 1, 1)
    )


def test_the_database_refuses_two_that_answer_for_one_thing_at_once(
    health, make_organisation, province
):
    other = make_organisation("Sở Nội vụ", province)
    store_power(health, "child_affairs", valid_to=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationPower.objects.create(
            organisation=other, unit=province, power="child_affairs", valid_from=BEFORE
        )
    with pytest.raises(Refused):
        store_power(other, "child_affairs", valid_from=BEFORE)
    store_power(other, "child_affairs", valid_from=ON)
    assert who_answers_for("child_affairs", unit=province, day=BEFORE) == health
    assert who_answers_for("child_affairs", unit=province, day=ON) == other
    assert who_answers_for("budget", unit=province, day=ON) is None


def test_the_same_unit_under_another_type_keeps_its_organisations(make_unit, make_organisation):
    first = make_unit("75", "Đồng Nai", "province", "Tỉnh", valid_from=ON, valid_to=None)
    health = make_organisation("Sở Y tế", first, valid_from=ON)
    store_power(health, "child_affairs", valid_from=ON)
    retyped = date(2026, 4, 30)
    Unit.objects.filter(pk=first.pk).update(valid_to=retyped)
    city = make_unit("75", "Đồng Nai", "province", "Thành phố", valid_from=retyped, valid_to=None)
    assert who_answers_for("child_affairs", unit=city, day=retyped) is None  # no change says so
    UnitChange.objects.create(
        on=retyped, from_code="75", to_code="75", kind="retype", share=1, legal_basis="NQ"
    )
    assert who_answers_for("child_affairs", unit=city, day=retyped) == health
    assert known_as(["sở y tế"], unit=city, day=retyped) == {"sở y tế": health}


def test_an_organisation_of_a_reused_code_is_another_ones(make_unit, make_organisation, province):
    make_organisation("UBND phường", Unit.objects.get(code="25217"))
    make_unit("75", "Đồng Nai", "province", "Tỉnh", valid_from=ON, valid_to=None)
    new = make_unit("25217", "Phước Bình", "commune", "Phường", "75", valid_from=ON, valid_to=None)
    assert known_as(["UBND phường"], unit=new, day=ON) == {}


def test_a_leader_adds_nothing_and_a_stranger_nothing_here(health, province, leader, stranger):
    naming = Naming("Sở Nội vụ")
    with pytest.raises(PermissionDenied):
        add_organisation("department", province, naming, by=leader)
    with pytest.raises(Refused):
        add_organisation("department", province, naming, by=stranger)
    with pytest.raises(Refused):
        add_power(health, "budget", by=stranger)
    assert Organisation.objects.count() == 1


def test_two_organisations_of_one_name_have_two_codes(province, officer):
    made = [
        add_organisation("union", province, Naming("Hội Phụ nữ"), by=officer) for _twice in "ab"
    ]
    assert [one.code for one in made] == ["70-hoi-phu-nu", "70-hoi-phu-nu-2"]


def test_a_new_name_ends_the_old_one_on_its_day_and_can_be_undone(health, officer):
    naming = Naming("Sở Y tế và Dân số", "SYTDS", valid_from=ON, legal_basis="QĐ 1")
    change = rename(health, naming, by=officer)
    health.refresh_from_db()
    assert [health.name_on(day).name for day in (BEFORE, ON)] == ["Sở Y tế", "Sở Y tế và Dân số"]
    assert (health.name, health.short_name) == ("Sở Y tế và Dân số", "SYTDS")
    undo_change(change, by=officer)
    health.refresh_from_db()
    assert health.name_on(ON).name == health.name == "Sở Y tế"


@pytest.mark.parametrize(
    "naming",
    [
        Naming("Sở Mới", legal_basis="QĐ"),  # from when?
        Naming("Sở Mới", valid_from=ON),  # by which document?
        Naming("Sở Mới", valid_from=ON, valid_to=BEFORE, legal_basis="QĐ"),
        Naming("Sở Mới", valid_from=date(2020, 1, 1), legal_basis="QĐ"),  # its first day has one
        Naming("", valid_from=ON, legal_basis="QĐ"),
        Naming("S" * 201, valid_from=ON, legal_basis="QĐ"),
    ],
)
def test_a_name_that_is_none_is_refused_and_the_old_one_stays(naming, health, officer):
    with pytest.raises(Refused):
        rename(health, naming, by=officer)
    assert OrganisationName.objects.get().valid_to is None
