"""The last decision on an item is taken back, with a trace; what changed since is not trampled."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import AuditEntry, Refused
from mangnon.plans import services
from mangnon.plans.models import Agency, Indicator, IndicatorLead, Target, Task


def the_target(plan, leaf="4a"):
    return Target.objects.of(plan).get(leaf=leaf)


def test_a_leader_undoes_nothing(draft, officer, leader):
    services.confirm_item(the_target(draft), by=officer)
    with pytest.raises(PermissionDenied):
        services.undo_item(the_target(draft), by=leader)
    assert the_target(draft).state == "confirmed"


def test_nothing_is_undone_where_nothing_was_decided(draft, officer):
    with pytest.raises(Refused, match="nothing to undo"):
        services.undo_item(the_target(draft), by=officer)


def test_nothing_is_undone_in_an_approved_plan(approved, officer):
    with pytest.raises(Refused, match="not a draft any more"):
        services.undo_item(the_target(approved), by=officer)


@pytest.mark.parametrize("decide", [services.confirm_item, services.reject_item])
def test_an_item_waits_again_once_its_decision_is_undone(decide, draft, officer):
    decide(the_target(draft), by=officer)
    services.undo_item(the_target(draft), by=officer)
    assert the_target(draft).state == "proposed"
    with pytest.raises(Refused, match="nothing to undo"):
        services.undo_item(the_target(draft), by=officer)


def test_decisions_are_undone_one_by_one_the_newest_first(draft, officer):
    services.confirm_item(the_target(draft), by=officer)
    services.edit_item(the_target(draft), by=officer, values={"value": Decimal("4.5")})
    services.reject_item(the_target(draft), by=officer)
    seen = []
    for _time in range(3):
        services.undo_item(the_target(draft), by=officer)
        item = the_target(draft)
        seen.append((item.state, str(item.value.normalize()), item.is_edited))
    assert seen == [("confirmed", "4.5", True), ("confirmed", "5", False), ("proposed", "5", False)]


def test_what_was_undone_may_be_decided_and_undone_again(draft, officer):
    for _time in range(2):
        services.confirm_item(the_target(draft), by=officer)
        services.undo_item(the_target(draft), by=officer)
    assert the_target(draft).state == "proposed"


def test_the_trace_of_an_undo_says_what_it_undid(draft, officer):
    services.confirm_item(the_target(draft), by=officer)
    decision = AuditEntry.objects.get(action="plan.confirm_item")
    services.undo_item(the_target(draft), by=officer)
    details = AuditEntry.objects.get(action="plan.undo_item").details
    assert details["undone"] == decision.pk
    assert (details["before"], details["after"]) == ({"state": "confirmed"}, {"state": "proposed"})


def test_an_item_confirmed_with_many_others_is_undone_alone(draft, officer):
    services.confirm_all(draft, by=officer)
    services.undo_item(the_target(draft), by=officer)
    assert the_target(draft).state == "proposed"
    assert the_target(draft, "4b").state == "confirmed"


def test_what_was_rejected_with_an_agency_comes_back_as_it_was(draft, officer):
    agency = Agency.objects.of(draft).get(line="9")
    first, second = agency.tasks.all()
    services.confirm_item(first, by=officer)
    services.reject_item(agency, by=officer)
    services.undo_item(Agency.objects.get(pk=agency.pk), by=officer)
    states = list(Task.objects.filter(agency=agency).values_list("state", flat=True))
    assert states == ["confirmed", "proposed"]
    assert second.agency == agency


def test_a_task_rejected_with_its_agency_is_undone_there(draft, officer):
    agency = Agency.objects.of(draft).get(line="9")
    services.reject_item(agency, by=officer)
    with pytest.raises(Refused, match="together with another item"):
        services.undo_item(agency.tasks.first(), by=officer)


def test_an_undo_that_would_trample_a_later_decision_is_refused(draft, officer):
    agency = Agency.objects.of(draft).get(line="9")
    services.reject_item(agency, by=officer)
    Task.objects.filter(agency=agency, line="10").update(state="confirmed")
    with pytest.raises(Refused, match="changed again since"):
        services.undo_item(Agency.objects.get(pk=agency.pk), by=officer)
    assert Agency.objects.get(pk=agency.pk).state == "rejected"


def test_an_added_item_is_withdrawn_and_may_be_added_again(draft, officer):
    indicator = Indicator.objects.of(draft).get(number="13")
    values = {"role": "partner", "name": "Sở Nội vụ"}
    added = services.add_item("lead", by=officer, plan=draft, parent=indicator, values=values)
    services.undo_item(added, by=officer)
    added.refresh_from_db()
    assert added.state == "withdrawn"
    again = services.add_item("lead", by=officer, plan=draft, parent=indicator, values=values)
    assert again.pk != added.pk
    with pytest.raises(Refused, match="merged or withdrawn"):
        services.confirm_item(added, by=officer)


def test_an_added_indicator_that_holds_targets_is_not_withdrawn(draft, officer):
    indicator = services.add_item(
        "indicator", by=officer, plan=draft, parent=draft, values={"number": "25", "text": "Mới"}
    )
    values = {"role": "lead", "name": "Sở Y tế"}
    services.add_item("lead", by=officer, plan=draft, parent=indicator, values=values)
    with pytest.raises(Refused, match="holds items by now"):
        services.undo_item(indicator, by=officer)
    assert Indicator.objects.get(pk=indicator.pk).state == "confirmed"


def test_a_lead_back_from_an_undo_settles_the_warning_that_none_leads(draft, officer):
    lead = IndicatorLead.objects.of(draft).get(indicator__number="13")
    services.reject_item(lead, by=officer)
    assert draft.warnings.filter(code="no-lead").exists()
    services.undo_item(IndicatorLead.objects.get(pk=lead.pk), by=officer)
    assert not draft.warnings.filter(code="no-lead").exists()
