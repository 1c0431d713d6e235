"""The explainer: it says what the policy does, rule by rule, and shows nothing of the record."""

import datetime
import random
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from mangnon.core.access import Role, ScopedQuerySet
from mangnon.core.explaining import explain, who_sees
from mangnon.core.models import AuditEntry, Refused
from mangnon.core.registries import RECORD_KINDS
from mangnon.core.rule_words import ACTIONS, RULES
from mangnon.plans.models import Plan
from tests import two_provinces

SEED, PAIRS = 7, 300


@pytest.fixture
def plan(province, officer):
    return Plan.objects.create(
        title="Kế hoạch bí mật", unit=province, state="draft", file_name="a.txt",
        sha256="0" * 64, stored_as="a.txt", created_by=officer,
    )  # fmt: skip


def rules_of(explanation):
    return [(answer.rule, answer.holds) for answer in explanation.answers]


def test_only_who_may_explain_asks(plan, leader):
    with pytest.raises(PermissionDenied, match=r"access\.explain"):
        explain("plan", str(plan.pk), leader.username, by=leader)


def test_a_draft_is_hidden_from_a_leader_by_its_state(plan, officer, leader):
    _record, found = explain("plan", str(plan.pk), leader.username, by=officer)
    assert not found.sees
    assert rules_of(found) == [
        ("account-open", True),
        ("role-grants", True),
        ("has-unit", True),
        ("unit-subtree", True),
        ("approved", False),
    ]
    assert found.decided_by.rule == "approved"
    assert "chưa được duyệt" in found.decided_by.sentence


def test_a_draft_is_seen_by_who_reviews_because_of_the_unit(plan, officer):
    _record, found = explain("plan", str(plan.pk), officer.username, by=officer)
    assert found.sees
    assert found.decided_by.rule == "unit-subtree"


def test_the_first_rule_that_fails_ends_the_list(plan, officer, make_user, province):
    analyst = make_user("analyst", province)
    _record, found = explain("plan", str(plan.pk), analyst.username, by=officer)
    assert rules_of(found) == [("account-open", True), ("role-grants", False)]
    analyst.is_active = False
    analyst.save()
    _record, found = explain("plan", str(plan.pk), analyst.username, by=officer)
    assert rules_of(found) == [("account-open", False)]


def test_people_and_records_outside_the_askers_scope_are_as_if_they_were_not(
    plan, officer, stranger
):
    with pytest.raises(Refused) as outside:
        explain("plan", str(plan.pk), stranger.username, by=stranger)
    with pytest.raises(Refused) as nowhere:
        explain("plan", "999999", stranger.username, by=stranger)
    assert str(outside.value).replace(str(plan.pk), "#") == str(nowhere.value).replace(
        "999999", "#"
    )
    with pytest.raises(Refused, match="Không có người dùng"):
        explain("plan", str(plan.pk), stranger.username, by=officer)


@pytest.mark.parametrize("number", ["", "abc", "1' OR 1=1", "9" * 40, "\x00", "１"])
@pytest.mark.parametrize("kind", ["plan", "child", "unit", "person"])
def test_a_number_that_names_nothing_is_refused_with_a_sentence(kind, number, officer, db):
    with pytest.raises(Refused, match="Không có hồ sơ"):
        explain(kind, number, officer.username, by=officer)


def test_an_unknown_kind_is_refused_with_those_that_are(officer):
    with pytest.raises(Refused, match="plan"):
        explain("secret", "1", officer.username, by=officer)


def test_a_code_used_twice_is_asked_for_by_its_first_day(two_units, officer):
    with pytest.raises(Refused, match="mã@ngày đầu"):
        who_sees("unit", "25216", by=officer)
    record, _seeing = who_sees("unit", "25216@1997-01-01", by=officer)
    assert record.found == two_units[0]


@pytest.fixture
def two_units(province, make_unit):
    day = datetime.date
    old = type(province).objects.get(code="25216")
    old.valid_to = day(2024, 1, 1)
    old.save()
    new = make_unit("25216", "Sơn Giang", "commune", "Phường", "688", valid_from=day(2024, 1, 1))
    return old, new


def test_who_sees_lists_people_of_the_scope_with_the_rule(plan, officer, leader, stranger):
    _record, seeing = who_sees("plan", str(plan.pk), by=officer)
    assert [(found.person, found.decided_by.rule) for found in seeing] == [
        (officer, "unit-subtree")
    ]


def test_each_question_is_audited_without_the_records_words(plan, officer, leader):
    explain("plan", str(plan.pk), leader.username, by=officer)
    who_sees("plan", str(plan.pk), by=officer)
    asked, listed = AuditEntry.objects.order_by("pk")
    assert (asked.action, asked.actor, asked.record_id) == (
        "access.explain",
        officer,
        str(plan.pk),
    )
    assert asked.details == {"person": leader.pk, "sees": False, "decided_by": "approved"}
    assert (listed.action, listed.details) == ("access.who", {"people": 1})


def test_every_scoped_table_can_be_explained(db):
    scoped = {m for m in apps.get_models() if isinstance(m._default_manager.all(), ScopedQuerySet)}
    assert {kind.model for kind in RECORD_KINDS.values()} == scoped
    assert {model._default_manager.all().view_action for model in scoped} <= set(ACTIONS)


def test_every_rule_of_the_policy_has_words():
    package = Path(__file__).parents[2] / "mangnon"
    asked = set()
    for file in package.rglob("*.py"):
        asked |= set(re.findall(r'yield Rule\("([a-z-]+)"', file.read_text(encoding="utf-8")))
    assert asked <= set(RULES)
    assert {"role-grants", "approved"} <= asked


@pytest.fixture
def site(db, settings, tmp_path):
    return two_provinces.fill(settings, tmp_path)


def test_the_verdict_is_what_visible_to_does(site):
    chance = random.Random(SEED)
    asking = {
        unit: person
        for person, unit in site.people
        if person.role == Role.FOCAL_OFFICE and person.is_active
    }
    for _pair in range(PAIRS):
        person, unit = chance.choice([pair for pair in site.people if pair[1]])
        thing = chance.choice(site.things)
        by = asking["75" if unit in two_provinces.AREAS["75"] else "79"]
        model = type(thing.record)
        sees = model._default_manager.all().visible_to(person).filter(pk=thing.record.pk).exists()
        number = str(thing.record.pk)
        if thing.kind == "unit":
            number = f"{thing.record.code}@{thing.record.valid_from}"
        if thing.kind == "person":
            number = thing.record.username
        if thing.unit not in two_provinces.AREAS[by.unit.code]:
            with pytest.raises(Refused):
                explain(thing.kind, number, person.username, by=by)
            assert not sees
            continue
        _record, found = explain(thing.kind, number, person.username, by=by)
        assert found.sees == sees, (SEED, person.username, thing)
