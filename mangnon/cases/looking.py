"""Finding a case again, open or closed, among those that a person works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from mangnon.cases.case import Case
from mangnon.cases.people import CasePerson
from mangnon.cases.taking_part import cases_worked_on
from mangnon.core.access import require
from mangnon.core.models import User
from mangnon.core.paging import in_order, page_of

OPEN, CLOSED, ALL = "open", "closed", "all"
STATES = (ALL, OPEN, CLOSED)


@dataclass(frozen=True)
class Wanted:
    """Which cases are asked for; `words` are the end of a number, or the whole name of a child."""

    words: str = ""
    state: str = ALL
    after: UUID | None = None


@dataclass(frozen=True)
class Page:
    """The cases of one page, received last first; `after` is the one behind which it goes on."""

    cases: Sequence[Case]
    after: UUID | None


def look(by: User, wanted: Wanted) -> Page:
    """Return the cases that are asked for: of those of the board and of those that are closed."""
    require(by, "case.view")
    seen: QuerySet[Case] = Case.objects.filter(pk__in=cases_worked_on(by))
    found = seen if wanted.state == ALL else seen.filter(closed_at__isnull=wanted.state == OPEN)
    if words := wanted.words.strip():
        found = found.filter(_named(words))
    found = in_order(found, seen, "-received_at", wanted.after).select_related("unit", "manager")
    return Page(*page_of(found))


def _named(words: str) -> Q:
    """Return the condition that the words end the number of a case, or name a child in it."""
    children = CasePerson.objects.filter(role=CasePerson.Role.CHILD, name__matches=words)
    named = Q(pk__in=children.values("case"))
    return named | Q(number__endswith=words) if words[-1].isdigit() else named
