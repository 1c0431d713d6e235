"""Who cares for a child: the service and the pages, refused before they are allowed."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mangnon.children.models import Guardian, Guardianship, ResidenceSpell
from mangnon.children.record.carers import (
    Care,
    Carer,
    add_carer,
    carers_like,
    correct_carer,
    remove_carer,
    state_of,
)
from mangnon.children.record.homes import household_of
from mangnon.core.models import AuditEntry, Refused

TODAY = date(2025, 6, 20)
BORN = date(2020, 5, 17)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def child(make_child):
    return make_child()


def add(child, by, relation="mother", name="Thị Bưi", **care):
    carer = name if isinstance(name, Guardian) else Carer(name, 1990, "0912 000 111")
    return add_carer(
        child.pk, Care(relation, care.pop("began_on", BORN), **care), carer, by=by, today=TODAY
    )


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_who_may_not_edit_adds_and_removes_nobody(child, keeper, make_user, ward, township):
    relation = add(child, keeper)
    leader = make_user("leader", ward)
    with pytest.raises(PermissionDenied):
        add(child, leader)
    with pytest.raises(PermissionDenied):
        remove_carer(child.pk, relation.pk, by=leader)
    with pytest.raises(Refused, match="không thuộc địa bàn"):
        add(child, make_user("commune_officer", township), "father")
    assert Guardianship.objects.count() == 1


def test_who_may_not_see_telephones_writes_none(child, make_user, ward):
    collaborator = make_user("village_collaborator", ward)
    with pytest.raises(PermissionDenied):
        add(child, collaborator)
    assert not Guardian.objects.exists()
    carer = Carer("Thị Bưi")
    add_carer(child.pk, Care("mother", BORN), carer, by=collaborator, today=TODAY)
    assert Guardian.objects.get().phone == ""


def test_a_child_has_several_carers_and_one_mother_at_a_time(child, keeper):
    mother = add(child, keeper)
    add(child, keeper, "alternative_carer", "Điểu Lên")
    add(child, keeper, "alternative_carer", "Thị Nga")
    with pytest.raises(Refused, match="kết thúc"):
        add(child, keeper, "mother", "Thị Hai")
    ended = Care("mother", BORN, date(2024, 1, 1))
    correct(mother, ended, Carer("Thị Bưi"), by=keeper)
    add(child, keeper, "mother", "Thị Hai", began_on=date(2024, 1, 1))
    assert child.guardianships.count() == 4


def correct(relation, care, carer, *, by, seen=None):
    relation = Guardianship.objects.get(pk=relation.pk)
    correct_carer(
        relation.child_id, relation.pk, care, carer, seen=seen or state_of(relation), by=by,
        today=TODAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("began_on", "ended_on"),
    [
        (date(2020, 5, 16), None),
        (date(2025, 6, 21), None),
        (BORN, BORN),
        (BORN, date(2025, 6, 21)),
    ],
)
def test_days_that_cannot_be_are_refused(child, keeper, began_on, ended_on):
    with pytest.raises(Refused):
        add(child, keeper, began_on=began_on, ended_on=ended_on)
    assert not Guardian.objects.exists()


def test_a_correction_without_the_telephone_keeps_it(child, keeper, make_user, ward):
    relation = add(child, keeper)
    collaborator = make_user("village_collaborator", ward)
    correct(relation, Care("mother", BORN), Carer("Thị Bưởi", 1991), by=collaborator)
    person = Guardian.objects.get()
    assert (person.full_name, person.birth_year, person.phone) == ("Thị Bưởi", 1991, "0912 000 111")


def test_of_two_who_correct_one_carer_the_second_is_told(child, keeper):
    relation = add(child, keeper)
    seen = state_of(relation)
    care = Care("mother", BORN)
    correct(relation, care, Carer("Thị Bưởi", 1991), by=keeper)
    with pytest.raises(Refused, match="người khác đã sửa"):
        correct(relation, care, Carer("Thị Bười"), by=keeper, seen=seen)
    assert Guardian.objects.get().full_name == "Thị Bưởi"


def test_whoever_was_told_sends_the_form_once_more(child, keeper, client):
    relation = add(child, keeper)
    page = reverse("carer", args=[child.pk, relation.pk])
    client.force_login(keeper)
    form = client.get(page).context["form"]
    told = {name: form[name].value() or "" for name in form.fields}
    correct(relation, Care("mother", BORN), Carer("Thị Bưởi", 1991), by=keeper)
    refused = client.post(page, told | {"full_name": "Thị Bười"})
    assert refused.status_code == 422
    form = refused.context["form"]
    assert form["full_name"].value() == "Thị Bười"
    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(page, again).status_code == 302
    assert Guardian.objects.get().full_name == "Thị Bười"


def test_a_relation_entered_by_a_slip_goes_and_the_person_stays(child, keeper):
    relation = add(child, keeper)
    remove_carer(child.pk, relation.pk, by=keeper)
    assert Guardian.objects.exists()
    assert not Guardianship.objects.exists()
    assert AuditEntry.objects.filter(action="child.remove_carer", record_id=child.pk).exists()


def test_a_relation_of_another_child_is_not_reached(child, make_child, keeper):
    relation = add(child, keeper)
    with pytest.raises(Refused, match="vừa xóa"):
        remove_carer(make_child().pk, relation.pk, by=keeper)


def test_a_person_is_found_by_words_without_marks_or_by_telephone(child, keeper, township):
    add(child, keeper, name="Thị Bưi")
    Guardian.objects.create(full_name="Thị Bưi", unit=township)
    assert [p.unit for p in carers_like("bui thi", "", unit=child.unit, by=keeper)] == [child.unit]
    assert carers_like("", "0912.000.111", unit=child.unit, by=keeper).count() == 1
    assert not carers_like("Thị Lan", "0912", unit=child.unit, by=keeper)
    assert not carers_like("", "", unit=child.unit, by=keeper)


def test_a_sibling_shares_the_mother_through_the_page(client, keeper, child, make_child):
    mother = add(child, keeper).guardian
    sibling = make_child(full_name="Điểu Em")
    client.force_login(keeper)
    page = f"/children/{sibling.pk}/carers/add/"
    asked = {"relation": "mother", "full_name": "bưi", "phone": "", "do": "find"}
    found = client.post(page, asked)
    assert "Thị Bưi, 1990, 0912 000 111" in words(found)
    assert not sibling.guardianships.exists()
    chosen = {"relation": "mother", "existing": str(mother.pk)}
    assert client.post(page, chosen).status_code == 302
    assert sibling.guardianships.get().guardian == mother
    assert Guardian.objects.count() == 1


def test_the_page_takes_nobody_of_another_commune(client, keeper, child, township):
    theirs = Guardian.objects.create(full_name="Thị Xa", unit=township)
    client.force_login(keeper)
    page = f"/children/{child.pk}/carers/add/"
    for existing in (str(theirs.pk), "no number"):
        client.post(page, {"relation": "mother", "existing": existing, "full_name": "Thị Gần"})
    assert not theirs.guardianships.exists()


def test_the_page_corrects_and_ends(client, keeper, child):
    relation = add(child, keeper)
    client.force_login(keeper)
    page = f"/children/{child.pk}/carers/{relation.pk}/"
    assert 'value="Thị Bưi"' in client.get(page).content.decode()
    sent = {"relation": "guardian", "full_name": "Thị Bưi", "began_on": "2020-05-17",
            "ended_on": "2025-01-01", "phone": "0912", "seen": state_of(relation)}  # fmt: skip
    assert client.post(page, sent).status_code == 302
    relation.refresh_from_db()
    assert (relation.relation, relation.ended_on) == ("guardian", date(2025, 1, 1))
    assert client.post(page, sent | {"began_on": "2019-01-01"}).status_code == 422


def test_siblings_are_who_live_in_the_household_now(client, keeper, child, make_child, ward):
    household = household_of(ward, "H1", "")
    here = {"unit": ward, "household": household, "began_on": BORN}
    sister, gone = make_child(full_name="Thị Chị"), make_child(full_name="Điểu Đi")
    for person, ended_on in ((child, None), (sister, None), (gone, date(2024, 1, 1))):
        ResidenceSpell.objects.create(child=person, **here, ended_on=ended_on)
    client.force_login(keeper)
    page = words(client.get(f"/children/{child.pk}/"))
    assert "Thị Chị" in page
    assert "Điểu Đi" not in page


def test_a_carer_of_a_merged_record_is_not_removed_there(client, keeper, child, make_child):
    relation = add(child, keeper)
    child.merged_into = make_child()
    child.save()
    client.force_login(keeper)
    page = f"/children/{child.pk}/carers/{relation.pk}/remove/"
    assert "đã gộp" in client.post(page, follow=True).content.decode()
    assert Guardianship.objects.exists()
