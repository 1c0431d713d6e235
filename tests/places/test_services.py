"""What is refused and what is done when a place is entered, changed, closed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import AuditEntry, Refused
from mangnon.places.models import Place, PlaceTrait, School
from mangnon.places.services import (
    add_place,
    change_place,
    close_place,
    reopen_place,
    set_served,
    set_trait,
)
from tests.places.conftest import TODAY

VALUES = {"kind": "play_point", "services": ["play"], "phone": "0271 3861 234"}


@pytest.fixture(autouse=True)
def day(settings):
    settings.TODAY = TODAY


@pytest.mark.parametrize("role", ["leader", "village_collaborator", "health_station_staff"])
def test_who_may_not_edit_places_enters_none(role, ward, make_user):
    with pytest.raises(PermissionDenied):
        add_place(ward, "Sân chơi", VALUES, by=make_user(role, ward))
    assert not Place.objects.exists()


def test_nobody_enters_a_place_of_another_commune(next_ward, commune_officer):
    with pytest.raises(Refused, match="phụ trách"):
        add_place(next_ward, "Sân chơi", VALUES, by=commune_officer)
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "castle"}, "loại cơ sở"),
        ({"services": ["play", "magic"]}, "magic"),
        ({"kind": "school"}, "nhập từ tệp"),
        ({"phone": "0" * 41}, "40"),
    ],
)
def test_what_the_catalogue_does_not_know_is_refused(values, words, ward, commune_officer):
    with pytest.raises(Refused, match=words):
        add_place(ward, "Sân chơi", VALUES | values, by=commune_officer)
    assert not Place.objects.exists()


def test_a_place_is_entered_and_the_audit_tells_it(ward, commune_officer):
    place = add_place(ward, "  Sân  chơi Thác Mơ ", VALUES, by=commune_officer)
    place.refresh_from_db()
    assert (place.name, place.search_text) == ("Sân chơi Thác Mơ", "san choi thac mo")
    assert (place.services, place.phone) == (["play"], "0271 3861 234")
    entry = AuditEntry.objects.get(action="place.add")
    assert (entry.actor, entry.record_id) == (commune_officer, str(place.pk))


def test_the_same_name_and_kind_is_not_entered_twice_in_a_commune(ward, commune_officer):
    first = add_place(ward, "Sân chơi", VALUES, by=commune_officer)
    with pytest.raises(Refused, match="đã có"):
        add_place(ward, "sân chơi", VALUES, by=commune_officer)
    add_place(ward, "Sân chơi", VALUES | {"kind": "culture_house"}, by=commune_officer)
    close_place(first, on=TODAY, reason="Giải tỏa", seen_at=first.changed_at, by=commune_officer)
    assert add_place(ward, "Sân chơi", VALUES, by=commune_officer).pk != first.pk


def test_who_saw_an_older_state_changes_nothing(ward, make_place, commune_officer):
    place = make_place(ward)
    place.refresh_from_db()
    seen_at = place.changed_at
    change_place(place, "Trạm A", {"phone": "1"}, seen_at=seen_at, by=commune_officer)
    with pytest.raises(Refused, match="mở lại"):
        change_place(place, "Trạm B", {"phone": "2"}, seen_at=seen_at, by=commune_officer)
    place.refresh_from_db()
    assert (place.name, place.phone) == ("Trạm A", "1")
    assert AuditEntry.objects.get(action="place.change").details == {"fields": ["name", "phone"]}


def test_nothing_of_another_commune_is_changed(next_ward, make_place, commune_officer):
    place = make_place(next_ward)
    place.refresh_from_db()
    seen = {"seen_at": place.changed_at, "by": commune_officer}
    for act in (
        lambda: change_place(place, "Khác", {}, **seen),
        lambda: close_place(place, on=TODAY, reason="Hết", **seen),
        lambda: set_trait(place, "beds", "5", on=TODAY, by=commune_officer),
    ):
        with pytest.raises(Refused, match="phụ trách"):
            act()


def test_a_school_stays_a_school(ward, commune_officer):
    school = School.objects.create(unit=ward, name="Trường Tiểu học", level="primary")
    place = Place.objects.get()
    with pytest.raises(Refused, match="vẫn là trường học"):
        change_place(
            place, place.name, {"kind": "library"}, seen_at=place.changed_at, by=commune_officer
        )
    changed = change_place(
        place, "Trường TH Thác Mơ", {"kind": "school"}, seen_at=place.changed_at,
        by=commune_officer,
    )  # fmt: skip
    school.refresh_from_db()
    assert (school.name, school.level) == (changed.name, "primary")


def test_a_place_closes_for_a_reason_and_opens_again(ward, make_place, commune_officer):
    place = make_place(ward, opened_on=datetime.date(2020, 1, 1))
    place.refresh_from_db()
    for day, reason, words in (
        (TODAY, " ", "vì sao"),
        (datetime.date(2020, 1, 1), "Hết", "sau ngày"),
    ):
        with pytest.raises(Refused, match=words):
            close_place(place, on=day, reason=reason, seen_at=place.changed_at, by=commune_officer)
    place = close_place(
        place, on=TODAY, reason="Sáp nhập", seen_at=place.changed_at, by=commune_officer
    )
    assert not Place.objects.open_on(TODAY).exists()
    assert Place.objects.open_on(datetime.date(2025, 5, 31)).exists()
    with pytest.raises(Refused, match="đóng cửa rồi"):
        close_place(place, on=TODAY, reason="Nữa", seen_at=place.changed_at, by=commune_officer)
    reopen_place(place, seen_at=place.changed_at, by=commune_officer)
    assert Place.objects.open_on(TODAY).exists()


def test_a_trait_has_one_value_at_a_time(ward, make_place, commune_officer):
    place = make_place(ward)
    first, later = datetime.date(2024, 1, 1), datetime.date(2025, 1, 1)
    set_trait(place, "beds", "5", on=first, by=commune_officer)
    set_trait(place, "beds", "8", on=later, by=commune_officer)
    set_trait(place, "beds", "9", on=later, by=commune_officer)
    rows = PlaceTrait.objects.order_by("began_on").values_list("value", "began_on", "ended_on")
    assert list(rows) == [("5", first, later), ("9", later, None)]
    with pytest.raises(Refused, match="muộn hơn"):
        set_trait(place, "beds", "6", on=datetime.date(2024, 6, 1), by=commune_officer)


@pytest.mark.parametrize(
    ("trait", "value", "words"),
    [
        ("beds", "năm", "số nguyên"),
        ("beds", "-1", "số nguyên"),
        ("ramp", "maybe", "có hoặc không"),
        ("open_hours", " ", "điền"),
        ("classrooms", "5", "không ghi"),
        ("no_such", "5", "không ghi"),
    ],
)
def test_a_trait_is_of_its_kind(trait, value, words, ward, make_place, commune_officer):
    with pytest.raises(Refused, match=words):
        set_trait(make_place(ward), trait, value, on=TODAY, by=commune_officer)
    assert not PlaceTrait.objects.exists()


def test_a_station_serves_communes_of_whoever_says_so(
    ward, next_ward, make_place, commune_officer, officer
):
    station = make_place(ward)
    with pytest.raises(Refused, match="phụ trách"):
        set_served(station, [next_ward], by=commune_officer)
    set_served(station, [next_ward], by=officer)
    assert list(station.also_serves.all()) == [next_ward]
    set_served(station, [], by=officer)
    assert not station.also_serves.exists()
    with pytest.raises(Refused, match="cả xã"):
        set_served(make_place(ward, "Sân chơi", "play_point"), [next_ward], by=officer)
