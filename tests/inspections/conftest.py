"""A commune with a school, its officer, a department that inspects, and a supervisor."""

import datetime
from uuid import uuid4

import pytest
from django.utils import translation

from mangnon.activities.inspections.carrying_out import Answered, Wrong, add_finding, answer, close
from mangnon.activities.inspections.catalog import checklists_on
from mangnon.activities.inspections.planning import plan_inspection
from mangnon.activities.models import Inspection
from mangnon.core.models import Unit
from mangnon.places.models import Place

NOW = datetime.datetime(2025, 6, 16, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
TODAY = NOW.date()  # a Monday
DAY = datetime.date(2025, 6, 10)
ITEMS = [item.code for item in checklists_on(TODAY)["school"].items]


@pytest.fixture(autouse=True)
def day(settings, tmp_path):
    settings.TODAY, settings.HOME = TODAY, tmp_path


@pytest.fixture
def in_english():
    """Refusals as the code writes them."""
    with translation.override("en"):
        yield


@pytest.fixture
def ward(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def inspector(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def health_clerk(make_user, province, health):
    person = make_user("agency_focal_point", province, "y-te")
    person.organisation = health
    person.save()
    return person


@pytest.fixture
def supervisor(make_user, province):
    return make_user("external_supervisor", province)


@pytest.fixture
def school(ward):
    made = Place(kind="school", unit=ward)
    made.set_name("Trường Tiểu học Thác Mơ")
    made.save()
    return made


@pytest.fixture
def planned(inspector, ward, school):
    """Plan an inspection of the school by the commune, unless told otherwise."""

    def make(*, by=inspector, on=DAY, key=None, **values):
        about = {"unit": ward, "kind": "school", "planned_on": on}
        about |= {} if "place_words" in values else {"place": school}
        return plan_inspection(key or uuid4(), about | values, by=by)

    return make


@pytest.fixture
def done(planned, inspector):
    """Carry one out whose fence alone is not met, unless told otherwise."""

    def make(*, by=inspector, on=DAY, not_met=("fence",), **values):
        one = planned(by=by, on=on, **values)
        items = [item.code for item in one.checklist.items]
        said = {item: Answered("not_met" if item in not_met else "met") for item in items}
        answer(one.pk, said, seen_at=one.changed_at, by=by)
        for item in not_met:
            wrong = Wrong(f"Hỏng: {item}", "serious", item)
            add_finding(one.pk, uuid4(), wrong, by=by, now=NOW)
        return close(one.pk, "Đã kiểm tra", on, seen_at=fresh(one).changed_at, by=by)

    return make


def fresh(one):
    return Inspection.objects.get(pk=one.pk)
