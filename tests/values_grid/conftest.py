"""A year of entering: a department that leads a leaf, a commune, and the focal office."""

import datetime
from uuid import uuid4

import pytest

from mangnon.core.models import Unit
from mangnon.plans.models import IndicatorLead
from mangnon.values.grid.describing import Origin, describe
from mangnon.values.grid.desk import desk_of
from mangnon.values.grid.periods import Period
from mangnon.values.grid.saving import Typed, Writing, save
from tests.small_province import make_plan

NOW = datetime.datetime(2025, 11, 3, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
YEAR, HALF = Period.YEAR, Period.HALF
ORIGIN = Origin("Báo cáo ngành", "Đếm theo sổ", "provisional")


@pytest.fixture(autouse=True)
def day(settings, tmp_path):
    settings.TODAY, settings.HOME = NOW.date(), tmp_path


@pytest.fixture
def commune(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def plan(province, officer, health):
    """Leaf 10 (of the plan's three) is led by the health department, the others by nobody."""
    plan = make_plan(province, officer)
    IndicatorLead.objects.filter(indicator__plan=plan).update(organisation=None)
    IndicatorLead.objects.filter(indicator__number="10").update(organisation=health)
    return plan


@pytest.fixture
def clerk(make_user, province, health, plan):
    person = make_user("agency_focal_point", province, "y-te")
    person.organisation = health
    person.save()
    return person


@pytest.fixture
def commune_officer(make_user, commune):
    return make_user("commune_officer", commune)


def typed(unit, item, text, seen=0, **more):
    return Typed(unit.pk, item, text, seen, more.pop("key", None) or uuid4(), **more)


def enter(user, period, *cells, year=2025, **how):
    """Save cells as (unit, item, text[, seen]) and return the answers."""
    desk = desk_of(user, year)
    wanted = [cell if isinstance(cell, Typed) else typed(*cell) for cell in cells]
    return save(Writing(desk, period, NOW, **how), wanted)


def explain(user, period, *items, year=2025):
    describe(desk_of(user, year), period, dict.fromkeys(items, ORIGIN))
