"""The list of local plans: what is asked for, and one page of it after another, by name."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from mangnon.core.paging import in_order
from mangnon.core.requests import key_in
from mangnon.core.vietnamese import fold
from mangnon.plans.funding.listing import year_in
from mangnon.plans.local.local_plan import LocalPlan, LocalPlanQuerySet

AGENCY = "agency"
MAKERS = ("commune", "district", AGENCY)


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed."""

    year: int
    maker: str = ""
    state: str = ""
    words: str = ""
    after: UUID | None = None

    def among(self, seen: LocalPlanQuerySet) -> LocalPlanQuerySet:
        """Return the plans that are looked for; of a state that is not named, the newest ones."""
        found = seen.filter(year=self.year)
        if self.maker == AGENCY:
            found = found.exclude(organisation=None)
        elif self.maker:
            found = found.filter(organisation=None, unit__level=self.maker)
        if self.state:
            found = found.filter(state=self.state)
        else:
            found = found.exclude(state=LocalPlan.State.WITHDRAWN).filter(superseded_by=None)
        return found.filter(pk__in=self._named(found)) if self.words else found

    def _named(self, found: LocalPlanQuerySet) -> list[UUID]:
        """Return the plans of whoever has all the words in the name; a year has some hundred."""
        words = fold(self.words).split()
        names = found.values_list("pk", "unit__name", "organisation__name")
        return [
            pk for pk, *holder in names if all(word in fold(f"{holder}") for word in words)
        ]  # fmt: skip

    def in_order(self, found: LocalPlanQuerySet) -> LocalPlanQuerySet:
        """Return the plans by the unit's name, from where the page begins."""
        shown = found.select_related("unit", "organisation", "decided_by")
        return in_order(shown, found, "unit__name_key", self.after)

    def address(self, after: UUID) -> str:
        """Return the query of the page that begins after a plan."""
        said = {
            "year": self.year, "maker": self.maker, "state": self.state, "q": self.words,
            "after": after,
        }  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value})


def wanted(typed: QueryDict, year: int) -> Wanted:
    maker, state = typed.get("maker", ""), typed.get("state", "")
    return Wanted(
        year=year_in(typed) or year,
        maker=maker if maker in MAKERS else "",
        state=state if state in LocalPlan.State.values else "",
        words=typed.get("q", "").replace("\0", "")[:100],
        after=key_in(typed),
    )
