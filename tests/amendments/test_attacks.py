"""What the database itself refuses of approved plans, whoever writes past the pages."""

import pytest
from django.db import IntegrityError, connection, transaction

from mangnon.plans.models import Indicator, Plan


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
    ],
)
def test_nothing_comes_into_an_approved_plan_nor_leaves_it(approved, draft, sql):
    was = list(Indicator.objects.values_list("pk", "plan").order_by("pk"))
    with pytest.raises(IntegrityError, match="approved plan"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql, {"approved": approved.pk, "draft": draft.pk})
    assert list(Indicator.objects.values_list("pk", "plan").order_by("pk")) == was


def test_a_draft_is_still_written_and_thrown_away(draft):
    Indicator.objects.filter(plan=draft).update(text="Khác")
    Indicator.objects.filter(plan=draft).delete()
    Plan.objects.filter(pk=draft.pk).delete()
    assert not Plan.objects.filter(pk=draft.pk).exists()
