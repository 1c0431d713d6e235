"""The directory of places and the page of one, by their addresses."""

import re

import pytest

from mangnon.places.models import Place
from tests.places.conftest import TODAY

LIST = "/places/"


@pytest.fixture(autouse=True)
def day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def site(client, commune_officer):
    client.force_login(commune_officer)
    return client


def shown(answer):
    return re.findall(r'<td>\s*<a href="/places/[^"]+">([^<]+)</a>', answer.content.decode())


def test_the_directory_shows_the_places_of_the_own_commune_and_no_other(
    site, ward, next_ward, make_place
):
    make_place(next_ward, "Trạm ở nơi khác")
    make_place(ward, "Trạm ở đây")
    assert shown(site.get(LIST)) == ["Trạm ở đây"]
    assert shown(site.get(LIST, {"unit": next_ward.pk})) == []


def test_the_directory_leads_to_the_import_of_places(site):
    assert 'href="/imports/?kind=place"' in site.get(LIST).content.decode()


def test_a_new_place_is_of_no_kind_before_one_is_chosen(site, ward):
    answer = site.post(f"{LIST}new/", {"name": "Điểm vui chơi", "unit": ward.pk, "kind": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"kind"}
    assert '<option value="" selected>Chọn…</option>' in site.get(f"{LIST}new/").content.decode()


def test_a_place_of_another_commune_is_not_there(site, next_ward, make_place):
    place = make_place(next_ward)
    assert site.get(f"{LIST}{place.pk}/").status_code == 404
    for act in ("edit", "close", "reopen", "trait", "serves"):
        assert site.post(f"{LIST}{place.pk}/{act}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"q": "tram YTE"}, []),
        ({"q": "te y tram"}, ["Trạm Y tế"]),
        ({"q": "đac"}, ["Điểm vui chơi Đắc Lua"]),
        ({"kind": "play_point"}, ["Điểm vui chơi Đắc Lua"]),
        ({"service": "immunisation"}, ["Trạm Y tế"]),
        ({"kind": "no-such", "after": "x", "unit": "y"}, ["Điểm vui chơi Đắc Lua", "Trạm Y tế"]),
        ({"closed": "1", "q": "cu"}, ["Nhà văn hóa cũ"]),
    ],
)
def test_places_are_found_without_accents_by_kind_and_by_service(
    asked, names, site, ward, make_place
):
    make_place(ward, "Trạm Y tế", services=["immunisation"])
    make_place(ward, "Điểm vui chơi Đắc Lua", "play_point", services=["play"])
    make_place(ward, "Nhà văn hóa cũ", "culture_house", closed_on=TODAY, closed_reason="Hết")
    assert shown(site.get(LIST, asked)) == names


def test_pages_follow_each_other_in_vietnamese_order_and_none_is_lost(site, ward, make_place):
    names = [f"{word} {number:02d}" for word in ("Dốc", "Đá", "Ea") for number in range(34)]
    for name in reversed(names):
        make_place(ward, name, "play_point")
    make_place(ward, names[0], "library")  # the same name twice, on one page or on two
    address, found = LIST, []
    while address:
        answer = site.get(address)
        found += shown(answer)
        following = re.search(r'href="(\?[^"]+)"', answer.content.decode())
        address = following and LIST + following.group(1).replace("&amp;", "&")
    assert found == [names[0], *names]


def test_a_place_is_entered_changed_and_closed(site, ward):
    sent = {"name": "Sân chơi", "kind": "play_point", "unit": ward.pk, "services": ["play"]}
    answer = site.post(f"{LIST}new/", sent)
    place = Place.objects.get()
    address = f"{LIST}{place.pk}/"
    assert answer.headers["Location"] == address
    form = site.get(f"{address}edit/").content.decode()
    seen = re.search(r'name="seen_at" value="([^"]+)"', form).group(1)
    site.post(f"{address}edit/", sent | {"name": "Sân chơi mới", "seen_at": seen})
    late = site.post(f"{address}edit/", sent | {"name": "Sân chơi khác", "seen_at": seen})
    assert late.status_code == 422
    assert "Có người đã sửa" in late.content.decode()
    site.post(f"{address}trait/", {"trait": "ramp", "value": "Có", "on": "2025-01-31"})
    page = site.get(address).content.decode()
    assert "Sân chơi mới" in page
    assert "31/01/2025" in page
    seen = re.search(r'name="seen_at" value="([^"]+)"', page).group(1)
    site.post(f"{address}close/", {"on": "2025-06-01", "reason": "Giải tỏa", "seen_at": seen})
    assert "Giải tỏa" in site.get(address).content.decode()
    assert shown(site.get(LIST)) == []


def test_what_cannot_be_saved_is_said_and_the_place_stays(site, ward, make_place):
    place = make_place(ward)
    answer = site.post(f"{LIST}{place.pk}/close/", {"on": "hôm nay"})
    assert answer.status_code == 422
    assert site.post(f"{LIST}new/", {}).status_code == 422
    assert Place.objects.get().closed_on is None


def test_a_reader_sees_the_place_and_no_way_to_change_it(client, make_user, ward, make_place):
    place = make_place(ward, phone="0271 3861 234")
    client.force_login(make_user("village_collaborator", ward))
    page = client.get(f"{LIST}{place.pk}/").content.decode()
    assert "0271 3861 234" in page
    assert "<form" not in page.split("<main")[1]
    assert client.get(f"{LIST}new/").status_code == 403
    assert client.post(f"{LIST}{place.pk}/close/").status_code == 403


def test_the_directory_asks_the_database_as_often_for_many_places_as_for_one(
    site, ward, make_place, django_assert_max_num_queries
):
    for number in range(60):
        make_place(ward, f"Sân chơi {number}", "play_point")
    with django_assert_max_num_queries(9):
        site.get(LIST)
