import datetime

import pytest

from mangnon.core.models import Unit
from mangnon.places.models import Place

TODAY = datetime.date(2025, 6, 1)


@pytest.fixture
def ward(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def next_ward(province):
    return Unit.objects.get(code="25217")


@pytest.fixture
def commune_officer(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def make_place(db):
    def make(unit, name="Trạm Y tế Thác Mơ", kind="health_station", **fields):
        place = Place(unit=unit, kind=kind, **fields)
        place.set_name(name)
        place.save()
        return place

    return make
