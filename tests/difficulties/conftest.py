"""A province with its focal office, a department and a commune that each raise difficulties."""

import datetime

import pytest

from mangnon.core.models import Unit
from mangnon.plans.difficulties.answering import Answer, say
from mangnon.plans.difficulties.raising import Said, raise_difficulty
from mangnon.plans.models import Difficulty
from tests.conftest import placed

ZONE = datetime.timezone(datetime.timedelta(hours=7))
NOW = datetime.datetime(2025, 6, 2, 9, 0, tzinfo=ZONE)  # a Monday
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def day(settings, tmp_path):
    settings.TODAY, settings.HOME = TODAY, tmp_path


@pytest.fixture
def commune(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def commune_officer(make_user, commune):
    return make_user("commune_officer", commune)


@pytest.fixture
def health_clerk(make_user, province, health):
    return placed(make_user("agency_focal_point", province, "y-te"), health)


@pytest.fixture
def raised(commune_officer):
    """Raise a difficulty as the commune does, unless told otherwise."""

    def make(title="Chưa có hồ bơi", *, by=commune_officer, now=NOW, **more):
        told = {"what": "Xã chưa có hồ bơi.", "proposed": "Bố trí kinh phí.", "since": TODAY} | more
        return raise_difficulty(Said(title, **told), by=by, now=now)

    return make


@pytest.fixture
def told():
    """Say something of a difficulty as it stands now."""

    def tell(one, kind, text="Vì…", *, by, now=NOW, **more):
        say(one, Answer(kind, text, **more), seen_at=fresh(one).changed_at, by=by, now=now)
        return fresh(one)

    return tell


def fresh(one):
    return Difficulty.objects.get(pk=one.pk)
