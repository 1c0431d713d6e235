"""A question for a place offers those of the kinds that the catalogue names, near the child."""

from datetime import date

import pytest

from mangnon.children.facts.kinds import fact_catalog
from mangnon.children.facts.rules import NotAccepted
from mangnon.children.facts.services import add_fact, correct_fact
from mangnon.children.models import Vaccination
from mangnon.places.catalog import kinds
from mangnon.places.models import Place
from tests.children_facts.examples import KINDS, TODAY

DOSE = {"began_on": date(2020, 1, 1), "antigen": "measles", "dose": 1}


@pytest.fixture
def make_place(ward):
    def make(name, kind="health_station", **more):
        place = Place(kind=kind, **{"unit": ward} | more)
        place.set_name(name)
        place.save()
        return place

    return make


@pytest.fixture
def vaccination():
    return fact_catalog().kinds["vaccination"]


def offered(client, child, *record):
    address = "/".join(["/children", str(child.pk), "facts/vaccination", *map(str, record), ""])
    choices = client.get(address).context["form"].fields["place"].choices
    return [name for key, name in choices if key]


@pytest.mark.parametrize("name", KINDS)
def test_the_catalogue_asks_for_kinds_of_places_that_there_are(name):
    for field in fact_catalog().kinds[name].fields:
        assert set(field.places) <= kinds().keys()


def test_the_open_places_of_the_commune_and_those_that_serve_it(
    client, child, collaborator, make_place, township
):
    make_place("Trạm Y tế xã")
    make_place("Trường Tiểu học", "school")
    make_place("Trạm Y tế cũ", closed_on=date(2025, 1, 1), closed_reason="sáp nhập")
    make_place("Trạm Y tế nơi khác", unit=township)
    client.force_login(collaborator)
    assert offered(client, child, "add") == ["Trạm Y tế xã"]


def test_a_place_of_another_kind_is_refused(child, collaborator, make_place, vaccination):
    school = make_place("Trường Tiểu học", "school")
    for wrong in (str(school.pk), "00000000-0000-0000-0000-000000000001"):
        with pytest.raises(NotAccepted) as refused:
            add_fact(
                child.pk, vaccination, by=collaborator, values=DOSE | {"place": wrong}, today=TODAY
            )
        assert [question for question, _sentence in refused.value.problems] == ["place"]


def test_what_was_answered_stays_though_the_place_is_elsewhere_or_closed(
    client, child, collaborator, make_place, vaccination, township
):
    place = make_place("Trạm Y tế nơi khác", unit=township, opened_on=date(2019, 1, 1))
    values = DOSE | {"place": str(place.pk)}
    dose = add_fact(child.pk, vaccination, by=collaborator, values=values, today=TODAY)
    client.force_login(collaborator)
    assert offered(client, child, dose.pk) == ["Trạm Y tế nơi khác"]
    values["began_on"] = date(2020, 1, 2)
    correct_fact(child.pk, vaccination, dose.pk, by=collaborator, values=values, today=TODAY)
    dose = Vaccination.objects.get()
    assert (dose.given_on, dose.place) == (date(2020, 1, 2), place)
    assert "Trạm Y tế nơi khác" in client.get(f"/children/{child.pk}/facts/").content.decode()
