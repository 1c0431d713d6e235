"""Two wards with posts, the officer of the first, and who reads them."""

import datetime
from uuid import uuid4

import pytest

from mangnon.activities.network.filling import fill_post
from mangnon.activities.network.posting import open_post
from mangnon.core.models import Unit

TODAY = datetime.date(2025, 6, 20)
SINCE = datetime.date(2020, 1, 1)
OFFICER, COLLABORATOR = "child_protection_officer", "collaborator"


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
def open_one(officer, ward):
    """Open a post, by the focal office unless told otherwise."""

    def make(kind=OFFICER, *, by=None, unit=ward, hamlet="", since=SINCE, key=None):
        hamlet = hamlet or ("Thôn 1" if kind == COLLABORATOR else "")
        about = {"kind": kind, "unit": unit, "hamlet": hamlet, "words": "", "from_day": since}
        return open_post(key or uuid4(), about, by=by or officer, today=TODAY)

    return make


def told(name="Trần Thị Bình", since=SINCE, until=None, why="", **more):
    return {
        "full_name": name, "sex": "female", "qualification": "university", "is_full_time": True,
        "from_day": since, "until": until, "left_because": why,
    } | more  # fmt: skip


@pytest.fixture
def fill(officer):
    def make(post, *, by=None, key=None, **about):
        return fill_post(post.pk, key or uuid4(), told(**about), by=by or officer, today=TODAY)

    return make
