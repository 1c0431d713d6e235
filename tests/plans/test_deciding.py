"""Every item is confirmed, corrected or rejected by a person, and only in a draft."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

from mangnon.core.models import AuditEntry, Refused
from mangnon.plans import services
from mangnon.plans.models import (
    Agency,
    Deadline,
    Indicator,
    IndicatorLead,
    KeyTaskItem,
    Plan,
    Target,
    Task,
)
from mangnon.plans.review import progress_of
from tests.plans.conftest import ITEMS


def the_target(plan, leaf="4a"):
    return Target.objects.of(plan).get(leaf=leaf)


def states(plan, model):
    return set(model.objects.of(plan).values_list("state", flat=True))


@pytest.mark.parametrize("service", [services.confirm_item, services.reject_item])
def test_a_leader_decides_on_no_item(service, draft, leader):
    with pytest.raises(PermissionDenied):
        service(the_target(draft), by=leader)
    assert states(draft, Target) == {"proposed"}


def test_a_leader_edits_adds_settles_and_confirms_nothing(draft, leader):
    with pytest.raises(PermissionDenied):
        services.edit_item(the_target(draft), by=leader, values={"value": Decimal(1)})
    with pytest.raises(PermissionDenied):
        services.edit_heading(draft, by=leader, values={"year": 2026})
    with pytest.raises(PermissionDenied):
        services.add_item("funding", by=leader, plan=draft, parent=draft, values={"text": "…"})
    with pytest.raises(PermissionDenied):
        services.settle_warning(draft.warnings.first(), by=leader)
    with pytest.raises(PermissionDenied):
        services.confirm_all(draft, by=leader)


def test_the_plan_of_another_province_does_not_exist(draft, stranger):
    with pytest.raises(Plan.DoesNotExist):
        services.confirm_item(the_target(draft), by=stranger)
    with pytest.raises(Plan.DoesNotExist):
        services.confirm_all(draft, by=stranger)


def test_a_confirmed_item_says_so_and_is_on_record(draft, officer):
    item = services.confirm_item(the_target(draft), by=officer)
    assert the_target(draft).state == "confirmed"
    assert not item.is_edited
    entry = AuditEntry.objects.get(action="plan.confirm_item")
    assert (entry.record_id, entry.details["plan"]) == (str(item.pk), draft.pk)
    assert entry.details["before"] == {"state": "proposed"}
    assert entry.details["after"] == {"state": "confirmed"}


def test_an_edited_item_is_confirmed_and_marked_and_its_old_words_are_on_record(draft, officer):
    services.edit_item(
        the_target(draft), by=officer, values={"value": Decimal("4.5"), "relation": "<="}
    )
    changed = the_target(draft)
    assert (changed.value, changed.state, changed.is_edited) == (Decimal("4.5"), "confirmed", True)
    details = AuditEntry.objects.get(action="plan.edit_item").details
    assert details["before"] == {"value": "5", "is_edited": False, "state": "proposed"}
    assert details["after"] == {"value": "4.5", "is_edited": True, "state": "confirmed"}


def test_the_record_holds_what_was_stored_and_not_what_was_typed(draft, officer):
    services.edit_item(the_target(draft), by=officer, values={"value": 80})
    assert AuditEntry.objects.get(action="plan.edit_item").details["after"]["value"] == "80"
    services.undo_item(the_target(draft), by=officer)
    assert the_target(draft).value == 5


def test_a_corrected_heading_keeps_its_old_words_on_record(draft, officer):
    values = {"number": "9/KH-UBND", "year": 2025, "issued_on": datetime.date(2025, 6, 5)}
    services.edit_heading(draft, by=officer, values=values | {"state": "approved"})
    assert Plan.objects.get(pk=draft.pk).state == "draft"
    assert AuditEntry.objects.get(action="plan.edit").details == {
        "before": {"number": "", "issued_on": None},
        "after": {"number": "9/KH-UBND", "issued_on": "2025-06-05"},
    }


def test_an_edit_that_breaks_a_rule_is_refused_and_changes_nothing(draft, officer):
    with pytest.raises(Refused):
        services.edit_item(the_target(draft), by=officer, values={"value": Decimal(-1)})
    with pytest.raises(Refused):
        services.edit_item(the_target(draft), by=officer, values={"relation": "about"})
    with pytest.raises(Refused):
        services.edit_item(the_target(draft, "13"), by=officer, values={"value_max": Decimal(1)})
    assert the_target(draft).value == 5
    assert states(draft, Target) == {"proposed"}


def test_the_same_lead_is_not_written_twice(draft, officer):
    partner = IndicatorLead.objects.of(draft).get(role="partner")
    with pytest.raises(Refused):
        services.edit_item(partner, by=officer, values={"role": "lead", "name": "Sở Y tế"})


def test_rejecting_an_indicator_rejects_what_hangs_on_it(draft, officer):
    services.reject_item(Indicator.objects.of(draft).get(number="4"), by=officer)
    hanging = Target.objects.of(draft).filter(indicator__number="4")
    assert {target.state for target in hanging} == {"rejected"}
    assert {lead.state for lead in IndicatorLead.objects.filter(indicator__number="4")} == {
        "rejected"
    }
    assert the_target(draft, "1").state == "proposed"


def test_nothing_is_confirmed_on_a_rejected_item(draft, officer):
    services.reject_item(Agency.objects.of(draft).get(line="9"), by=officer)
    task = Task.objects.of(draft).get(line="10")
    with pytest.raises(Refused, match="rejected; confirm that first"):
        services.confirm_item(task, by=officer)
    with pytest.raises(Refused, match="rejected; confirm that first"):
        services.edit_item(task, by=officer, values={"text": "…"})


def test_what_hangs_on_an_item_comes_back_with_it_to_be_decided_again(draft, officer):
    agency = Agency.objects.of(draft).get(line="9")
    services.reject_item(agency, by=officer)
    services.confirm_item(agency, by=officer)
    assert {task.state for task in agency.tasks.all()} == {"proposed"}


def test_confirming_again_leaves_the_children_alone(draft, officer):
    agency = services.confirm_item(Agency.objects.of(draft).get(line="9"), by=officer)
    services.reject_item(agency.tasks.first(), by=officer)
    services.confirm_item(agency, by=officer)
    assert [task.state for task in agency.tasks.all()] == ["rejected", "proposed"]


def test_confirm_all_leaves_what_was_rejected(draft, officer):
    services.reject_item(the_target(draft), by=officer)
    assert services.confirm_all(draft, by=officer) == ITEMS - 1
    assert the_target(draft).state == "rejected"
    assert services.confirm_all(draft, by=officer) == 0


def test_a_section_that_does_not_exist_is_refused(draft, officer):
    with pytest.raises(Refused, match="no part “agency”"):
        services.confirm_all(draft, by=officer, section="agency")
    assert not AuditEntry.objects.filter(action="plan.confirm_all").exists()


def test_confirm_all_keeps_to_its_section(draft, officer):
    assert services.confirm_all(draft, by=officer, section="agencies") == 5
    assert states(draft, Task) == states(draft, Agency) == {"confirmed"}
    assert states(draft, Target) == {"proposed"}


def test_progress_counts_what_is_decided(draft, officer, django_assert_num_queries):
    services.confirm_all(draft, by=officer, section="indicators")
    services.reject_item(draft.deadlines.get(), by=officer)
    with django_assert_num_queries(2):  # the items, and the warnings that say what comes first
        progress = progress_of(draft)
    assert (progress.total, progress.confirmed, progress.rejected) == (ITEMS, 11, 1)
    assert progress.decided == 12


def test_an_added_target_counts_as_confirmed_by_who_added_it(draft, officer):
    indicator = Indicator.objects.of(draft).get(number="13")
    values = {
        "leaf": "13b", "measure": "số cuộc", "relation": "<", "value": Decimal(12),
        "value_max": None, "unit": "count", "population": "", "year": 2025, "base_year": None,
    }  # fmt: skip
    added = services.add_item("target", by=officer, plan=draft, parent=indicator, values=values)
    assert (added.state, added.is_edited, added.line) == ("confirmed", True, "7")
    assert AuditEntry.objects.get(action="plan.add_item").record_id == str(added.pk)


def test_an_added_point_takes_the_line_of_its_main_task(draft, officer):
    task = draft.key_tasks.get()
    services.add_item("point", by=officer, plan=draft, parent=task, values={"text": "Tết"})
    assert KeyTaskItem.objects.of(draft).get(text="Tết").line == "14"


def test_nothing_is_added_to_an_item_of_another_plan(draft, make_draft, officer):
    other = make_draft(number="2/KH-UBND")
    for slug, parent, values in (
        ("point", other.key_tasks.get(), {"text": "Tết"}),
        ("funding", other, {"text": "Tài trợ"}),
    ):
        with pytest.raises(ObjectDoesNotExist):
            services.add_item(slug, by=officer, plan=draft, parent=parent, values=values)
    assert KeyTaskItem.objects.count() == 2


def test_an_item_is_added_to_its_parent_as_it_stands_now(draft, officer):
    seen_before = draft.key_tasks.get()
    services.reject_item(seen_before, by=officer)
    with pytest.raises(Refused, match="rejected"):
        services.add_item(
            "point", by=officer, plan=draft, parent=seen_before, values={"text": "Tết"}
        )


def test_nothing_is_added_to_a_rejected_item(draft, officer):
    indicator = services.reject_item(Indicator.objects.of(draft).get(number="13"), by=officer)
    with pytest.raises(Refused, match="rejected"):
        services.add_item(
            "lead",
            by=officer,
            plan=draft,
            parent=indicator,
            values={"role": "lead", "name": "Sở Nội vụ"},
        )


def test_an_added_funding_line_hangs_on_the_plan(draft, officer):
    services.add_item("funding", by=officer, plan=draft, parent=draft, values={"text": "Tài trợ"})
    assert [line.text for line in draft.funding.confirmed()] == ["Tài trợ"]


def test_an_indicator_that_loses_its_lead_gets_a_warning(draft, officer):
    lead = IndicatorLead.objects.of(draft).get(role="lead", indicator__number="4")
    services.edit_item(lead, by=officer, values={"role": "partner"})
    warning = draft.warnings.get(code="no-lead")
    assert (warning.line, warning.state) == ("6", "open")
    assert "4" in warning.text


def test_an_indicator_with_a_second_lead_gets_no_warning(draft, officer):
    partner = IndicatorLead.objects.of(draft).get(role="partner")
    services.edit_item(partner, by=officer, values={"role": "lead"})
    services.reject_item(
        IndicatorLead.objects.of(draft).get(name="Sở Y tế", indicator__number="4"), by=officer
    )
    assert not draft.warnings.filter(code="no-lead").exists()


def test_a_settled_warning_says_by_whom(draft, officer):
    warning = services.settle_warning(draft.warnings.get(code="doubled-word"), by=officer)
    assert (warning.state, warning.settled_by) == ("settled", officer)
    assert services.settle_warning(warning, by=officer).settled_at == warning.settled_at
    assert AuditEntry.objects.filter(action="plan.settle_warning").count() == 1


def test_the_heading_is_corrected_in_a_draft(draft, officer):
    values = {"number": "120/KH-UBND", "issued_on": datetime.date(2025, 5, 20), "state": "approved"}
    services.edit_heading(draft, by=officer, values=values)
    draft.refresh_from_db()
    assert (draft.number, draft.issued_on) == ("120/KH-UBND", datetime.date(2025, 5, 20))
    assert draft.is_draft


def test_a_deadline_reads_as_before_or_by(draft):
    deadline = Deadline.objects.of(draft).get()
    assert str(deadline) == "before 20/11/2025 · Sở Y tế"
    deadline.is_inclusive = True
    assert str(deadline) == "by 20/11/2025 at the latest · Sở Y tế"


def test_signs_that_no_document_can_hold_are_left_out_of_what_is_typed(draft, officer):
    task = Task.objects.of(draft).first()
    edited = services.edit_item(task, by=officer, values={"text": "Tổ\x01 chức\x0c lớp\uffff bơi"})
    assert edited.text == "Tổ chức lớp bơi"
    agency = Agency.objects.of(draft).first()
    edited = services.edit_item(agency, by=officer, values={"bodies": ["Sở\x02 Y tế"]})
    assert edited.bodies == ["Sở Y tế"]
