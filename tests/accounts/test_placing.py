"""An administrator places people in the own area only: its units, and its organisations."""

import pytest
from django.utils import timezone

from mangnon.accounts.inviting import invite
from mangnon.accounts.people import change_person
from mangnon.core.models import Refused, Unit, User

PEOPLE = "/administration/people/"


@pytest.fixture
def commune(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def clerk(make_user, commune):
    return make_user("technical_admin", commune, "quan-tri-xa")


@pytest.fixture
def foreign_school(make_organisation, elsewhere):
    return make_organisation("Trường Tiểu học nơi khác", elsewhere)


def changed(person, by, **now):
    kept = {name: getattr(person, name) for name in ("full_name", "role", "unit", "organisation")}
    return change_person(person, **(kept | now), by=by)


def test_nobody_is_invited_into_an_organisation_of_elsewhere(
    clerk, commune, province, foreign_school, make_organisation
):
    of_province = make_organisation("Sở Y tế", province)
    of_commune = make_organisation("Trường Tiểu học Thác Mơ", commune)
    place = {"full_name": "A", "role": "school_staff", "unit": commune, "by": clerk}
    for body in (foreign_school, of_province):
        with pytest.raises(Refused, match="ngoài địa bàn"):
            invite(username="a", organisation=body, now=timezone.now(), **place)
    invite(username="a", organisation=of_commune, now=timezone.now(), **place)
    assert User.objects.get(username="a").organisation == of_commune


def test_nobody_is_moved_into_an_organisation_of_elsewhere(
    clerk, commune, foreign_school, make_user
):
    person = make_user("leader", commune)
    with pytest.raises(Refused, match="ngoài địa bàn"):
        changed(person, clerk, organisation=foreign_school)
    person.organisation = foreign_school
    person.save()
    with pytest.raises(Refused, match="ngoài địa bàn"):
        changed(person, clerk, role="school_staff")


def test_who_is_in_an_organisation_of_elsewhere_stays_there_under_a_new_name(
    client, clerk, commune, foreign_school, make_organisation, make_user
):
    other = make_organisation("Sở nơi khác", foreign_school.unit)
    person = make_user("leader", commune)
    person.organisation = foreign_school
    person.save()
    client.force_login(clerk)
    address = f"{PEOPLE}{person.pk}/change/"
    page = client.get(address).content.decode()
    assert foreign_school.name in page
    assert other.name not in page
    form = {
        "full_name": "Tên mới", "role": "leader", "unit": commune.pk,
        "organisation": foreign_school.pk,
    }  # fmt: skip
    assert client.post(address, form).status_code == 302
    person.refresh_from_db()
    assert (person.full_name, person.organisation) == ("Tên mới", foreign_school)
