"""A boy of the ward, and a way to measure him."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mangnon.children.growing import Measurement
from mangnon.children.growth.scoring import set_scores

BORN = date(2024, 1, 1)


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def boy(make_child):
    return make_child(BORN, sex="male")


@pytest.fixture
def measure():
    def taken(child, days, weight=None, height=None, *, is_standing=None, has_oedema=False):
        row = Measurement(
            child=child,
            unit=child.unit,
            measured_on=child.birth_date + timedelta(days),
            weight_kg=weight if weight is None else Decimal(str(weight)),
            height_cm=height if height is None else Decimal(str(height)),
            is_standing=is_standing,
            has_oedema=has_oedema,
        )
        set_scores([row], child)
        row.save()
        return row

    return taken
