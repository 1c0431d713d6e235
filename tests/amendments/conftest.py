"""A plan in force, a decision that amends it, and two people of the focal office."""

import datetime
import uuid
from decimal import Decimal

import pytest

from mangnon.plans.amendments import approving, drafting
from mangnon.plans.amendments.amendment import Amendment
from mangnon.plans.kinds import KINDS
from mangnon.plans.models import Target
from tests.bases.conftest import (
    NOW,
    approved,
    enter,
    health_clerk,
    ward,
    ward_officer,
    world,
)

__all__ = ["approved", "enter", "health_clerk", "ward", "ward_officer", "world"]

DAY = datetime.date(2025, 6, 1)


def at(minutes):
    return NOW + datetime.timedelta(minutes=minutes)


@pytest.fixture
def second(make_user, province):
    return make_user("focal_office", province, "dau-moi-2")


@pytest.fixture
def decision(enter):
    return enter("99/QĐ-UBND", kind="decision", issued_on=datetime.date(2025, 5, 20))


def fresh(amendment):
    return Amendment.objects.get(pk=amendment.pk)


@pytest.fixture
def begin(officer, approved):
    def begin_one(plan=None, *, by=officer, key=None, reason="Theo kết quả 5 tháng"):
        key = key or uuid.uuid4()
        return drafting.begin(plan or approved, reason, by=by, now=NOW, key=key)

    return begin_one


@pytest.fixture
def draft(begin, officer, decision):
    """An amendment with its decision and day, which changes nothing yet."""
    return head(begin(), officer, decision)


def head(amendment, by, decision, on=DAY):
    return drafting.set_head(
        amendment, reason=amendment.reason, decision=decision, effective_on=on,
        seen_at=fresh(amendment).changed_at, by=by, now=NOW,
    )  # fmt: skip


def change(amendment, item, by, **values):
    kind = next(kind for kind in KINDS.values() if kind.model is type(item))
    seen_at = fresh(amendment).changed_at
    if "value" in values:
        values["value"] = Decimal(values["value"])
    return drafting.change_item(amendment, kind, item.pk, values, seen_at=seen_at, by=by, now=NOW)


def remove(amendment, item, by):
    kind = next(kind for kind in KINDS.values() if kind.model is type(item))
    seen_at = fresh(amendment).changed_at
    return drafting.remove_item(amendment, kind, item.pk, seen_at=seen_at, by=by, now=NOW)


def add(amendment, slug, by, *, parent=None, under=None, key=None, **values):
    return drafting.add_item(
        amendment, KINDS[slug], values, parent_id=parent.pk if parent else None,
        under_id=under.pk if under else None, key=key or uuid.uuid4(),
        seen_at=fresh(amendment).changed_at, by=by, now=NOW,
    )  # fmt: skip


def submit(amendment, by):
    return approving.submit(amendment, seen_at=fresh(amendment).changed_at, by=by, now=NOW)


def approve(amendment, by, now=NOW):
    return approving.approve(amendment, seen_at=fresh(amendment).changed_at, by=by, now=now)


@pytest.fixture
def amend(draft, officer, second):
    """Lower the target of leaf 4b from 10 to 9, by a decision of 1/6/2025; return the amendment."""

    def amend_one(on=DAY):
        change(draft, Target.objects.get(leaf="4b"), officer, value=9)
        head(draft, officer, draft.decision, on)
        submit(draft, officer)
        return approve(draft, second)

    return amend_one
