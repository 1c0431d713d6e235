"""A plan of another place is not taken in without a word."""

import pytest

from mangnon.plans import services


def other_issuer(plan):
    found = plan.warnings.filter(code="other-issuer")
    return [(warning.text, warning.line, warning.state) for warning in found]


def test_a_plan_of_another_province_says_whose_it_is_and_where_it_goes(make_draft):
    plan = make_draft(issuer="ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ", place="Quảng Trị")
    ((text, _line, state),) = other_issuer(plan)
    assert "QUẢNG TRỊ" in text
    assert "Tỉnh Bình Phước" in text
    assert state == "open"


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC", None),
        ("SỞ Y TẾ", "Bình Phước"),
        (None, None),
    ],
)
def test_a_plan_of_the_unit_or_of_nobody_named_is_no_warning(make_draft, issuer, place):
    assert other_issuer(make_draft(issuer=issuer, place=place)) == []


def test_correcting_the_heading_takes_the_warning_back(make_draft, officer):
    plan = make_draft(issuer="UBND TỈNH BÌNH PHÚC", place="Đồng Xoài", title="Kế hoạch")
    assert other_issuer(plan)
    services.edit_heading(plan, by=officer, values={"issuer": "UBND tỉnh Bình Phước"})
    assert other_issuer(plan) == []


def test_a_settled_warning_stays_settled_while_the_issuer_stays(make_draft, officer):
    plan = make_draft(issuer="UBND tỉnh Đồng Nai", place="Đồng Nai", title="Kế hoạch")
    services.settle_all_warnings(plan, by=officer)
    services.edit_heading(plan, by=officer, values={"number": "5/KH-UBND"})
    ((_text, _line, state),) = other_issuer(plan)
    assert state == "settled"
