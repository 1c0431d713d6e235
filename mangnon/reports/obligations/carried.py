"""What bodies owe follows its deadline to the next version of the plan, with a new day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from mangnon.plans.amendments.carrying import Pairs, carries_field_on, carries_on
from mangnon.plans.models import Deadline
from mangnon.reports.obligations.obligation import Obligation


def register() -> None:
    """Tell the registry; `ReportsConfig.ready()` calls it, when all models are there."""
    owed = _("Reports that are owed")
    carries_on("obligations", owed, "deadline", _hanging, _carry)
    carries_field_on("obligations_of_plan", owed, "plan", Obligation.objects.all, "plan")


def _hanging(deadlines: Sequence[int]) -> Any:
    return Obligation.objects.filter(deadline__in=deadlines)


def _carry(pairs: Pairs) -> int:
    """Let obligations follow; one that is owed on the deadline's day is owed on the new day."""
    known = Deadline.objects.in_bulk([*pairs, *pairs.values()])
    count = 0
    for old, new in pairs.items():
        before, after = known[old], known[new]
        owed = Obligation.objects.filter(deadline=old)
        due = owed.unanswered().filter(due_on=before.last_day)
        if after.last_day is not None and after.last_day != before.last_day:
            due.update(due_on=after.last_day, counted_until=after.counted_until)
        due_now = owed.unanswered().filter(due_on=after.last_day)
        due_now.update(recipients=after.recipients, via=after.via)
        count += owed.update(deadline=new)
    return count
