"""Coordination rules: which units have them, whether they hold, when they were reviewed."""

import uuid

import pytest

from mangnon.core.models import Refused, Unit, UnitChange, User
from mangnon.plans.bases.catalog import subjects
from mangnon.plans.bases.coordinating import enter_rules, review_due_on, review_rules, standings
from tests.bases.conftest import NOW, TODAY, day

PROTECTION = subjects()["protection"]


@pytest.fixture
def rules(enter, officer, ward):
    def make(document=None, *, by=officer, unit=ward, key=None, parties="UBND phường, Công an"):
        document = document or enter("3/QĐ-UBND", kind="decision", issued_on=day(2024, 9, 1))
        return enter_rules(
            unit, "protection", document, parties, by=by, now=NOW, key=key or uuid.uuid4()
        )

    return make


def states(user, on=TODAY):
    return {one.unit.name: one.state for one in standings(user, PROTECTION, on)}


def test_every_unit_without_rules_is_listed(officer, ward_officer, rules):
    rules()
    assert states(officer) == {
        "Bình Phước": "lacking", "Lộc Ninh": "lacking", "Long Thủy": "lacking", "Thác Mơ": "good",
    }  # fmt: skip
    assert states(ward_officer) == {"Thác Mơ": "good"}
    assert next(iter(states(officer))) == "Bình Phước"


def test_a_review_is_due_a_year_after_the_last(officer, rules):
    made = rules()
    assert states(officer, day(2025, 8, 31))["Thác Mơ"] == "good"
    assert states(officer, day(2025, 9, 1))["Thác Mơ"] == "due"
    review(made, officer)
    assert states(officer, day(2025, 9, 1))["Thác Mơ"] == "good"
    assert review_due_on(day(2024, 12, 31)) == day(2025, 12, 30)


def test_rules_that_were_replaced_hold_no_longer(officer, rules, enter, replace):
    document = enter("3/QĐ-UBND", kind="decision", issued_on=day(2024, 9, 1))
    rules(document)
    new = enter("4/QĐ-UBND", kind="decision", issued_on=day(2025, 5, 1))
    replace(document, new)
    assert states(officer)["Thác Mơ"] == "ended"
    rules(new)
    assert states(officer)["Thác Mơ"] == "good"


def test_a_unit_keeps_its_rules_under_another_type(officer, rules, ward, make_unit):
    rules()
    ward.valid_to = day(2025, 6, 1)
    ward.save()
    make_unit("25216", "Thác Mơ", "commune", "Xã", "688", valid_from=day(2025, 6, 1))
    UnitChange.objects.create(
        on=day(2025, 6, 1), kind="retype", from_code="25216", to_code="25216", share=1
    )
    assert states(User.objects.get(pk=officer.pk))["Thác Mơ"] == "good"


def review(made, by, *, on=TODAY, outcome="keep", note="", key=None):
    return review_rules(made.pk, on, outcome, note, by=by, now=NOW, key=key or uuid.uuid4())


def test_what_cannot_be_is_refused(officer, ward_officer, health_clerk, rules, enter, province):
    made = rules()
    for by in (ward_officer, health_clerk):
        with pytest.raises(Refused, match="your own units"):
            rules(made.document, by=by, unit=province)
    with pytest.raises(Refused, match="in the register already"):
        rules(made.document)
    with pytest.raises(Refused, match="which agencies"):
        rules(enter("8/QĐ"), parties=" ")
    with pytest.raises(Refused, match="Choose one"):
        rules(enter("9/QĐ"), unit=Unit.objects.get(code="688"))
    for on in (day(2024, 8, 31), day(2025, 6, 3)):
        with pytest.raises(Refused, match="after they were issued"):
            review(made, officer, on=on)
    with pytest.raises(Refused, match="what is to be amended"):
        review(made, officer, outcome="amend")
    with pytest.raises(Refused, match="your own units"):
        review(made, health_clerk)


def test_forms_sent_again_make_one(officer, rules, enter):
    key, document = uuid.uuid4(), enter()
    made = rules(document, key=key)
    assert rules(document, key=key) == made
    assert review(made, officer, key=key) == review(made, officer, key=key)
    assert made.reviews.count() == 1


def test_the_list_takes_few_statements(officer, rules, django_assert_max_num_queries):
    rules()
    with django_assert_max_num_queries(6):
        standings(officer, PROTECTION, TODAY)
