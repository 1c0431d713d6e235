"""The check on three communes: each answer was reckoned by hand."""

import pytest

from mangnon.core.models import Refused
from mangnon.indicators.cascade.asking import told_cascade
from mangnon.plans.models import LocalPlan


def check(run, by, leaf, **asked):
    """Return the JSON of one leaf."""
    (found,) = told_cascade(run, by=by, leaf=leaf, **asked)["checks"]
    return found


def test_rates_are_weighed_by_what_they_are_out_of(run, own, admin):
    # 15 % of 200 + 25 % of 200 + 20 % of 600 = 30 + 50 + 120 = 200 of 1,000
    own("25216", _4b=15), own("25217", _4b=25), own("25270", _4b=20)
    found = check(run, admin, "4b")
    assert (found["reached"], found["is_met"], found["gap"]) == (20, True, 0)
    assert found["text"] == (
        "Nếu mọi xã đạt mục tiêu của mình, tỉnh Bình Phước ở mức 20,0%, đạt mục tiêu 20%."
    )


def test_who_has_no_target_counts_with_the_latest_figure(run, own, admin):
    # 18 % of 200 + 60 of 200 + 110 of 600 = 36 + 60 + 110 = 206 of 1,000
    own("25216", _4b=18)
    found = check(run, admin, "4b")
    assert (found["reached"], found["is_met"], found["gap"]) == (20.6, False, 6)
    assert (found["with_target"], found["at_result"], found["left_out"]) == (1, 2, 0)
    assert found["text"] == (
        "Nếu mọi xã đạt mục tiêu của mình, tỉnh Bình Phước đạt 20,6%, không phải 20%. 2 trên 3 xã "
        "chưa có mục tiêu riêng nên được tính theo số liệu mới nhất (31/10/2025). Đang vượt 6 trẻ "
        "em. Mục tiêu sẽ đạt nếu 1 xã yếu nhất cùng đến mức 27,0%."
    )
    takes = {unit["unit"]: unit["takes"] for unit in found["units"]}
    assert takes == {"25216": 0, "25217": 6, "25270": 0}  # 60 − 6 of 200 is 27 %


def test_without_any_target_it_is_the_figure_of_today(run, plan, admin):
    found = check(run, admin, "4b")
    assert found["text"].startswith("Chưa đơn vị nào có mục tiêu riêng; tỉnh Bình Phước đang ở mức")
    assert found["reached"] == found["now"] == 20


def test_a_target_that_is_left_out_counts_with_the_figure(run, own, admin):
    own("25216", _4b=None)
    found = check(run, admin, "4b")
    assert (found["with_target"], found["at_result"]) == (0, 3)


def test_a_version_that_was_superseded_counts_nowhere(run, own, admin):
    former = own("25216", _4b=18)
    assert check(run, admin, "4b")["with_target"] == 1
    later = LocalPlan.objects.create(
        plan=former.plan, year=2025, unit=former.unit, drafted_by=former.drafted_by,
        drafted_at=former.drafted_at, changed_at=former.changed_at,
    )  # fmt: skip
    LocalPlan.objects.filter(pk=former.pk).update(superseded_by=later)
    assert check(run, admin, "4b")["with_target"] == 0  # nor does the draft that follows it


def test_rates_in_a_thousand_are_weighed_by_births(run, own, admin):
    # 10 of 1,000 + 30 of 3,000 + 12 of 1,000 = 52 of 5,000 births: 10.4 in 1,000
    own("25216", _3a=10)
    found = check(run, admin, "3a")
    assert (found["reached"], found["is_met"]) == (10.4, True)


def test_below_a_bound_needs_somebody_below(run, own, admin):
    # 12 in 1,000 everywhere, all of them "below": the province is below as well
    for code in ("25216", "25217", "25270"):
        own(code, _3a=12)
    found = check(run, admin, "3a")
    assert (found["reached"], found["is_met"]) == (12, True)


def test_numbers_are_added_up(run, own, admin):
    # at most 90: 30 + 25 and the 30 that the third has
    own("25216", _8a=30), own("25217", _8a=25)
    assert (check(run, admin, "8a")["reached"], check(run, admin, "8a")["is_met"]) == (85, True)


def test_numbers_too_many_are_taken_where_they_weigh_most(run, own, admin):
    # 45 of 2,000, 30 of 1,000, 30 of 7,000: 105, of which 15 are too many
    own("25216", _8a=45)
    found = check(run, admin, "8a")
    assert (found["reached"], found["gap"]) == (105, 15)
    # both to 60 of 3,000, that is 20 in 1,000: 45 − 40 and 30 − 20
    assert {u["unit"]: u["takes"] for u in found["units"]} == {"25216": 5, "25217": 10, "25270": 0}
    assert "Đang vượt 15 trẻ em." in found["text"]


def test_a_fall_is_weighed_by_last_years_number(run, own, admin):
    # 5 % of 100 + 1 of 100 + 1 % of 300 = 5 + 1 + 3 = 9 of 500: 1.8 %
    own("25216", _13=5), own("25270", _13=1)
    found = check(run, admin, "13")
    assert (found["reached"], found["is_met"]) == (1.8, False)
    assert "Còn thiếu 1 cuộc." in found["text"]


def test_units_that_are_counted_themselves_reach_it_or_not(run, own, admin):
    own("25216", _1=100), own("25217", _1=100), own("25270", _1=None)
    found = check(run, admin, "1")
    assert found["reached"] == pytest.approx(200 / 3)
    assert "không phải 76,9%" in found["text"]
    assert (
        "Còn thiếu 1 xã. Mục tiêu sẽ đạt nếu thêm chừng ấy trong số 1 xã chưa đạt cũng đạt."
        in found["text"]
    )


def test_a_stated_figure_is_weighed_by_children(run, own, admin):
    # 5 % of 2,000 children, 2 % of 1,000 by its own target; of the third nobody knows anything
    own("25217", _10=2)
    found = check(run, admin, "10")
    assert found["reached"] == 4
    assert (found["with_target"], found["at_result"], found["left_out"]) == (1, 1, 1)
    assert "1 trên 3 xã chưa có cả mục tiêu lẫn số liệu" in found["text"]
    assert "tính theo số trẻ em" in found["text"]


def test_more_decimals_tell_what_is_reached_from_what_was_asked(run, own, admin):
    # 94.96 % of 1,000: not 95 %
    own("25216", _5="94.6"), own("25217", _5=95), own("25270", _5=95)
    found = check(run, admin, "5")
    assert found["reached"] == 94.96
    assert "đạt 94,96%, không phải 95%" in found["text"]


def test_districts_are_another_level_and_a_district_has_its_own_check(run, own, admin):
    own("688", _4b=10)
    # 10 % of 400 + 110 of 600
    assert check(run, admin, "4b", level="district")["reached"] == 15
    own("25216", _4b=10)
    # 20 + 60 of 400
    assert check(run, admin, "4b", unit="688")["reached"] == 20


def test_what_cannot_be_asked_is_refused(run, plan, admin, stranger):
    for asked, words in (
        ({"year": 2031}, "2031"),
        ({"unit": "99999"}, "99999"),
        ({"unit": "25216"}, "không có đơn vị ở cấp đó"),
        ({"leaf": "99"}, "99"),
    ):
        with pytest.raises(Refused, match=words):
            told_cascade(run, by=admin, **asked)
    with pytest.raises(Refused, match="hiệu lực"):  # the province of theirs has no plan
        told_cascade(run, by=stranger)


def test_all_targets_are_checked_in_the_order_of_the_plan(run, plan, admin):
    told = told_cascade(run, by=admin)
    assert [one["leaf"] for one in told["checks"]] == ["1", "3a", "4b", "5", "8a", "10", "13"]
    assert (told["units"], told["level"], told["unit"]) == (3, "commune", "70")
    assert "units" not in told["checks"][0]


def test_few_statements_are_asked(run, own, admin, django_assert_max_num_queries):
    own("25216", _4b=18), own("25217", _4b=18)
    told_cascade(run, by=admin)
    with django_assert_max_num_queries(14):
        told_cascade(run, by=admin)
