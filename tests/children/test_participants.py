"""The staff of a health station and of a care facility: which children they see, and no other."""

import datetime

import pytest

from mangnon.children.models import Child, Stay, Vaccination
from mangnon.children.staying import begin_stay, end_stay
from mangnon.core.models import Organisation, Refused
from mangnon.places.models import Place

DAY = datetime.date(2025, 6, 1)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = DAY


@pytest.fixture
def body(db):
    return Organisation.objects.create(name="Trạm Y tế Thác Mơ")


@pytest.fixture
def make_place(ward, body):
    def make(kind, unit=ward, **fields):
        place = Place(kind=kind, unit=unit, organisation=body, **fields)
        place.set_name(f"Cơ sở {kind}")
        place.save()
        return place

    return make


@pytest.fixture
def make_staff(make_user, ward, body):
    def make(role):
        person = make_user(role, ward)
        person.organisation = body
        person.save()
        return person

    return make


def seen(person):
    return set(Child.objects.visible_to(person))


def test_before_there_is_a_station_its_staff_see_nobody(make_child, make_staff):
    make_child()
    assert seen(make_staff("health_station_staff")) == set()


def test_a_station_sees_the_children_of_its_commune_and_of_those_it_serves_too(
    make_child, make_place, make_staff, ward, township, province
):
    here, there = make_child(unit=ward), make_child(unit=township)
    station, staff = make_place("health_station"), make_staff("health_station_staff")
    assert seen(staff) == {here}
    station.also_serves.add(township)
    assert seen(staff) == {here, there}
    Vaccination.objects.create(child=there, antigen="polio", given_on=DAY)
    assert Vaccination.objects.visible_to(staff).get().child == there


@pytest.mark.parametrize("role", ["commune_chair", "school_staff", "care_facility_staff"])
def test_whoever_may_not_read_about_health_sees_nobody_by_a_station(
    role, make_child, make_place, make_staff
):
    make_child()
    make_place("health_station")
    assert seen(make_staff(role)) == set()


@pytest.mark.parametrize("kind", ["hospital", "play_point", "care_facility", "other"])
def test_a_place_that_serves_no_whole_commune_shows_nobody(
    kind, make_child, make_place, make_staff
):
    make_child()
    make_place(kind)
    assert seen(make_staff("health_station_staff")) == set()


def test_a_closed_station_and_a_child_who_left_are_not_seen(make_child, make_place, make_staff):
    child, gone = make_child(), make_child(full_name="Điểu Đi")
    gone.closed_on, gone.closed_reason = DAY, "left_province"
    gone.save()
    station, staff = make_place("health_station"), make_staff("health_station_staff")
    assert seen(staff) == {child}
    station.closed_on, station.closed_reason = DAY, "Sáp nhập"
    station.save()
    assert seen(staff) == set()


def test_a_facility_sees_the_children_who_live_there_while_they_do(
    make_child, make_place, make_staff, make_user, ward, settings
):
    officer = make_user("commune_officer", ward)
    child, _other = make_child(), make_child(full_name="Ở nhà")
    home, staff = make_place("care_facility"), make_staff("care_facility_staff")
    stay = begin_stay(child.pk, home, on=datetime.date(2025, 5, 1), by=officer)
    assert seen(staff) == {child}
    assert seen(make_user("care_facility_staff", ward, "nguoi-khac")) == set()
    end_stay(stay, on=datetime.date(2025, 6, 2), by=officer)
    assert seen(staff) == {child}
    settings.TODAY = datetime.date(2025, 6, 2)
    assert seen(staff) == set()


def test_a_stay_that_cannot_be_is_refused(make_child, make_place, make_user, ward, township):
    officer = make_user("commune_officer", ward)
    child, other = make_child(), make_child(unit=township)
    home = make_place("care_facility", opened_on=datetime.date(2025, 1, 1))
    for child_id, place, day, words in (
        (other.pk, home, DAY, "phụ trách"),
        (child.pk, make_place("library"), DAY, "không ở"),
        (child.pk, home, datetime.date(2024, 12, 31), "chưa mở"),
    ):
        with pytest.raises(Refused, match=words):
            begin_stay(child_id, place, on=day, by=officer)
    assert not Stay.objects.exists()
    stay = begin_stay(child.pk, home, on=datetime.date(2025, 3, 1), by=officer)
    with pytest.raises(Refused, match="nơi khác"):
        begin_stay(child.pk, home, on=DAY, by=officer)
    with pytest.raises(Refused, match="sau ngày"):
        end_stay(stay, on=stay.began_on, by=officer)


def test_a_stay_is_begun_and_ended_on_its_page(client, make_child, make_place, make_user, ward):
    client.force_login(make_user("commune_officer", ward))
    child, home = make_child(), make_place("care_facility")
    address = f"/children/{child.pk}/stays/"
    assert f'href="{address}"' in client.get(f"/children/{child.pk}/").content.decode()
    client.post(address, {"place": home.pk, "on": "2025-05-01"})
    page = client.get(address).content.decode()
    assert "01/05/2025" in page
    end = f"{address}{Stay.objects.get().pk}/end/"
    assert client.post(end, {"on": "2025-04-01"}).status_code == 422
    assert client.post(end, {"on": "2025-05-20"}).headers["Location"] == address
    assert "20/05/2025" in client.get(address).content.decode()


def test_the_stays_of_a_child_of_elsewhere_are_not_there(
    client, make_child, make_place, make_user, ward, township
):
    client.force_login(make_user("commune_officer", ward))
    address = f"/children/{make_child(unit=township).pk}/stays/"
    sent = {"place": make_place("care_facility").pk, "on": "2025-05-01"}
    assert client.get(address).status_code == 404
    assert client.post(address, sent).status_code == 404
    assert not Stay.objects.exists()
