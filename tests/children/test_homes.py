"""Where a child lives in its commune, and what the pages make of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.children.models import ResidenceSpell
from mangnon.children.record.homes import change_home
from mangnon.core.models import Refused

TODAY = date(2025, 6, 20)
BORN = date(2020, 5, 17)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


def move(child, by, hamlet, since, household=""):
    change_home(child.pk, hamlet=hamlet, household=household, since=since, by=by, today=TODAY)


def homes(child):
    rows = ResidenceSpell.objects.filter(child=child).order_by("began_on")
    return list(rows.values_list("hamlet", "began_on", "ended_on"))


def test_who_may_not_edit_changes_no_home(make_child, make_user, ward):
    child = make_child()
    with pytest.raises(PermissionDenied):
        move(child, make_user("leader", ward), "Thôn 1", TODAY)
    assert homes(child) == []


def test_a_child_without_homes_has_lived_here_since_birth(make_child, keeper):
    child = make_child()
    move(child, keeper, "Thôn 1", date(2024, 1, 1))
    assert homes(child) == [
        ("", BORN, date(2024, 1, 1)),
        ("Thôn 1", date(2024, 1, 1), None),
    ]


def test_a_home_ends_when_the_next_begins_and_the_same_day_corrects(make_child, keeper):
    child = make_child()
    move(child, keeper, "Thôn 1", BORN, "H1")
    move(child, keeper, "Thôn 2", date(2024, 1, 1))
    move(child, keeper, "Thôn 3", date(2024, 1, 1))
    assert homes(child) == [
        ("Thôn 1", BORN, date(2024, 1, 1)),
        ("Thôn 3", date(2024, 1, 1), None),
    ]


@pytest.mark.parametrize("since", [date(2020, 5, 16), date(2023, 12, 31), date(2025, 6, 21)])
def test_a_home_begins_after_the_last_one_and_not_later_than_today(make_child, keeper, since):
    child = make_child()
    move(child, keeper, "Thôn 1", date(2024, 1, 1))
    before = homes(child)
    with pytest.raises(Refused):
        move(child, keeper, "Thôn 2", since)
    assert homes(child) == before


def test_the_pages_change_the_home_and_the_poverty_class(client, make_child, keeper):
    child = make_child()
    client.force_login(keeper)
    sent = {"hamlet": "Thôn 3", "household": "H7", "since": "2024-01-01"}
    assert client.post(f"/children/{child.pk}/home/", sent).status_code == 302
    assert 'value="H7"' in client.get(f"/children/{child.pk}/home/").content.decode()
    poor = {"poverty": "poor", "since": "2025-01-01"}
    assert client.post(f"/children/{child.pk}/poverty/", poor).status_code == 302
    late = {"poverty": "poor", "since": "2025-12-01"}
    assert client.post(f"/children/{child.pk}/poverty/", late).status_code == 422
    page = client.get(f"/children/{child.pk}/").content.decode()
    assert "Thôn 3" in page
    assert "Hộ nghèo" in page
