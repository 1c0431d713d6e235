"""A few communes, and children to put in them."""

from datetime import date

import pytest

from mangnon.children.models import Child
from mangnon.core.models import Unit


@pytest.fixture
def ward(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def township(province):
    return Unit.objects.get(code="25270")


@pytest.fixture
def village(province, make_unit):
    return make_unit("25222", "Bù Gia Mập", "commune", "Xã", "688")


@pytest.fixture
def make_child(ward):
    def make(birth_date=date(2020, 5, 17), *, full_name="Điểu K'Rứt", unit=None, **fields):
        child = Child(birth_date=birth_date, full_name=full_name, unit=unit or ward, **fields)
        child.set_name_key()
        child.save()
        return child

    return make
