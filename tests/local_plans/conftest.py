"""A province with a plan of a few targets, a commune with its officer and chair, a department."""

import datetime
import uuid

import pytest

from mangnon.core.models import Unit
from mangnon.indicators.cascade.proposing import targets_of_plan
from mangnon.plans.local.drafting import Proposal, Proposed, start
from mangnon.plans.models import LocalPlan
from tests.cascade.conftest import make_plan
from tests.conftest import placed

NOW = datetime.datetime(2025, 6, 2, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def day(settings, tmp_path):
    settings.TODAY, settings.HOME = TODAY, tmp_path


@pytest.fixture
def plan(province, officer):
    return make_plan(province, officer)


@pytest.fixture
def commune(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def keeper(make_user, commune):
    return make_user("commune_officer", commune)


@pytest.fixture
def chair(make_user, commune):
    return make_user("commune_chair", commune)


@pytest.fixture
def clerk_of_health(make_user, province, health):
    return placed(make_user("agency_focal_point", province, "y-te"), health)


@pytest.fixture
def head_of_health(make_user, province, health):
    return placed(make_user("agency_focal_point", province, "giam-doc-y-te"), health)


def as_proposed(plan):
    proposals = [Proposal(target, target.value) for target in targets_of_plan(plan)]
    return Proposed(plan, proposals, "2024-12-31-0001", datetime.date(2024, 12, 31))


@pytest.fixture
def begin(plan, commune, keeper):
    """Begin the commune's plan as its officer does, unless told otherwise."""

    def make(holder=commune, *, by=keeper, key=None, now=NOW):
        return start(holder, as_proposed(plan), by=by, now=now, key=key or uuid.uuid4())

    return make


def fresh(local):
    return LocalPlan.objects.get(pk=local.pk)


def target_of(local, leaf="4b"):
    return local.targets.get(leaf=leaf)
