"""The open cases that a person takes part in, by stage, what burns first on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Subquery

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clock import CaseClock
from mangnon.core.models import User
from mangnon.engine.cases.process import Stage


@dataclass(frozen=True)
class Column:
    """The cases of one stage; of so many only the most urgent are listed."""

    stage: Stage
    cases: Sequence[Case]
    count: int


MOST_IN_A_COLUMN = 30


def board(by: User, now: datetime) -> list[Column]:
    """Return the stages that have a case; each case with `due_at`, `clock_code` and `is_late`."""
    first = CaseClock.objects.running().filter(case=OuterRef("pk")).order_by("due_at")
    seen = Case.objects.visible_to(by).open().select_related("unit", "manager")
    cases = seen.annotate(
        due_at=Subquery(first.values("due_at")[:1]),
        clock_code=Subquery(first.values("code")[:1]),
    ).order_by(F("due_at").asc(nulls_last=True), "received_at")
    found: dict[str, list[Case]] = {}
    for case in cases:
        case.is_late = case.due_at is not None and case.due_at < now
        found.setdefault(case.stage, []).append(case)
    stages = case_catalog().process(now.date()).stages
    return [
        Column(stage, found[stage.code][:MOST_IN_A_COLUMN], len(found[stage.code]))
        for stage in stages
        if stage.code in found
    ]
