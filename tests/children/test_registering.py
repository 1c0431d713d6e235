"""Entering a child: by its page as a browser without scripts sends it, and by the service."""

import re
import threading
import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from mangnon.children.births import KnownBirth
from mangnon.children.models import Child, Household, PovertySpell, ResidenceSpell
from mangnon.children.record.registering import NewChild, register_child
from mangnon.core.models import AuditEntry, Refused

TODAY = date(2025, 6, 20)
NEW = "/children/new/"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def site(client, keeper):
    client.force_login(keeper)
    return client


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def sent(ward, **more):
    return {
        "record_id": str(uuid.uuid4()), "full_name": "Thị D’Rớt", "birth": "17/05/2020",
        "sex": "female", "ethnicity": "unknown", "birth_registration": "unknown",
        "health_insurance": "unknown", "lives_near_water": "unknown", "disability": "unknown",
        "poverty": "unknown", "unit": str(ward.pk), **more,
    }  # fmt: skip


def test_who_may_not_edit_enters_nobody(client, make_user, ward, leader):
    client.force_login(leader)
    assert client.post(NEW, sent(ward)).status_code == 403
    with pytest.raises(PermissionDenied):
        register_child(NewChild(uuid.uuid4(), {}, ward), by=leader, today=TODAY)
    assert not Child.objects.exists()


def test_nobody_enters_a_child_of_another_commune(site, keeper, ward, township):
    answer = site.post(NEW, sent(township))
    assert answer.status_code == 422
    with pytest.raises(Refused, match="địa bàn"):
        register_child(NewChild(uuid.uuid4(), {}, township), by=keeper, today=TODAY)
    assert not Child.objects.exists()


def test_the_form_enters_a_child_with_its_home_and_its_poverty_class(site, ward, keeper):
    form = site.get(NEW)
    assert f'value="{ward.pk}" selected' in form.content.decode()
    answer = site.post(
        NEW,
        sent(ward, hamlet="Thôn 3", household="H12", lives_here_since="2021-01-05", poverty="poor",
             poverty_since="2025-01-01", identity_number="070 320 123 456"),
    )  # fmt: skip
    child = Child.objects.get()
    assert answer.headers["Location"] == f"/children/{child.pk}/"
    assert (child.full_name, child.identity_number) == ("Thị D'Rớt", "070320123456")
    home = ResidenceSpell.objects.get(child=child)
    assert (home.unit, home.hamlet, home.began_on) == (ward, "Thôn 3", date(2021, 1, 5))
    assert home.household == Household.objects.get(unit=ward, code="H12", hamlet="Thôn 3")
    spell = PovertySpell.objects.get(child=child)
    assert (spell.poverty, spell.began_on, child.poverty) == ("poor", date(2025, 1, 1), "poor")
    entry = AuditEntry.objects.get(action="child.register")
    assert (entry.record_id, entry.actor) == (str(child.pk), keeper)
    assert "070320123456" not in str(entry.details)


@pytest.mark.parametrize("name", ["Bưi", "H'Lan", "Điểu Thị Mỹ K'Rứt Y Blôk", "Thạch Sô Phia"])
def test_names_of_any_number_of_words_are_kept(site, ward, name):
    site.post(NEW, sent(ward, full_name=name))
    assert Child.objects.get().full_name == name


def test_a_name_typed_in_parts_is_kept_composed(site, ward):
    site.post(NEW, sent(ward, full_name="Điê\u0309u  Hoa\u0300"))
    assert Child.objects.get().full_name == "Điểu Hoà"


def test_signs_that_nobody_sees_are_no_part_of_a_name(site, ward):
    site.post(NEW, sent(ward, full_name="Bư\u200bi \x1b\u202eLan\ufeff"))
    assert Child.objects.get().full_name == "Bưi Lan"
    assert site.post(NEW, sent(ward, full_name="\u200b\x01")).status_code == 422


def test_an_estimated_age_is_kept_as_such(site, ward):
    site.post(NEW, sent(ward, birth="khoảng 3 tuổi"))
    child = Child.objects.get()
    assert (child.birth_date, child.birth_precision) == (date(2022, 6, 20), "estimated")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"full_name": " "}, "Họ và tên"),
        ({"full_name": "..."}, "chữ"),
        ({"birth": "hôm qua"}, "hôm qua"),
        ({"birth": "21/06/2025"}, "chưa tới"),
        ({"birth": "20/06/2009"}, "16"),
        ({"birth": "31/12/1989"}, "1990"),
        ({"identity_number": "07032012345X"}, "chữ số"),
        ({"identity_number": "0703201234567"}, "13"),
        ({"birth_registered_on": "2020-06-01"}, "khai sinh"),
        ({"birth_registration": "yes", "birth_registered_on": "2020-05-16"}, "trước khi"),
        ({"lives_here_since": "2020-05-16"}, "từ khi sinh"),
        ({"poverty": "poor", "poverty_since": "2025-06-21"}, "đến hôm nay"),
        ({"ethnicity": "55"}, "danh sách"),
        ({"record_id": "1"}, ""),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_kept(site, ward, wrong, sentence):
    answer = site.post(NEW, sent(ward, **wrong))
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not Child.objects.exists()
    assert not ResidenceSpell.objects.exists()


def test_a_number_that_disagrees_is_kept_and_the_page_warns(site, ward):
    answer = site.post(NEW, sent(ward, sex="male", identity_number="070320123456"), follow=True)
    assert Child.objects.get().identity_number == "070320123456"
    assert "Số định danh là của trẻ khác giới tính" in words(answer)


def test_a_form_sent_twice_enters_one_child(site, ward):
    form = sent(ward)
    first, second = site.post(NEW, form), site.post(NEW, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert Child.objects.count() == 1


def test_a_child_who_may_be_there_already_is_entered_only_when_it_is_said_to_be_another(site, ward):
    site.post(NEW, sent(ward))
    again = sent(ward, full_name="Thi D'Rot", birth="18/05/2020")
    answer = site.post(NEW, again)
    assert answer.status_code == 409
    assert "Có phải cùng một trẻ không?" in words(answer)
    assert "Thị D&#x27;Rớt" in answer.content.decode()
    assert Child.objects.count() == 1
    site.post(NEW, again | {"is_another": "yes"})
    assert Child.objects.count() == 2


def test_of_a_likely_record_elsewhere_only_the_commune_is_told(site, ward, township, make_child):
    make_child(date(2020, 5, 17), full_name="Thị D'Rớt", unit=township, sex="female")
    answer = site.post(NEW, sent(ward, full_name="Thị D'Rớt"))
    assert answer.status_code == 409
    assert str(township) in words(answer)
    assert not re.search(r"/children/[0-9a-f-]{36}/", answer.content.decode())


def test_a_form_of_elsewhere_does_not_lead_to_the_child_of_elsewhere(
    client, make_user, ward, township, make_child
):
    theirs = make_child(unit=township)
    client.force_login(make_user("commune_officer", ward))
    answer = client.post(NEW, sent(ward, record_id=str(theirs.pk)))
    assert answer.status_code == 422


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_the_same_moment_enters_one_child(keeper, ward):
    told = {"full_name": "Bưi", "birth": KnownBirth(date(2020, 5, 17), "day")}
    new = NewChild(uuid.uuid4(), told, ward)
    gate, found = threading.Barrier(2), []

    def enter():
        try:
            gate.wait()
            found.append(register_child(new, by=keeper, today=TODAY).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [new.id, new.id]
    assert ResidenceSpell.objects.count() == 1


def test_who_may_not_see_numbers_is_not_asked_for_them_and_cannot_write_them(
    client, make_user, ward
):
    client.force_login(make_user("village_collaborator", ward))
    assert "identity_number" not in client.get(NEW).content.decode()
    client.post(NEW, sent(ward, identity_number="070320123456"))
    assert Child.objects.get().identity_number == ""
