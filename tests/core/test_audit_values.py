"""Before and after: told for the fields that a model declares, by name only for all others."""

import datetime
from decimal import Decimal

import pytest

from mangnon.core.audit.values import changes_since, plain_value, values_of
from mangnon.core.models import User


@pytest.fixture
def person(monkeypatch):
    monkeypatch.setattr(User, "audited_fields", ("role", "unit"), raising=False)
    return User(username="lan", full_name="Nguyễn Thị Lan", role="leader", unit_id=1)


def test_told_fields_have_their_values_and_all_others_only_their_names(person):
    before = values_of(person)
    person.role, person.unit_id, person.full_name = "auditor", 2, "Trần Thị Lan"
    details = changes_since(before, person)
    assert details == {
        "before": {"role": "leader", "unit_id": 1},
        "after": {"role": "auditor", "unit_id": 2},
        "changed": ["full_name"],
    }


def test_a_model_that_declares_nothing_tells_no_value(person, monkeypatch):
    monkeypatch.delattr(User, "audited_fields")
    before = values_of(person)
    person.role = "auditor"
    assert changes_since(before, person) == {"before": {}, "after": {}, "changed": ["role"]}


def test_what_did_not_change_is_not_told(person):
    assert changes_since(values_of(person), person) == {"before": {}, "after": {}}


def test_values_are_told_as_plain_json():
    day = datetime.date(2025, 10, 31)
    assert [plain_value(v) for v in (day, Decimal("1.50"), None, 3)] == [
        "2025-10-31", "1.50", None, 3,
    ]  # fmt: skip
