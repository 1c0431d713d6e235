"""Spending stays within what was allocated, whatever order people write in."""

import uuid
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.core.models import Refused
from mangnon.plans.funding.approval import approve_line
from mangnon.plans.funding.covering import Purse
from mangnon.plans.funding.entering import reverse_line
from mangnon.plans.models import BudgetLine
from tests.at_once import at_once

from .conftest import MILLION, NOW

TASKS = [None, 1, 2]
SUMS = st.tuples(*(st.integers(0, 6) for _ in TASKS)).map(
    lambda amounts: Counter(dict(zip(TASKS, amounts, strict=True)))
)


def test_more_than_was_allocated_is_refused_with_the_numbers(approved, enter):
    approved("allocation", 5 * MILLION)
    approved("spending", 3 * MILLION)
    with pytest.raises(Refused) as refusal:
        enter("spending", 2 * MILLION + 1)
    for number in ("2.000.001", "5.000.000", "3.000.000", "2.000.000 đồng", "Sở Y tế", "2025"):
        assert number in str(refusal.value)
    assert approved("spending", 2 * MILLION).state == "approved"


@pytest.mark.parametrize("other", [{"source": "central"}, {"year": 2024}])
def test_money_of_another_source_or_year_covers_nothing(other, approved, enter):
    approved("allocation", 5 * MILLION, **other)
    with pytest.raises(Refused, match="0 đồng"):
        enter("spending", 1)


def test_two_that_wait_cannot_both_be_approved_beyond_the_allocation(approved, enter, officer):
    approved("allocation", 5 * MILLION)
    first, later = enter("spending", 4 * MILLION), enter("spending", 4 * MILLION)
    approve_line(first.pk, seen_at=NOW, by=officer, now=NOW)
    with pytest.raises(Refused, match=r"còn lại 1\.000\.000 đồng"):
        approve_line(later.pk, seen_at=NOW, by=officer, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_cannot_spend_the_same_money(approved, enter, officer, second):
    approved("allocation", 5 * MILLION)
    lines = [enter("spending", 4 * MILLION).pk for _ in range(2)]
    told = at_once(
        lambda: approve_line(lines[0], seen_at=NOW, by=officer, now=NOW),
        lambda: approve_line(lines[1], seen_at=NOW, by=second, now=NOW),
    )
    assert sorted(type(one).__name__ for one in told) == ["BudgetLine", "Refused"]


@pytest.mark.django_db(transaction=True)
def test_the_same_form_twice_at_the_same_moment_is_one_line(enter):
    key = uuid.uuid4()
    first, again = at_once(lambda: enter(key=key), lambda: enter(key=key))
    assert first == again
    assert BudgetLine.objects.count() == 1


def test_an_allocation_that_is_spent_cannot_be_taken_back(approved, health_clerk):
    given_first, _given_later = approved("allocation", 5 * MILLION), approved("allocation", MILLION)
    approved("spending", 2 * MILLION)
    with pytest.raises(Refused, match="không thể thu hồi"):
        reverse_line(given_first.pk, "Điều chỉnh", by=health_clerk, now=NOW, key=uuid.uuid4())
    assert BudgetLine.objects.count() == 3


def test_no_more_is_settled_than_was_spent(approved, enter, health_clerk):
    approved("allocation", 5 * MILLION)
    spent = approved("spending", 3 * MILLION)
    approved("settlement", 2 * MILLION)
    with pytest.raises(Refused, match=r"đã chi 3\.000\.000 đồng"):
        enter("settlement", 2 * MILLION)
    with pytest.raises(Refused, match="quyết toán"):
        reverse_line(spent.pk, "Nhầm", by=health_clerk, now=NOW, key=uuid.uuid4())


def test_money_of_one_task_pays_for_no_other():
    purse = Purse(allocated=Counter({None: 10, 1: 5}), spent=Counter({None: 4, 2: 3}))
    assert [purse.left_for(task) for task in (None, 1, 2)] == [3, 8, 3]


def is_covered(allocated, spent):
    """Say by trying every way of sharing out the free money whether the spending is paid for."""
    free = allocated[None] - spent[None]
    needs = [max(0, spent[task] - allocated[task]) for task in TASKS[1:]]
    return free >= 0 and any(
        first >= needs[0] and free - first >= needs[1] for first in range(free + 1)
    )


@given(SUMS, SUMS, st.sampled_from(TASKS), st.integers(1, 8))
def test_what_is_left_is_what_may_still_be_spent(allocated, spent, task, amount):
    if is_covered(allocated, spent):
        more = spent + Counter({task: amount})
        fits = amount <= Purse(allocated, spent).left_for(task)
        assert fits == is_covered(allocated, more)
