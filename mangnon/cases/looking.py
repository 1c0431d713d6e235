"""Finding a case again, open or closed, among those that a person works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from mangnon.cases.case import Case
from mangnon.cases.people import CasePerson
from mangnon.cases.taking_part import cases_to_decide, cases_to_take, cases_worked_on
from mangnon.core.access import require
from mangnon.core.models import User

OPEN, CLOSED, ALL = "open", "closed", "all"
STATES = (ALL, OPEN, CLOSED)
ON_A_PAGE = 50


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
    works_on = cases_worked_on(by).union(cases_to_take(by), cases_to_decide(by))
    seen: QuerySet[Case] = Case.objects.filter(pk__in=works_on)
    last = seen.filter(pk=wanted.after).first() if wanted.after else None
    if wanted.state != ALL:
        seen = seen.filter(closed_at__isnull=wanted.state == OPEN)
    if words := wanted.words.strip():
        seen = seen.filter(_named(words))
    if last is not None:
        earlier = Q(received_at=last.received_at, pk__lt=last.pk)
        seen = seen.filter(earlier | Q(received_at__lt=last.received_at))
    seen = seen.select_related("unit", "manager").order_by("-received_at", "-pk")
    found = list(seen[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    return Page(shown, shown[-1].pk if len(found) > ON_A_PAGE else None)


def _named(words: str) -> Q:
    """Return the condition that the words end the number of a case, or name a child in it."""
    children = CasePerson.objects.filter(role=CasePerson.Role.CHILD, name__matches=words)
    named = Q(pk__in=children.values("case"))
    return named | Q(number__endswith=words) if words[-1].isdigit() else named
