"""What the database itself refuses of approved plans, whoever writes past the pages."""

import pytest
from django.db import IntegrityError, connection, transaction

from mangnon.plans.amendments.amendment import AmendmentChange
from mangnon.plans.models import Indicator, Plan
from tests.amendments.conftest import approve, change, head, submit


@pytest.fixture
def draft_of_amendment(begin, officer, decision):
    return head(begin(), officer, decision)


@pytest.fixture
def draft(province, officer):
    """A draft with an item, which somebody wants in the approved plan."""
    made = Plan.objects.create(unit=province, year=2025, created_by=officer)
    Indicator.objects.create(plan=made, number="99", text="Chỉ tiêu mới", position=1)
    return made


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE plans_indicator SET plan_id = %(approved)s WHERE plan_id = %(draft)s",
        "UPDATE plans_indicator SET plan_id = %(draft)s WHERE plan_id = %(approved)s",
        "DELETE FROM plans_plan WHERE id = %(approved)s",
        "INSERT INTO plans_planline (plan_id, label, position, text)"
        " VALUES (%(approved)s, '9999', 9999, 'Thêm')",
    ],
)
def test_nothing_comes_into_an_approved_plan_nor_leaves_it(approved, draft, sql):
    was = list(Indicator.objects.values_list("pk", "plan").order_by("pk"))
    refused = pytest.raises(IntegrityError, match="approved plan")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, {"approved": approved.pk, "draft": draft.pk})
    assert list(Indicator.objects.values_list("pk", "plan").order_by("pk")) == was


def test_an_amendment_in_force_says_what_it_said(draft_of_amendment, officer, second, approved):
    item = Indicator.objects.filter(plan=approved).first()
    change(draft_of_amendment, item, officer, text="Nội dung khác")
    submit(draft_of_amendment, officer)
    approve(draft_of_amendment, second)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        AmendmentChange.objects.update(after={"text": "Nội dung khác nữa"})
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        AmendmentChange.objects.all().delete()


def test_a_draft_is_still_written_and_thrown_away(draft):
    Indicator.objects.filter(plan=draft).update(text="Khác")
    Indicator.objects.filter(plan=draft).delete()
    Plan.objects.filter(pk=draft.pk).delete()
    assert not Plan.objects.filter(pk=draft.pk).exists()
