"""A sheet is checked, then its figures become the register's."""

import pytest
from django.utils import translation

from mangnon.core.models import Unit
from mangnon.plans.leading import who_leads_leaves
from mangnon.values.grid.adding_up import lowest
from mangnon.values.grid.checking import doubts
from mangnon.values.grid.desk import desk_of
from mangnon.values.grid.sending import send
from mangnon.values.models import ReportedCount, ReportedValue
from tests.at_once import Refused
from tests.values_grid.conftest import HALF, NOW, YEAR, enter, explain

MARRIAGES, DISASTERS, HELPED = "child_marriages", "disaster_children", "disaster_children_helped"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def said(user, period=YEAR):
    found = doubts(desk_of(user, 2025), period)
    return [(d.item.key, d.unit and d.unit.code, d.is_error, d.says) for d in found]


def sent(user, period=YEAR, *, read=True):
    return send(desk_of(user, 2025), period, now=NOW, has_read_warnings=read)


def test_who_leads_is_told_by_plans_in_force(clerk, health, province, stranger):
    assert who_leads_leaves(clerk) == {(2025, "10"): {health.pk}}
    assert who_leads_leaves(stranger) == {}


def test_an_empty_sheet_is_not_sent(clerk):
    with pytest.raises(Refused, match="Nothing is entered"):
        sent(clerk)


def test_a_column_without_a_source_keeps_the_sheet_back(clerk, province):
    enter(clerk, YEAR, (province, "10", "4,1"))
    assert [line[:3] for line in said(clerk)] == [("10", None, True)]
    with pytest.raises(Refused, match="1 errors keep this back"):
        sent(clerk)


def test_what_is_missing_is_listed_where_it_is_expected(clerk, province, commune):
    explain(clerk, YEAR, "10")
    enter(clerk, YEAR, (commune, "10", "4,1"))
    assert [line[:3] for line in said(clerk)] == [
        ("10", "70", False), ("10", "25270", False), ("10", "25217", False),
    ]  # fmt: skip
    with pytest.raises(Refused, match="Read the warnings"):
        sent(clerk, read=False)


def test_figures_that_can_hardly_be_are_told_by_the_quality_checks(clerk, province, officer):
    ReportedValue.objects.create(
        leaf="10", unit=province, year=2024, value=4, state="value", basis="final", source="a",
        method="b", entered_by=officer, entered_at=NOW,
    )  # fmt: skip
    explain(clerk, YEAR, "10")
    enter(clerk, YEAR, (province, "10", "40"))
    (jump, range_) = [says for _key, _unit, is_error, says in said(clerk) if not is_error]
    assert "ngoài khoảng hợp lý" in range_
    assert "tăng 900%" in jump


def test_sums_and_parts_are_held_against_each_other(officer, commune_officer, commune, province):
    units = {unit.code: unit for unit in Unit.objects.all()}
    enter(
        officer, YEAR, (units["688"], MARRIAGES, "5"), (units["25216"], MARRIAGES, "2"),
        (units["25217"], MARRIAGES, "2"), (units["688"], "1", "70"), (units["25216"], "1", "50"),
        (units["25217"], "1", "60"), (commune, DISASTERS, "3"), (commune, HELPED, "4"),
    )  # fmt: skip
    explain(officer, HALF, "1")
    told = {(key, unit): says for key, unit, _is_error, says in said(officer) if unit}
    assert told[MARRIAGES, "688"] == "5, but the units below add up to 4."
    assert told["1", "688"] == "70 lies outside the units below, from 50 to 60."
    wrong = {(key, unit, says) for key, unit, is_error, says in said(officer) if is_error and unit}
    assert (HELPED, "25216", "4 is more than the 3 of which it is a part.") in wrong
    assert any("first 6 months are missing" in says for _key, _unit, says in wrong)


def test_the_year_becomes_the_register_s_and_the_half_does_not(clerk, province, commune):
    for period, text in ((HALF, "3,9"), (YEAR, "4,1")):
        explain(clerk, period, "10")
        enter(clerk, period, (province, "10", text))
        sheet = sent(clerk, period)
        assert (sheet.sent_by, sheet.sent_at) == (clerk, NOW)
        assert ReportedValue.objects.count() == (period == YEAR)
    value = ReportedValue.objects.get()
    assert (value.leaf, value.unit, value.value, value.state) == ("10", province, 4.1, "value")
    assert (value.source, value.organisation) == ("Báo cáo ngành", clerk.organisation)
    enter(clerk, YEAR, (province, "10", "", 1))
    enter(clerk, YEAR, (commune, "10", "0"))
    sent(clerk)
    told = {v.unit_id: (v.state, v.value) for v in ReportedValue.objects.all()}
    assert told == {province.pk: ("no_data", None), commune.pk: ("zero", 0.0)}


def test_counts_of_the_period_are_added_up_for_the_year(officer, province, plan):
    for period, text in ((HALF, "30"), (YEAR, "12")):
        explain(officer, period, MARRIAGES, DISASTERS)
        enter(officer, period, (province, MARRIAGES, "40"), (province, DISASTERS, text))
    sent(officer)
    assert ReportedCount.objects.get().count == 40


def test_lower_units_stand_for_a_unit_once_all_of_them_have_sent():
    below = {1: [2, 3], 2: [4, 5], 3: [6]}
    assert lowest({1}, below) == {1}
    assert lowest({1, 4, 6}, below) == {1}
    assert lowest({1, 4, 5, 6}, below) == {4, 5, 6}
    assert lowest({1, 2, 6}, below) == {2, 6}
    assert lowest({4, 6}, below) == {4, 6}
    assert lowest({2, 4, 5}, below) == {4, 5}


def test_a_commune_s_count_waits_for_the_others(officer, commune_officer, commune, province, plan):
    for user, unit, text in ((officer, province, "9"), (commune_officer, commune, "2")):
        explain(user, YEAR, MARRIAGES)
        enter(user, YEAR, (unit, MARRIAGES, text))
        sent(user)
    assert [(c.unit, c.count) for c in ReportedCount.objects.all()] == [(province, 9)]
    rest = Unit.objects.filter(code__in=["25217", "25270"])
    enter(officer, YEAR, *((unit, MARRIAGES, "3") for unit in rest))
    sent(officer)
    told = {c.unit.code: c.count for c in ReportedCount.objects.select_related("unit")}
    assert told == {"25216": 2, "25217": 3, "25270": 3}


def test_counts_that_came_by_a_file_are_not_counted_twice(officer, commune, province, plan):
    ReportedCount.objects.create(
        item=MARRIAGES, unit=commune, year=2025, count=1, basis="final", source="Tệp",
        entered_by=officer, entered_at=NOW,
    )  # fmt: skip
    explain(officer, YEAR, MARRIAGES)
    enter(officer, YEAR, (province, MARRIAGES, "9"))
    with pytest.raises(Refused, match="came in by a file"):
        sent(officer)
