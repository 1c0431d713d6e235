"""The pages on which somebody says whether two records are of one child."""

from datetime import date

import pytest

from mangnon.children.duplicates.searching import search_duplicates
from mangnon.children.models import Child, DuplicatePair, Measurement, Merge
from mangnon.core.models import AuditEntry

BORN = date(2020, 5, 7)


@pytest.fixture
def keeper(make_user, ward, client):
    person = make_user("commune_officer", ward)
    client.force_login(person)
    return person


@pytest.fixture
def pair(make_child, keeper, ward):
    for name, sex in (("Nguyễn Thị Lan", "female"), ("Nguyen Thi Lan", "unknown")):
        child = make_child(BORN, full_name=name, sex=sex)
        child.identity_number = "070320001234"
        child.save()
        Measurement.objects.create(
            child=child, unit=ward, measured_on=date(2021, 1, 1), weight_kg="9.5"
        )
    search_duplicates(by=keeper)
    return DuplicatePair.objects.get()


def seen(response):
    return response.context["seen"]


def test_the_list_shows_the_pair_with_its_reasons(pair, client):
    page = client.get("/children/duplicates/").content.decode()
    assert "Nguyễn Thị Lan" in page
    assert "Nguyen Thi Lan" in page
    assert "cùng họ tên khi bỏ dấu" in page


def test_a_list_without_pairs_says_what_to_do(keeper, client):
    assert "children duplicates" in client.get("/children/duplicates/").content.decode()


def test_differences_are_marked_and_what_stays_is_told(pair, client):
    response = client.get(f"/children/duplicates/{pair.pk}/")
    differing = {question.name for question in response.context["questions"] if question.differs}
    assert differing == {"full_name", "sex"}
    (kind,) = response.context["rows"]
    assert (kind.moving, kind.staying) == (0, 1)
    assert Measurement.objects.filter(child=pair.first).count() == 1, "looking moves nothing"


def test_reading_the_pair_is_recorded_for_both_records(pair, client, keeper):
    client.get(f"/children/duplicates/{pair.pk}/")
    read = AuditEntry.objects.filter(actor=keeper, action="child.read")
    assert set(read.values_list("record_id", flat=True)) == {
        str(pair.first_id), str(pair.second_id),
    }  # fmt: skip


def test_the_other_record_can_be_kept(pair, client):
    response = client.get(f"/children/duplicates/{pair.pk}/?keep=second")
    assert response.context["kept"] == pair.second


def test_one_child_merges_and_the_old_address_leads_to_the_kept_record(pair, client):
    page = client.get(f"/children/duplicates/{pair.pk}/")
    answer = client.post(
        f"/children/duplicates/{pair.pk}/merge/",
        {"keep": "first", "seen": seen(page), "full_name": "second", "sex": "kept"},
    )
    merge = Merge.objects.get()
    assert answer.url == f"/children/merges/{merge.pk}/"
    kept = Child.objects.get(pk=pair.first_id)
    assert (kept.full_name, kept.sex) == (pair.second.full_name, pair.first.sex)
    moved = client.get(f"/children/{pair.second_id}/")
    assert moved.url == f"/children/{pair.first_id}/"
    assert f"/children/merges/{merge.pk}/" in client.get(moved.url).content.decode()


def test_a_second_person_who_merges_is_told_in_a_sentence(pair, client):
    page = client.get(f"/children/duplicates/{pair.pk}/")
    data = {"keep": "first", "seen": seen(page)}
    client.post(f"/children/duplicates/{pair.pk}/merge/", data)
    late = client.post(f"/children/duplicates/{pair.pk}/merge/", data)
    assert late.status_code == 422
    assert "alert-danger" in late.content.decode()
    assert Merge.objects.count() == 1


def test_two_children_are_not_proposed_again(pair, client, keeper):
    client.post(f"/children/duplicates/{pair.pk}/different/")
    assert DuplicatePair.objects.get().state == "different"
    assert search_duplicates(by=keeper).is_empty()
    assert "Nguyen Thi Lan" not in client.get("/children/duplicates/").content.decode()


def test_a_merge_is_taken_back_on_its_page(pair, client):
    client.post(f"/children/duplicates/{pair.pk}/merge/", {"keep": "first", "seen": []})
    assert not Merge.objects.exists(), "who saw nothing may not merge"
    page = client.get(f"/children/duplicates/{pair.pk}/")
    client.post(f"/children/duplicates/{pair.pk}/merge/", {"seen": seen(page)})
    merge = Merge.objects.get()
    assert client.post(f"/children/merges/{merge.pk}/undo/").status_code == 302
    assert Child.objects.get(pk=pair.second_id).merged_into is None
    assert client.post(f"/children/merges/{merge.pk}/undo/").status_code == 422
