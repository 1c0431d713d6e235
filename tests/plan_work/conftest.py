"""A province with two departments and a commune, each with somebody who does tasks."""

import datetime

import pytest

from mangnon.core.models import Unit
from mangnon.plans.models import Assignment
from mangnon.plans.work.giving import Asked, give

NOW = datetime.datetime(2025, 6, 2, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
TODAY = NOW.date()  # a Monday


@pytest.fixture(autouse=True)
def day(settings, tmp_path):
    settings.TODAY, settings.HOME = TODAY, tmp_path


@pytest.fixture
def commune(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def health_clerk(make_user, province, health):
    person = make_user("agency_focal_point", province, "y-te")
    person.organisation = health
    person.save()
    return person


@pytest.fixture
def commune_officer(make_user, commune):
    return make_user("commune_officer", commune)


@pytest.fixture
def make_task(officer, province):
    """Give a task as the focal office does, unless told otherwise."""

    def make(title="Tập huấn bảo vệ trẻ em", *, by=officer, **asked):
        asked = {"unit": province, "due_on": datetime.date(2025, 6, 30)} | asked
        return give(Asked(title, **asked), by=by, now=NOW)

    return make


def fresh(task):
    return Assignment.objects.get(pk=task.pk)
