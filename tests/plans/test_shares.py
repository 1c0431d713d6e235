"""A share of communes is a whole number of communes, and the plan says which."""

import datetime
from decimal import Decimal

from mangnon.plans import services
from mangnon.plans.models import Target
from tests.plans.conftest import INDICATORS, import_small_plan, target


def sentences(plan):
    found = plan.warnings.filter(code="unattainable-share")
    return [(warning.text, warning.line, warning.state) for warning in found]


def one_share(relation, value):
    share = target("1", "tỷ lệ xã", relation, value)
    return (INDICATORS[0].__class__("1", "tỷ lệ xã", ("Sở Y tế",), (), 5, (share,)),)


def test_three_communes_cannot_meet_a_share_of_76_9_percent_exactly(draft):
    """2 of 3 is 66.7%, so all three are needed."""
    ((text, line, state),) = sentences(draft)
    assert "76,9%" in text
    assert "3" in text
    assert (line, state) == ("5", "open")


def test_76_9_percent_of_111_communes_needs_86(whole_province, make_user, tmp_path):
    """85 of 111 is 76.58%, 86 of 111 is 77.48%."""
    officer = make_user("focal_office", whole_province)
    plan = import_small_plan(tmp_path, officer, whole_province)
    ((text, line, _state),) = sentences(plan)
    assert "86" in text
    assert "111" in text
    assert line == "5"


def test_a_share_that_a_whole_number_meets_is_no_warning(make_draft):
    """100% of 3 communes is 3."""
    assert sentences(make_draft(indicators=one_share(">=", "100"))) == []


def test_a_share_above_all_communes_is_met_by_no_number(make_draft):
    ((text, *_rest),) = sentences(make_draft(indicators=one_share(">=", "150")))
    assert "150%" in text
    assert "None" not in text


def test_a_ceiling_asks_for_the_largest_number_below_it(make_draft):
    """At most 70% of 3 communes is 2."""
    ((text, *_rest),) = sentences(make_draft(indicators=one_share("<=", "70")))
    assert "2" in text


def test_a_fall_on_last_year_is_no_share(make_draft):
    assert sentences(make_draft(indicators=one_share("reduce_by", "7.5"))) == []


def test_a_share_of_children_is_no_warning(make_draft):
    assert sentences(make_draft(indicators=INDICATORS[1:])) == []


def test_the_communes_are_those_of_the_day_the_plan_was_issued(make_draft, make_unit):
    """One more commune existed only in 2020: 4 then, 3 in 2025."""
    make_unit("25999", "Xã cũ", "commune", "Xã", "692", valid_to=datetime.date(2021, 1, 1))
    ((text, *_rest),) = sentences(make_draft(issued_on=datetime.date(2020, 5, 1)))
    assert "4" in text
    ((text, *_rest),) = sentences(make_draft())
    assert "4" not in text


def test_a_plan_without_any_date_is_not_guessed_about(make_draft):
    assert sentences(make_draft(year=None)) == []


def test_a_corrected_target_takes_its_old_warning_away(draft, officer):
    share = Target.objects.of(draft).get(leaf="1")
    services.edit_item(share, by=officer, values={"value": Decimal(50)})
    ((text, *_rest),) = sentences(draft)
    assert "50%" in text
    services.edit_item(share, by=officer, values={"value": Decimal(100)})
    assert sentences(draft) == []


def test_a_rejected_target_needs_no_warning(draft, officer):
    services.reject_item(Target.objects.of(draft).get(leaf="1"), by=officer)
    assert sentences(draft) == []


def test_a_settled_warning_stays_settled_while_its_target_stays_the_same(draft, officer):
    services.settle_all_warnings(draft, by=officer)
    services.edit_item(Target.objects.of(draft).get(leaf="4a"), by=officer, values={"value": 4})
    ((_text, _line, state),) = sentences(draft)
    assert state == "settled"
