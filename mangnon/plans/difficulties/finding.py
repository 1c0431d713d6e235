"""The list of difficulties, newest first: what is asked for, and one page of it after another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.http import QueryDict

from mangnon.core.access import keeps_to_an_organisation
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.organisations.organisation import name_key
from mangnon.core.paging import in_order
from mangnon.core.requests import key_in, number_in
from mangnon.plans.difficulties.difficulty import OPEN, Difficulty, DifficultyQuerySet
from mangnon.plans.work.assignment import last_late_day
from mangnon.plans.work.fields import fields

OPEN_ONES, LATE, ESCALATED, ALL = "open", "late", "escalated", "all"
STATES = (OPEN_ONES, LATE, ESCALATED, *Difficulty.State.values, ALL)


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed."""

    words: str = ""
    state: str = OPEN_ONES
    field: str = ""
    about: str = ""
    unit: int | None = None
    organisation: int | None = None
    after: UUID | None = None

    def among(self, seen: DifficultyQuerySet, day: date) -> DifficultyQuerySet:
        """Return those that are looked for, newest first, from where the page begins."""
        found = self._in_state(seen, day)
        for word in name_key(self.words).split():
            found = found.filter(title_key__contains=word)
        asked = {
            "field": self.field, "about": self.about, "unit": self.unit,
            "organisation": self.organisation,
        }  # fmt: skip
        found = found.filter(**{name: value for name, value in asked.items() if value})
        return in_order(found, seen, "-raised_at", self.after)

    def _in_state(self, seen: DifficultyQuerySet, day: date) -> DifficultyQuerySet:
        if self.state == OPEN_ONES:
            return seen.open()
        if self.state == LATE:
            return seen.late(day)
        if self.state == ESCALATED:
            return seen.open().exclude(escalated_on=None)
        return seen if self.state == ALL else seen.filter(state=self.state)

    def address(self, **other: object) -> str:
        """Return the query of the same page with something other."""
        asked = replace(self, **{"after": None, **other})  # type: ignore[arg-type]
        said = {
            "q": asked.words, "state": "" if asked.state == OPEN_ONES else asked.state,
            "field": asked.field, "about": asked.about, "unit": asked.unit,
            "organisation": asked.organisation, "after": asked.after,
        }  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value})


def wanted(typed: QueryDict) -> Wanted:
    state, field, about = (typed.get(name, "") for name in ("state", "field", "about"))
    return Wanted(
        words=typed.get("q", "")[:200],
        state=state if state in STATES else OPEN_ONES,
        field=field if field in fields() else "",
        about=about if about in Difficulty.About.values else "",
        unit=number_in(typed, "unit"),
        organisation=number_in(typed, "organisation"),
        after=key_in(typed),
    )


def counts(seen: DifficultyQuerySet, day: date) -> dict[str, int]:
    """Count, in one statement, how many stand where: each state, late ones, passed up ones."""
    is_late = Q(answer_by__lte=last_late_day(day))
    told: dict[str, int] = seen.aggregate(
        **{state: Count("pk", filter=Q(state=state)) for state in Difficulty.State.values},
        late=Count("pk", filter=is_late),
        escalated=Count("pk", filter=Q(state__in=OPEN, escalated_on__isnull=False)),
    )
    return told


def units_that_raised(user: User) -> list[tuple[int, str]]:
    """Return the units that raised a difficulty which the person sees; an agency chooses none."""
    if keeps_to_an_organisation(user):
        return []
    own = Difficulty.objects.visible_to(user).filter(unit=OuterRef("pk"))
    units = Unit.objects.filter(Exists(own.values("pk"))).order_by("level", "name_key", "pk")
    return [(unit.pk, str(unit)) for unit in units]


def organisations_that_raised(user: User) -> list[tuple[int, str]]:
    if keeps_to_an_organisation(user):
        return []
    own = Difficulty.objects.visible_to(user).filter(organisation=OuterRef("pk"))
    found = Organisation.objects.filter(Exists(own.values("pk")))
    return list(found.values_list("pk", "name"))
