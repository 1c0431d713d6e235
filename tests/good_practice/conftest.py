"""A ward with a model of work, the officer who keeps it, and a body of the province."""

import datetime
from uuid import uuid4

import pytest

from mangnon.activities.good_practice.keeping import enter_practice
from mangnon.core.models import Unit

TODAY = datetime.date(2025, 6, 20)
BEGUN = datetime.date(2025, 1, 10)


@pytest.fixture(autouse=True)
def day(settings):
    settings.TODAY = TODAY


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
    """Enter a model of the ward, by its officer unless told otherwise."""

    def make(name="Ngôi nhà an toàn", *, by=keeper, key=None, costs=(), state="pilot", since=BEGUN,
             **values):  # fmt: skip
        about = {
            "field": "protection", "unit": ward, "place_words": "Khu phố 2", "organiser": None,
            "organiser_words": "UBND phường", "results": "", "leaves": ["9"],
        } | values  # fmt: skip
        return enter_practice(
            key or uuid4(), name, about, dict(costs), state, since, by=by, today=TODAY
        )

    return make
