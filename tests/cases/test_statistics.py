"""Counts of cases: whole for the province, hidden where few, and never a case."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.cases.receiving.receiving import receive
from mangnon.cases.statistics.events import Event
from mangnon.cases.statistics.released import HAS, WHOLE, released
from mangnon.dashboards.case_statistics import figures_now
from mangnon.engine.suppression.layers import TOTAL, Place
from tests.cases.conftest import at

OLD = datetime.date(1997, 1, 1)
A, B, C = (("25216", OLD), ("25217", OLD), ("25270", OLD))
HARMS = ["violence", "neglect"]


def events(unit, count, harms=("violence",), **about):
    fields = {"setting": "family", "sex": "female", "age_at_event": "6_to_10", "finding": "upheld"}
    return [
        Event(
            unit=unit, event_key=f"{unit}{i}{harms}", child_key=f"{unit}{i}{harms}",
            harms=frozenset(harms), **{**fields, **about},
        )
        for i in range(count)
    ]  # fmt: skip


def total(told, unit):
    return told[Place(unit, TOTAL, TOTAL)]


def test_many_are_told():
    told = released([*events(A, 20), *events(B, 30)], HARMS, 10)
    assert (total(told, WHOLE), total(told, A), total(told, B)) == (50, 20, 30)


def test_a_small_commune_is_hidden_and_another_that_would_give_it_away():
    told = released([*events(A, 3), *events(B, 30), *events(C, 40)], HARMS, 10)
    assert total(told, WHOLE) == 73
    assert total(told, A) is None
    assert {total(told, B), total(told, C)} & {None}


def test_a_few_of_another_kind_are_hidden_with_those_that_have_it_not():
    told = released([*events(A, 30), *events(A, 2, ("neglect",))], HARMS, 10)
    assert told[Place(A, "neglect", HAS)] is None
    assert told[Place(A, "violence", HAS)] is None
    assert total(told, A) == 32


def test_the_province_is_told_its_own_total_though_it_is_small():
    told = released(events(A, 3), HARMS, 10)
    assert total(told, WHOLE) == 3


def test_nothing_is_counted_as_nothing():
    assert released([], HARMS, 10) == {}


@pytest.mark.parametrize("role", ["case_partner", "hotline_operator", "auditor", "analyst"])
def test_others_are_told_no_count(case, make_user, province, role):
    with pytest.raises(PermissionDenied):
        figures_now(2025, by=make_user(role, province), now=at(1))


def test_a_leader_reads_counts_and_no_case(
    operator, new_report, make_user, province, commune, client
):
    for number in range(12):
        told = {"what": f"Bố đánh cháu, {number}"}
        receive(new_report(answers=told), by=operator, now=at(0.1))
    leader = make_user("leader", province)
    found = figures_now(2025, by=leader, now=at(1))
    assert (found.total, found.children, found.cases) == (12, 12, 12)
    assert [(line.label, line.count) for line in found.communes] == [(str(commune), 12)]
    client.force_login(leader)
    page = client.get("/cases/statistics/").content.decode()
    assert "2025-00" not in page
    assert "Điểu" not in page
    assert client.get("/cases/").url == "/cases/limits/kept/"  # counts of limits, and no case


def test_the_chair_is_told_what_the_province_is_told_of_the_commune(
    operator, new_report, make_user, commune, other_commune
):
    for unit, times in ((commune, 3), (other_commune, 14)):
        for number in range(times):
            told = {"what": f"Bố đánh cháu, {unit} {number}"}
            receive(new_report(unit=unit, answers=told), by=operator, now=at(0.1))
    chair = make_user("commune_chair", commune)
    found = figures_now(2025, by=chair, now=at(1))
    assert (found.total, found.children, found.steps) == (None, None, [])
    assert [line.label for line in found.communes] == [str(commune)]


def test_children_at_risk_are_counted_beside_the_kinds_of_harm(
    operator, new_report, make_user, province
):
    for number in range(12):
        new = new_report(harms=["at_risk"], answers={"what": f"Cháu hay ở nhà một mình, {number}"})
        receive(new, by=operator, now=at(0.1))
    _title, lines = figures_now(2025, by=make_user("leader", province), now=at(1)).tables[0]
    counts = {line.label: line.count for line in lines}
    assert counts["Nguy cơ bị bạo lực, bóc lột, bỏ rơi"] == 12
    assert counts["Bạo lực"] == 0
