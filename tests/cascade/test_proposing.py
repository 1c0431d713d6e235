"""What is proposed to each unit, and by which way: worked by hand."""

from decimal import Decimal

import pytest

from mangnon.core.models import Refused, Unit
from mangnon.indicators.cascade.asking import told_cascade
from mangnon.indicators.cascade.proposing import Way, proposed_for, proposed_for_units
from mangnon.indicators.models import Result
from mangnon.plans.models import IndicatorLead, LocalPlan, LocalTarget
from tests.cascade.conftest import COMMUNES, MOMENT, TODAY, make_run
from tests.cascade.test_hidden import SMALL
from tests.in_force import as_if_written_so


def proposals(plan, way=Way.OWN_START, level="commune", run=None):
    units = list(Unit.objects.filter(level=level).order_by("code"))
    by_pk = proposed_for_units(units, plan, way, run=run)
    return {
        unit.code: {one.target.leaf: one for one in by_pk[unit.pk].proposals} for unit in units
    }  # fmt: skip


def values(found, leaf):
    return {code: found[code][leaf].value for code in found if leaf in found[code]}


def test_a_rate_is_proposed_as_it_is(run, plan):
    found = proposals(plan, Way.AS_IS)
    assert values(found, "4b") == dict.fromkeys(("25216", "25217", "25270"), 20)
    assert found["25216"]["4b"].method == "as_is"
    assert values(proposals(plan, Way.AS_IS, "district"), "4b") == {"688": 20, "692": 20}


def test_where_lower_is_better_all_rates_fall_in_the_same_proportion(province, plan, officer):
    # the province: 250 of 1,000 is 25 %, down to 20 %: every rate to four fifths
    counts = {"25216": (40, 200), "25217": (60, 200), "25270": (150, 600)}
    make_run(officer, COMMUNES | {"4b": counts})
    found = proposals(plan)
    assert values(found, "4b") == {"25216": 16, "25217": 24, "25270": 20}
    told = LocalTarget(
        method=found["25216"]["4b"].method, basis=found["25216"]["4b"].basis,
        target=found["25216"]["4b"].target,
    )  # fmt: skip
    assert told.method_words == (
        "Từ mức 20,0% của đơn vị (tỉnh: 25,0%, ngày 31/10/2025), thu hẹp cùng tỷ lệ với tỉnh."
    )


def test_where_higher_is_better_all_shortfalls_shrink_in_the_same_proportion(run, plan):
    # the province: 880 of 1,000 is 88 %, 12 short; to 95 %, 5 short: every shortfall to 5 / 12
    # 90 %: 10 → 4.17 short, 95.83 → 95.9; 85 %: 15 → 6.25, 93.75 → 93.8; 88.57 %: → 95.24 → 95.3
    assert values(proposals(plan), "5") == {
        "25216": Decimal("95.9"), "25217": Decimal("93.8"), "25270": Decimal("95.3"),
    }  # fmt: skip


def test_what_is_reached_already_is_kept(run, plan):
    # the province stands at 20 % and is to be at most at 20 %: everybody keeps the own figure,
    # rounded to the stricter side: 110 of 600 is 18.33 %
    assert values(proposals(plan), "4b") == {
        "25216": 15, "25217": 30, "25270": Decimal("18.3"),
    }  # fmt: skip


def test_what_is_proposed_adds_up_to_what_the_province_asks(run, plan, officer, leader, admin):
    """The check of the proposals themselves is met, whatever the units weigh."""
    units = list(Unit.objects.filter(level="commune"))
    for unit in units:
        local = LocalPlan.objects.create(
            plan=plan, year=2025, unit=unit, state="sent", drafted_by=officer, drafted_at=MOMENT,
            changed_at=MOMENT, sent_by=officer, sent_at=MOMENT,
        )  # fmt: skip
        for one in proposed_for(unit, plan, Way.OWN_START).proposals:
            local.targets.create(
                target=one.target, leaf=one.target.leaf, value=one.value, proposed=one.value,
                method=one.method, basis=dict(one.basis),
            )  # fmt: skip
        local.state, local.decided_by, local.decided_at = "approved", leader, MOMENT
        local.save()
    for check in told_cascade(run, by=admin)["checks"]:
        assert check["is_met"], check


def test_a_number_is_parted_by_the_share_of_children(run, plan):
    # 90 by 2,000 : 1,000 : 7,000 is 18, 9, 63
    found = proposals(plan)
    assert values(found, "8a") == {"25216": 18, "25217": 9, "25270": 63}
    assert found["25216"]["8a"].method == "share"
    told = LocalTarget(method="share", basis=found["25216"]["8a"].basis)
    told.target = found["25216"]["8a"].target
    assert told.method_words.startswith("18 trên 90: đơn vị có 20,00% ")


def test_parts_are_whole_numbers_that_add_up(province, plan, officer):
    counts = {"25216": (40, 1000), "25217": (30, 1000), "25270": (30, 1000)}
    with as_if_written_so():
        plan.indicators.get(number="8").targets.update(value=100)
    make_run(officer, COMMUNES | {"8a": counts})
    assert sorted(values(proposals(plan), "8a").values()) == [33, 33, 34]


def test_a_unit_that_is_counted_itself_reaches_it_or_not(run, plan):
    assert values(proposals(plan), "1") == dict.fromkeys(("25216", "25217", "25270"), 100)
    assert proposals(plan)["25270"]["1"].basis == {"own": "0"}
    # a district of two communes, both of which have reached it, and one of one commune
    assert values(proposals(plan, level="district"), "1") == {"688": 100, "692": 100}


def test_nothing_is_proposed_where_there_is_nothing_to_count(province, plan, officer):
    counts = COMMUNES["4b"] | {"25216": (0, 0)}
    make_run(officer, COMMUNES | {"4b": counts})
    assert set(values(proposals(plan), "4b")) == {"25217", "25270"}


def test_a_change_and_a_stated_figure_are_proposed_as_they_are_or_from_the_own_start(run, plan):
    found = proposals(plan)
    assert values(found, "13") == dict.fromkeys(("25216", "25217", "25270"), 2)
    # the province states 4.1 %, better than 4.5: who stated one keeps it, the third takes 4.5
    assert values(found, "10") == {"25216": 5, "25217": 3, "25270": Decimal("4.5")}


def test_a_hidden_figure_is_not_told_by_a_proposal(province, plan, officer):
    make_run(officer, COMMUNES | {"4b": SMALL, "8a": SMALL})
    found = proposals(plan)
    assert found["25216"]["4b"].method == found["25270"]["4b"].method == "as_is"
    assert found["25217"]["4b"].method == "own_start"
    parts = values(found, "8a")
    assert abs(parts["25216"] - parts["25270"]) <= 1  # equal parts, but for the rounding


def test_figures_of_few_cases_are_no_start(run, plan):
    Result.objects.filter(leaf="4b", unit__code="25216").update(flags=["small_numbers"])
    assert proposals(plan)["25216"]["4b"].method == "as_is"


def test_without_any_figures_all_is_proposed_as_it_is(province, plan):
    unit = Unit.objects.get(code="25216")
    found = proposed_for(unit, plan, Way.OWN_START)
    assert [(one.value, one.method) for one in found.proposals][2] == (20, "as_is")
    assert found.figures_on is None


def test_proposals_name_the_figures_that_they_come_from(run, plan):
    found = proposed_for(Unit.objects.get(code="25216"), plan, Way.AS_IS)
    assert (found.snapshot, found.figures_on) == ("2025-10-31-0001", TODAY)


def test_an_agency_takes_the_targets_that_it_leads_as_they_are(run, plan, health, home_affairs):
    with as_if_written_so():
        for number, role in (("4", "lead"), ("5", "partner")):
            IndicatorLead.objects.create(
                indicator=plan.indicators.get(number=number), role=role, name="Sở Y tế",
                organisation=health, state="confirmed",
            )  # fmt: skip
    found = proposed_for(health, plan, Way.OWN_START)
    assert [(one.target.leaf, one.value) for one in found.proposals] == [("4b", 20)]
    with pytest.raises(Refused, match="không chủ trì"):
        proposed_for(home_affairs, plan, Way.AS_IS)


def test_targets_of_another_year_are_not_proposed(run, plan):
    with as_if_written_so():
        plan.indicators.get(number="4").targets.update(year=2030)
    assert "4b" not in proposals(plan)["25216"]
