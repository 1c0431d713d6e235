"""Two people at one plan at the same moment: threads and transactions of their own."""

import pytest

from mangnon.core.models import Refused, Unit
from mangnon.plans import services
from mangnon.plans.models import Indicator, Plan, Target
from tests.at_once import at_once
from tests.plans.conftest import DOCUMENT, ITEMS, import_small_plan

pytestmark = pytest.mark.django_db(transaction=True)


def decide(plan, by):
    services.confirm_all(plan, by=by)
    services.settle_all_warnings(plan, by=by)
    return plan


def refusals(answers):
    return [answer for answer in answers if isinstance(answer, Refused)]


def test_of_two_plans_approved_at_once_one_is_refused(make_draft, officer):
    plans = [decide(make_draft(number=f"{n}/KH-UBND"), officer) for n in (1, 2)]
    answers = at_once(*(lambda p=p: services.approve_plan(p, by=officer) for p in plans))
    (refusal,) = refusals(answers)
    in_force = Plan.objects.in_force(2025)
    assert f"Plan number {in_force.pk} is in force for 2025" in str(refusal)
    assert sorted(Plan.objects.values_list("state", flat=True)) == ["approved", "draft"]


def test_of_two_replacing_plans_approved_at_once_one_supersedes_the_other(make_draft, officer):
    plans = [decide(make_draft(number=f"{n}/KH-UBND"), officer) for n in (1, 2)]
    answers = at_once(
        *(lambda p=p: services.approve_plan(p, by=officer, is_replacing=True) for p in plans)
    )
    assert refusals(answers) == []
    (superseded,) = Plan.objects.exclude(superseded_by=None)
    assert superseded.superseded_by == Plan.objects.in_force(2025)


def test_one_document_imported_twice_at_once_is_one_draft(officer, province, source):
    def bring():
        return services.import_plan(DOCUMENT, by=officer, unit=province, source=source)

    answers = at_once(bring, bring)
    (refusal,) = refusals(answers)
    draft = Plan.objects.get()
    assert f"already waits for review as draft number {draft.pk}" in str(refusal)
    assert draft.lines.exists()


def test_one_document_imported_at_once_by_many_units_is_kept_for_each(officer, source):
    units = list(Unit.objects.exclude(level=Unit.Level.PROVINCE))
    answers = at_once(
        *(
            lambda u=unit: services.import_plan(DOCUMENT, by=officer, unit=u, source=source)
            for unit in units
        )
    )
    assert refusals(answers) == []
    (kept,) = {plan.document_path for plan in Plan.objects.all()}
    assert [file.name for file in kept.parent.iterdir()] == [kept.name]
    assert kept.read_bytes() == source.read_bytes()


def test_confirming_and_rejecting_one_item_at_once_leaves_one_of_the_two(draft, officer):
    share = Target.objects.of(draft).get(leaf="1")
    answers = at_once(
        lambda: services.confirm_item(share, by=officer),
        lambda: services.reject_item(share, by=officer),
    )
    assert refusals(answers) == []
    share.refresh_from_db()
    is_warned = draft.warnings.filter(code="unattainable-share").exists()
    assert (share.state, is_warned) in {("confirmed", True), ("rejected", False)}


def test_an_item_confirmed_while_what_it_hangs_on_is_rejected_is_rejected(draft, officer):
    indicator = Indicator.objects.of(draft).get(number="4")
    first = indicator.targets.first()
    at_once(
        lambda: services.confirm_item(first, by=officer),
        lambda: services.reject_item(indicator, by=officer),
    )
    indicator.refresh_from_db()
    assert {indicator.state, *indicator.targets.values_list("state", flat=True)} == {"rejected"}


def test_a_plan_approved_while_an_item_is_rejected_is_one_or_the_other(draft, officer):
    share = Target.objects.of(decide(draft, officer)).get(leaf="1")
    at_once(
        lambda: services.approve_plan(draft, by=officer),
        lambda: services.reject_item(share, by=officer),
    )
    share.refresh_from_db()
    held = Target.objects.in_force(2025).filter(leaf="1").exists()
    assert held == (share.state == "confirmed")


def test_everything_confirmed_by_two_at_once_is_counted_once(draft, officer):
    counted = at_once(*[lambda: services.confirm_all(draft, by=officer)] * 2)
    assert sorted(counted) == [0, ITEMS]


def test_the_same_body_is_added_to_an_indicator_once(officer, province, tmp_path):
    draft = import_small_plan(tmp_path, officer, province)
    indicator = Indicator.objects.of(draft).get(number="13")
    values = {"role": "partner", "name": "Sở Nội vụ"}

    def add():
        return services.add_item("lead", by=officer, plan=draft, parent=indicator, values=values)

    assert len(refusals(at_once(add, add))) == 1
    assert indicator.leads.filter(name="Sở Nội vụ").count() == 1
