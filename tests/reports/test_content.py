"""Records become facts: only confirmed items, only what the person may see."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mangnon.core.models import Refused
from mangnon.indicators.models import Result
from mangnon.plans.models import Agency, IndicatorLead, ItemState, Plan, Target, Task
from mangnon.reports.content import gather, province_of
from mangnon.reports.facts import Citation, Due, Duty
from tests.in_force import as_if_written_so

pytestmark = pytest.mark.django_db


def test_without_a_plan_in_force_there_is_no_report(run, officer):
    with pytest.raises(Refused, match="2025"):
        gather(year=2025, run=run, by=officer)


def test_a_draft_is_no_plan_in_force(plan, run, officer):
    Plan.objects.create(
        title="Dự thảo", year=2026, unit=plan.unit, file_name="x.txt", sha256="1" * 64,
        stored_as="x.txt", created_by=officer,
    )  # fmt: skip
    with pytest.raises(Refused, match="2026"):
        gather(year=2026, run=run, by=officer)


def test_a_plan_of_another_year_is_not_taken(plan, run, officer):
    with pytest.raises(Refused, match="2026"):
        gather(year=2026, run=run, by=officer)


def test_the_figures_of_another_province_are_not_there(plan, run, stranger):
    with pytest.raises(Refused):
        gather(year=2025, run=run, by=stranger)
    with pytest.raises(Refused):
        province_of(run, stranger)


def test_the_heading_comes_from_the_plan_and_the_units(plan, run, officer):
    facts = gather(year=2025, run=run, by=officer)
    assert (facts.province, facts.place, facts.province_code) == (
        "tỉnh Bình Phước",
        "Bình Phước",
        "70",
    )
    assert facts.plan == Citation(
        "Kế hoạch", "Thực hiện công tác trẻ em năm 2025", issuer="UBND tỉnh Bình Phước"
    )
    assert facts.as_of == date(2025, 10, 31)
    assert facts.communes == 3


def test_only_what_the_preamble_cites_is_a_basis(plan, run, officer):
    (basis,) = gather(year=2025, run=run, by=officer).bases
    assert (basis.number, basis.on, basis.issuer) == (
        "1481/BYT-BMTE",
        date(2025, 3, 14),
        "Bộ Y tế",
    )


def test_each_target_has_its_definition_its_leads_and_its_figure(plan, run, officer):
    facts = gather(year=2025, run=run, by=officer)
    by_leaf = {leaf.leaf: leaf for leaf in facts.leaves}
    assert list(by_leaf) == ["1", "4b", "9", "12", "13"]
    friendly = by_leaf["1"]
    assert (friendly.standing.numerator, friendly.standing.denominator) == (2, 3)
    assert friendly.is_computed
    assert friendly.counted == "communes"
    assert str(friendly.goal.value) == "76.9"
    assert by_leaf["9"].leads == ("Sở Y tế", "Công an tỉnh")
    assert not by_leaf["9"].is_computed
    assert by_leaf["4b"].is_lower_better
    assert str(by_leaf["13"].goal.value_max) == "3"


def test_what_is_needed_is_the_smallest_whole_number_that_meets_the_target(plan, run, officer):
    by_leaf = {leaf.leaf: leaf for leaf in gather(year=2025, run=run, by=officer).leaves}
    # 76,9% of 3 communes is 2,307: all 3 are needed, 1 is missing. 20% of 1.000 allows 200.
    assert (by_leaf["1"].needed, by_leaf["1"].missing) == (3, 1)
    assert (by_leaf["4b"].needed, by_leaf["4b"].missing) == (200, None)
    assert by_leaf["13"].needed is None


def test_no_data_and_not_applicable_stay_what_they_are(plan, run, officer):
    by_leaf = {leaf.leaf: leaf for leaf in gather(year=2025, run=run, by=officer).leaves}
    assert (by_leaf["9"].standing.value, by_leaf["9"].standing.attainment) == (None, "no_data")
    assert by_leaf["12"].standing.attainment == "not_applicable"


def test_a_target_without_any_result_has_no_data(plan, run, officer):
    Result.objects.filter(run=run, leaf="13").delete()
    by_leaf = {leaf.leaf: leaf for leaf in gather(year=2025, run=run, by=officer).leaves}
    assert by_leaf["13"].standing.attainment == "no_data"


def test_rejected_leads_are_not_in_the_report(plan, run, officer):
    with as_if_written_so():
        IndicatorLead.objects.filter(indicator__number="13").update(state=ItemState.REJECTED)
    by_leaf = {leaf.leaf: leaf for leaf in gather(year=2025, run=run, by=officer).leaves}
    assert by_leaf["13"].leads == ()


def test_a_target_that_changed_after_the_freeze_is_the_frozen_one(plan, run, officer):
    """The attainment was judged against the frozen target: the two must not disagree."""
    with as_if_written_so():
        Target.objects.filter(leaf="1").update(value=50)
    by_leaf = {leaf.leaf: leaf for leaf in gather(year=2025, run=run, by=officer).leaves}
    assert str(by_leaf["1"].goal.value) == "76.9"


def test_figures_of_another_year_make_no_report(plan, run, officer):
    with as_if_written_so():
        Plan.objects.filter(pk=plan.pk).update(year=2026)
    with pytest.raises(Refused, match=r"2025.*2026"):
        gather(year=2026, run=run, by=officer)


def test_tasks_are_counted_by_agency_without_the_rejected(plan, run, officer):
    facts = gather(year=2025, run=run, by=officer)
    assert facts.duties == (
        Duty("Sở Y tế", 2, ("1", "4", "9", "12")),
        Duty("Tòa án nhân dân tỉnh", 1, (), is_requested=True),
    )
    assert facts.tasks == 3


def test_deadlines_come_with_who_reports_to_whom(plan, run, officer):
    facts = gather(year=2025, run=run, by=officer)
    assert facts.dues[0] == Due(
        date(2025, 11, 10), False, ("các sở, ban, ngành",), ("UBND tỉnh",), "Sở Y tế"
    )
    assert facts.own_due() == facts.dues[1]


def test_districts_stand_in_the_order_of_their_codes(plan, run, officer):
    districts = gather(year=2025, run=run, by=officer).districts
    assert [place.name for place in districts] == ["Thị xã Phước Long", "Huyện Lộc Ninh"]
    assert districts[1].standings["4b"].value == 22.5
    assert districts[1].standings["1"].value == 0.0


def test_breakdowns_are_not_mistaken_for_totals(plan, run, officer, province):
    Result.objects.create(
        run=run, leaf="1", unit=province, dimension="area", member="rural", value=1.0,
        basis="provisional",
    )  # fmt: skip
    by_leaf = {leaf.leaf: leaf for leaf in gather(year=2025, run=run, by=officer).leaves}
    assert by_leaf["1"].standing.value == pytest.approx(66.67, abs=0.01)


def test_the_source_names_snapshot_and_hashes(plan, run, officer):
    source = gather(year=2025, run=run, by=officer).source
    assert (source.snapshot, source.manifest_sha256) == ("2025-10-31-0001", "ab" * 32)


def test_gathering_does_not_ask_more_of_the_database_as_the_plan_grows(plan, run, officer):
    gather(year=2025, run=run, by=officer)
    with CaptureQueriesContext(connection) as small:
        gather(year=2025, run=run, by=officer)
    with as_if_written_so():
        for number in range(20):
            name = f"Sở {number}"
            agency = Agency.objects.create(plan=plan, name=name, state=ItemState.CONFIRMED)
            Task.objects.create(agency=agency, text="Một việc", state=ItemState.CONFIRMED)
            IndicatorLead.objects.create(
                indicator=plan.indicators.first(), role="lead", name=name, state="confirmed"
            )
    with CaptureQueriesContext(connection) as large:
        assert len(gather(year=2025, run=run, by=officer).duties) == 22
    assert len(large) == len(small)


def test_a_plan_approved_after_the_freeze_waits_for_new_figures(plan, run, officer):
    later = run.snapshot.taken_at + timedelta(minutes=1)
    with as_if_written_so():
        Plan.objects.filter(pk=plan.pk).update(approved_at=later)
    with pytest.raises(Refused, match="snapshot take"):
        gather(year=2025, run=run, by=officer)
