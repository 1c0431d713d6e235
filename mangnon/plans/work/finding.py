"""The list of tasks: what is asked for, and one page of it after another, due first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from mangnon.core.access import own_organisation
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.organisations.organisation import name_key
from mangnon.core.requests import key_in, number_in
from mangnon.plans.work.assignment import Assignment, AssignmentQuerySet
from mangnon.plans.work.fields import fields

OPEN, LATE, ALL, FREE = "open", "late", "all", "free"
STATES = (OPEN, LATE, FREE, *Assignment.State.values, ALL)


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed."""

    words: str = ""
    state: str = OPEN
    field: str = ""
    organisation: int | None = None
    unit: int | None = None  # a unit that does its tasks itself
    after: UUID | None = None

    def among(self, seen: AssignmentQuerySet, day: date) -> AssignmentQuerySet:
        """Return the tasks that are looked for, due first, from where the page begins."""
        found = self._in_state(seen, day)
        for word in name_key(self.words).split():
            found = found.filter(title_key__contains=word)
        if self.field:
            found = found.filter(field=self.field)
        if self.organisation is not None:
            found = found.filter(organisation=self.organisation)
        if self.unit is not None:
            found = found.filter(organisation=None, unit=self.unit)
        return _after(found, seen, self.after).order_by("due_on", "pk")

    def _in_state(self, seen: AssignmentQuerySet, day: date) -> AssignmentQuerySet:
        if self.state == OPEN:
            return seen.open()
        if self.state == LATE:
            return seen.late(day)
        if self.state == FREE:
            return seen.open().filter(organisation=None)
        return seen if self.state == ALL else seen.filter(state=self.state)

    def address(self, **other: object) -> str:
        """Return the query of the same page with something other."""
        asked = replace(self, **{"after": None, **other})  # type: ignore[arg-type]
        said = {
            "q": asked.words, "state": "" if asked.state == OPEN else asked.state,
            "field": asked.field, "organisation": asked.organisation, "unit": asked.unit,
            "after": asked.after,
        }  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value})


def wanted(typed: QueryDict) -> Wanted:
    state, field = typed.get("state", ""), typed.get("field", "")
    return Wanted(
        words=typed.get("q", "")[:200],
        state=state if state in STATES else OPEN,
        field=field if field in fields() else "",
        organisation=number_in(typed, "organisation"),
        unit=number_in(typed, "unit"),
        after=key_in(typed),
    )


def doers_seen(user: User) -> list[tuple[int, str]]:
    """Return the organisations that do a task which the person sees; an agency chooses none."""
    if own_organisation(user) is not None:
        return []
    own = Assignment.objects.visible_to(user).filter(organisation=OuterRef("pk"))
    found = Organisation.objects.filter(Exists(own.values("pk"))).order_by("name", "pk")
    return list(found.values_list("pk", "name"))


def unit_chosen(asked: Wanted, user: User) -> list[tuple[int, str]]:
    """Return the unit whose own tasks are looked for, to show and to leave out again."""
    if asked.unit is None:
        return []
    found = Unit.objects.placed_within(user).filter(pk=asked.unit)
    return [(unit.pk, str(unit)) for unit in found]


def _after(
    tasks: AssignmentQuerySet, seen: AssignmentQuerySet, key: UUID | None
) -> AssignmentQuerySet:
    """Return the tasks behind one that the person sees; those without a day come last."""
    last = seen.filter(pk=key).values_list("due_on", "pk").first() if key else None
    if last is None:
        return tasks
    due_on, pk = last
    if due_on is None:
        return tasks.filter(due_on=None, pk__gt=pk)
    return tasks.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=pk) | Q(due_on=None))
