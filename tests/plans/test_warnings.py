"""A warning stands for as long as what it says is so, and for the indicator it is about."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from mangnon.core.models import Refused
from mangnon.documents.reading import model
from mangnon.plans import services
from mangnon.plans.models import Indicator, IndicatorLead, Target
from tests.plans.conftest import INDICATORS


def the_lead(plan, number="4"):
    return IndicatorLead.objects.of(plan).leads().get(indicator__number=number)


def without_lead(plan):
    return [warning.indicator.number for warning in plan.warnings.filter(code="no-lead")]


def add_indicator(plan, by, number):
    values = {"number": number, "text": f"Chỉ tiêu thêm {number}"}
    return services.add_item("indicator", by=by, plan=plan, parent=plan, values=values)


def lone(number, line):
    """An indicator as read without a lead, and the reader's warning about it."""
    warning = model.PlanWarning("no-lead", f"Chỉ tiêu {number} chưa có cơ quan chủ trì.", line)
    return model.Indicator(number, "tỷ lệ xã", (), (), line, INDICATORS[0].targets[:0]), warning


def decide(plan, by):
    services.confirm_all(plan, by=by)
    services.settle_all_warnings(plan, by=by)
    return plan


def test_the_database_refuses_two_warnings_that_one_indicator_has_no_lead(draft, officer):
    services.reject_item(the_lead(draft), by=officer)
    warning = draft.warnings.get(code="no-lead")
    warning.pk = None
    with pytest.raises(IntegrityError, match="one_no_lead_warning"), transaction.atomic():
        warning.save()


def test_a_settled_warning_about_one_added_indicator_excuses_no_other(draft, officer):
    """Both were added by hand, so neither has a line in the document."""
    add_indicator(draft, officer, "25")
    decide(draft, officer)
    second = add_indicator(draft, officer, "26")
    draft.warnings.filter(indicator=second).delete()
    with pytest.raises(Refused, match=r"without a lead: 26\."):
        services.approve_plan(draft, by=officer)


def test_a_settled_warning_about_no_indicator_excuses_none(draft, officer):
    services.reject_item(the_lead(draft), by=officer)
    draft.warnings.filter(code="no-lead").update(indicator=None)
    decide(draft, officer)
    with pytest.raises(Refused, match=r"without a lead: 4\."):
        services.approve_plan(draft, by=officer)


def test_a_share_that_was_rejected_and_confirmed_is_warned_about_again(draft, officer):
    share = Target.objects.of(draft).get(leaf="1")
    services.reject_item(share, by=officer)
    assert not draft.warnings.filter(code="unattainable-share").exists()
    services.confirm_item(share, by=officer)
    warning = draft.warnings.get(code="unattainable-share")
    assert (warning.line, warning.state, warning.indicator) == ("5", "open", share.indicator)


def test_a_lead_that_was_rejected_and_confirmed_takes_the_open_warning_away(draft, officer):
    services.reject_item(the_lead(draft), by=officer)
    assert without_lead(draft) == ["4"]
    services.confirm_item(the_lead(draft), by=officer)
    assert without_lead(draft) == []


def test_a_settled_warning_stays_as_the_word_of_who_settled_it(draft, officer):
    services.reject_item(the_lead(draft), by=officer)
    services.settle_all_warnings(draft, by=officer)
    services.confirm_item(the_lead(draft), by=officer)
    assert draft.warnings.get(code="no-lead").settled_by == officer


def test_an_added_lead_takes_the_open_warning_away(draft, officer):
    services.reject_item(the_lead(draft), by=officer)
    indicator = Indicator.objects.of(draft).get(number="4")
    values = {"role": "lead", "name": "Sở Nội vụ"}
    services.add_item("lead", by=officer, plan=draft, parent=indicator, values=values)
    assert without_lead(draft) == []


def test_an_added_indicator_is_warned_about_until_somebody_leads_it(draft, officer):
    first, second = (add_indicator(draft, officer, number) for number in ("25", "26"))
    assert without_lead(draft) == ["25", "26"]
    values = {"role": "lead", "name": "Sở Y tế"}
    services.add_item("lead", by=officer, plan=draft, parent=second, values=values)
    assert without_lead(draft) == [first.number]


def test_a_rejected_indicator_is_not_warned_about_and_comes_back_with_its_leads(draft, officer):
    indicator = add_indicator(draft, officer, "25")
    services.reject_item(indicator, by=officer)
    assert without_lead(draft) == []
    services.confirm_item(indicator, by=officer)
    assert without_lead(draft) == ["25"]


def test_two_indicators_on_one_line_have_a_warning_each(make_draft, officer):
    (first, warns), (second, warns_too) = lone("1", 5), lone("2", 5)
    plan = make_draft(indicators=(first, second), warnings=(warns, warns_too))
    assert without_lead(plan) == ["1", "2"]
    third = Indicator.objects.of(plan).get(number="2")
    values = {"role": "partner", "name": "Sở Y tế"}
    services.add_item("lead", by=officer, plan=plan, parent=third, values=values)
    assert without_lead(plan) == ["1", "2"]
    assert services.approve_plan(decide(plan, officer), by=officer).is_in_force


def test_the_warning_speaks_the_language_of_the_plan_whoever_asks(draft, officer):
    services.reject_item(the_lead(draft), by=officer)
    assert draft.warnings.get(code="no-lead").text == "Chỉ tiêu 4 chưa có cơ quan chủ trì."


def test_a_corrected_share_keeps_its_warning_with_its_indicator(draft, officer):
    share = Target.objects.of(draft).get(leaf="1")
    services.edit_item(share, by=officer, values={"value": Decimal(50)})
    assert draft.warnings.get(code="unattainable-share").indicator == share.indicator
