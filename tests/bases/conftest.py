"""Two documents of a province, a plan that cites, and people who keep the register."""

import datetime
import uuid

import pytest
from django.utils import translation

from mangnon.core.models import Unit
from mangnon.plans import services
from mangnon.plans.bases.entering import enter_document
from mangnon.plans.bases.replacing import replace_document
from tests.conftest import placed
from tests.plans.conftest import import_small_plan

NOW = datetime.datetime(2025, 6, 2, 9, tzinfo=datetime.UTC)
TODAY = NOW.date()
JUNE = datetime.date(2025, 6, 1)


def day(year, month, of_month):
    return datetime.date(year, month, of_month)


@pytest.fixture(autouse=True)
def world(settings, tmp_path):
    settings.TODAY, settings.HOME = TODAY, tmp_path / "home"
    with translation.override("en"):
        yield


@pytest.fixture
def ward(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def ward_officer(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def health_clerk(make_user, province, health):
    return placed(make_user("agency_focal_point", province, "y-te"), health)


@pytest.fixture
def approved(officer, province, tmp_path):
    """The small plan of the year, in force; its head cites 26/2021/NQ-HĐND."""
    (tmp_path / "plans").mkdir(exist_ok=True)
    draft = import_small_plan(tmp_path / "plans", officer, province)
    services.confirm_all(draft, by=officer)
    services.settle_all_warnings(draft, by=officer)
    return services.approve_plan(draft, by=officer)


def values(number="26/2021/NQ-HĐND", **other):
    return {
        "kind": "resolution", "number": number, "issued_on": day(2021, 12, 7),
        "issuer": "HĐND tỉnh", "title": "Thông qua Đề án công tác trẻ em", "valid_from": None,
        "valid_to": None,
    } | other  # fmt: skip


@pytest.fixture
def enter(officer):
    def enter_one(number="26/2021/NQ-HĐND", *, by=officer, key=None, **other):
        return enter_document(values(number, **other), by=by, now=NOW, key=key or uuid.uuid4())

    return enter_one


@pytest.fixture
def old(enter):
    return enter()


@pytest.fixture
def new(enter):
    return enter("30/2025/NQ-HĐND", issued_on=day(2025, 5, 1))


@pytest.fixture
def replace(officer):
    def replace_one(old, new, extent="whole", *, by=officer, from_on=JUNE, part=""):
        return replace_document(
            old.pk, new.pk, extent=extent, from_on=from_on, part=part, by=by,
            now=NOW - datetime.timedelta(days=1),
        )  # fmt: skip

    return replace_one
