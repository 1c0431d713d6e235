"""The list of local plans: what is asked for, and one page of it after another, by name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict

from mangnon.core.requests import key_in
from mangnon.core.vietnamese import fold
from mangnon.plans.funding.listing import year_in
from mangnon.plans.local.local_plan import LocalPlan, LocalPlanQuerySet

ON_A_PAGE = 50
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

    def page(self, found: LocalPlanQuerySet) -> list[LocalPlan]:
        """Return one page, and one more than it holds, by the unit's name."""
        last = found.filter(pk=self.after).values_list("unit__name_key", "pk").first()
        if self.after and last is not None:
            name, pk = last
            found = found.filter(Q(unit__name_key__gt=name) | Q(unit__name_key=name, pk__gt=pk))
        shown = found.select_related("unit", "organisation", "decided_by")
        return list(shown.order_by("unit__name_key", "pk")[: ON_A_PAGE + 1])

    def address(self, after: LocalPlan) -> str:
        """Return the query of the page that begins after a plan."""
        asked = replace(self, after=after.pk)
        said = {
            "year": asked.year, "maker": asked.maker, "state": asked.state, "q": asked.words,
            "after": asked.after,
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
