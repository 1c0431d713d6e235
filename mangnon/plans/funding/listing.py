"""The lines of money, newest first: what is asked for, and one page of it after another."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict

from mangnon.core.requests import key_in
from mangnon.plans.funding.catalog import sources
from mangnon.plans.funding.line import BudgetLine, BudgetLineQuerySet, Stage

ON_A_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed."""

    year: int | None = None
    stage: str = ""
    source: str = ""
    state: str = ""
    after: UUID | None = None

    def among(self, lines: BudgetLineQuerySet) -> list[BudgetLine]:
        """Return the lines that are looked for, and one more than a page holds."""
        asked = {"year": self.year, "stage": self.stage, "source": self.source, "state": self.state}
        found = lines.filter(**{name: value for name, value in asked.items() if value})
        if not self.state:
            found = found.exclude(state=BudgetLine.State.WITHDRAWN)
        last = lines.filter(pk=self.after).values_list("drafted_at", "pk").first()
        if self.after and last is not None:
            at, pk = last
            found = found.filter(Q(drafted_at__lt=at) | Q(drafted_at=at, pk__lt=pk))
        shown = found.select_related("unit", "organisation", "drafted_by")
        return list(shown.order_by("-drafted_at", "-pk")[: ON_A_PAGE + 1])

    def address_after(self, last: BudgetLine) -> str:
        """Return the query of the page that begins after a line."""
        asked = {
            "year": self.year, "stage": self.stage, "source": self.source, "state": self.state,
            "after": last.pk,
        }  # fmt: skip
        return urlencode({name: value for name, value in asked.items() if value})


def wanted(typed: QueryDict) -> Wanted:
    stage, source = typed.get("stage", ""), typed.get("source", "")
    state = typed.get("state", "")
    return Wanted(
        year=year_in(typed),
        stage=stage if stage in Stage.values else "",
        source=source if source in sources() else "",
        state=state if state in BudgetLine.State.values else "",
        after=key_in(typed),
    )


def year_in(typed: QueryDict) -> int | None:
    """Return the year that is asked for, None for none or none that can be."""
    text = typed.get("year", "")
    is_year = text.isascii() and text.isdigit() and len(text) == 4
    return int(text) if is_year else None
