"""The list of reports: what is asked for, and one page of it after another, due last first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import F, Q
from django.http import QueryDict

from mangnon.core.requests import key_in
from mangnon.reports.obligations.obligation import ReportPeriod
from mangnon.reports.submissions.submission import (
    Submission,
    SubmissionQuerySet,
    SubmissionState,
)

ON_A_PAGE = 50
YEAR = re.compile(r"[1-9][0-9]{3}")
LATE = Q(first_sent_at__date__gt=F("obligation__counted_until"))


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed."""

    state: str = ""
    period: str = ""
    year: int | None = None
    late: bool = False
    after: UUID | None = None

    def among(self, seen: SubmissionQuerySet, day: date) -> SubmissionQuerySet:
        """Return the reports that are looked for, from where the page begins."""
        found = seen
        if self.state:
            found = found.filter(state=self.state)
        if self.period:
            found = found.filter(obligation__period=self.period)
        if self.year is not None:
            found = found.filter(obligation__period_to__year=self.year)
        if self.late:
            overdue = Q(first_sent_at=None, obligation__counted_until__lt=day)
            found = found.filter(LATE | overdue)
        return _after(found, self.after).order_by("-obligation__counted_until", "pk")

    def address(self, **other: object) -> str:
        """Return the query of the same page with something other."""
        asked = replace(self, **{"after": None, **other})  # type: ignore[arg-type]
        said = {
            "state": asked.state, "period": asked.period, "year": asked.year,
            "late": "1" if asked.late else "", "after": asked.after,
        }  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value})


def wanted(typed: QueryDict) -> Wanted:
    state, period, year = (typed.get(name, "") for name in ("state", "period", "year"))
    return Wanted(
        state=state if state in SubmissionState.values else "",
        period=period if period in ReportPeriod.values else "",
        year=int(year) if YEAR.fullmatch(year) else None,
        late=typed.get("late") == "1",
        after=key_in(typed),
    )


def _after(reports: SubmissionQuerySet, key: UUID | None) -> SubmissionQuerySet:
    about = ("obligation__counted_until", "pk")
    last = Submission.objects.filter(pk=key).values_list(*about).first() if key else None
    if last is None:
        return reports
    day, pk = last
    same_day = Q(obligation__counted_until=day, pk__gt=pk)
    return reports.filter(Q(obligation__counted_until__lt=day) | same_day)
