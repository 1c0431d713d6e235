"""A commune with an activity, its officer, and a province with two bodies of its own."""

import datetime
from uuid import uuid4

import pytest

from mangnon.activities.keeping import enter_activity
from mangnon.children.models import Child
from mangnon.core.models import Unit

TODAY = datetime.date(2025, 6, 20)
DAY = datetime.date(2025, 6, 1)


@pytest.fixture(autouse=True)
def day(settings, tmp_path):
    settings.TODAY, settings.INTAKE = TODAY, tmp_path / "intake"


@pytest.fixture
def ward(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def next_ward(province):
    return Unit.objects.get(code="25217")


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def health(make_organisation, province):
    return make_organisation("Sở Y tế", province)


@pytest.fixture
def union(make_organisation, province):
    return make_organisation("Tỉnh Đoàn", province)


@pytest.fixture
def focal_point(make_user, province, union):
    person = make_user("agency_focal_point", province)
    person.organisation = union
    person.save()
    return person


@pytest.fixture
def enter(keeper, ward):
    """Enter an activity of the commune, by its officer unless told otherwise."""

    def make(title="Diễn đàn trẻ em", *, by=None, on=DAY, **values):
        about = {
            "kind": "forum", "unit": ward, "organiser_words": "UBND phường", "from_day": on,
            "to_day": on, "leaves": ["22"],
        }  # fmt: skip
        return enter_activity(uuid4(), title, about | values, by=by or keeper)

    return make


@pytest.fixture
def make_child(db):
    def make(name, unit, born=datetime.date(2015, 3, 5), **fields):
        child = Child(unit=unit, birth_date=born, **fields)
        child.set_name(name)
        child.save()
        return child

    return make
