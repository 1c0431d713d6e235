import datetime
import uuid

import pytest

from mangnon.children.models import Child
from mangnon.core.models import Unit
from mangnon.plans.funding.approval import approve_line
from mangnon.plans.funding.entering import enter_line
from tests.conftest import placed

NOW = datetime.datetime(2025, 10, 31, 9, tzinfo=datetime.UTC)
MILLION = 1_000_000


@pytest.fixture(autouse=True)
def day(settings):
    settings.TODAY = NOW.date()


@pytest.fixture
def second(make_user, province):
    """A second person of the focal office: what one enters, the other approves."""
    return make_user("focal_office", province, "dau-moi-2")


@pytest.fixture
def health_clerk(make_user, province, health):
    return placed(make_user("agency_focal_point", province, "so-y-te"), health)


@pytest.fixture
def ward(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def ward_officer(make_user, ward):
    return make_user("commune_officer", ward)


def values(stage="estimate", amount=MILLION, **other):
    day = datetime.date(2025, 3, 1)
    return {
        "year": 2025, "stage": stage, "source": "local", "amount": amount, "on": day,
        "purpose": "Dạy bơi", "document_number": "12/QĐ-UBND", "document_on": day,
        "issuer": "UBND tỉnh",
    } | other  # fmt: skip


@pytest.fixture
def enter(health, health_clerk):
    """Enter a line of the health department."""

    def enter_one(stage="estimate", amount=MILLION, **other):
        key = other.pop("key", None) or uuid.uuid4()
        by, holder = other.pop("by", health_clerk), other.pop("holder", health)
        return enter_line(holder, values(stage, amount, **other), by=by, now=NOW, key=key)

    return enter_one


@pytest.fixture
def approved(enter, officer):
    """Enter a line, which the focal office approves."""

    def approve_one(*stage_and_amount, **other):
        line = enter(*stage_and_amount, **other)
        return approve_line(line.pk, seen_at=NOW, by=officer, now=NOW)

    return approve_one


@pytest.fixture
def child(ward):
    child = Child(birth_date=datetime.date(2016, 2, 3), unit=ward)
    child.set_name("Điểu Thị Lan")
    child.save()
    return child
