"""The lines of money, newest first: what is asked for, and one page of it after another."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from mangnon.core.paging import in_order
from mangnon.core.requests import key_in
from mangnon.plans.funding.catalog import sources
from mangnon.plans.funding.line import BudgetLine, BudgetLineQuerySet, Stage


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed."""

    year: int | None = None
    stage: str = ""
    source: str = ""
    state: str = ""
    task: UUID | None = None
    after: UUID | None = None

    def among(self, lines: BudgetLineQuerySet) -> BudgetLineQuerySet:
        """Return the lines that are looked for, from where the page begins."""
        asked = self._asked()
        found = lines.filter(**{name: value for name, value in asked.items() if value})
        if not self.state:
            found = found.exclude(state=BudgetLine.State.WITHDRAWN)
        shown = found.select_related("unit", "organisation", "drafted_by")
        return in_order(shown, lines, "-drafted_at", self.after)

    def address(self, after: UUID) -> str:
        """Return the query of the page that begins after a line."""
        asked = self._asked() | {"after": after}
        return urlencode({name: value for name, value in asked.items() if value})

    def _asked(self) -> dict[str, object]:
        return {
            "year": self.year, "stage": self.stage, "source": self.source, "state": self.state,
            "task": self.task,
        }  # fmt: skip


def wanted(typed: QueryDict) -> Wanted:
    stage, source = typed.get("stage", ""), typed.get("source", "")
    state = typed.get("state", "")
    return Wanted(
        year=year_in(typed),
        stage=stage if stage in Stage.values else "",
        source=source if source in sources() else "",
        state=state if state in BudgetLine.State.values else "",
        task=key_in(typed, "task"),
        after=key_in(typed),
    )


def year_in(typed: QueryDict) -> int | None:
    """Return the year that is asked for, None for none or none that can be."""
    text = typed.get("year", "")
    is_year = text.isascii() and text.isdigit() and len(text) == 4
    return int(text) if is_year else None
