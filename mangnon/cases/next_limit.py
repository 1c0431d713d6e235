"""Which limit of a case ends first: kept by the database (`sql/next_limit.sql`), never by us."""

from __future__ import annotations

from django.db import models

from mangnon.cases.case import Case, OfCaseQuerySet


class NextLimit(models.Model):
    """One row for each case on which a limit runs; the board orders by it.

    A trigger on the clocks writes it, so that no way of changing a clock can leave it behind.
    """

    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, primary_key=True, related_name="next_limit"
    )
    code = models.CharField(max_length=30)
    due_at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"
