"""A list on paper for a visit: by hamlet and household, with who cares for each child."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from mangnon.children.families import Guardianship
from mangnon.children.lists.lines import Line
from mangnon.children.lists.places import with_household
from mangnon.children.register import ChildQuerySet
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.vietnamese import sort_key


@dataclass(frozen=True)
class Carer:
    """Who to ask for; the telephone is "" for whoever may not read it."""

    name: str
    phone: str


@dataclass(frozen=True)
class Visit:
    """One child to visit, and whom to ask for."""

    line: Line
    carer: Carer | None


@dataclass(frozen=True)
class Household:
    code: str
    visits: list[Visit]


@dataclass(frozen=True)
class Hamlet:
    name: str
    households: list[Household]


def sheet_of(
    children: ChildQuerySet, by: User, lines: Callable[[list[Any]], list[Line]]
) -> list[Hamlet]:
    """Return all children of a list, hamlets and households in their order.

    `lines` says of each why it is on the list; the children bear their hamlet.
    """
    found: list[Any] = list(with_household(children).in_name_order())
    found.sort(key=lambda child: (child.hamlet == "", sort_key(child.hamlet), child.household_code))
    carers = _carers([child.pk for child in found], by)
    homes = [(child.hamlet, child.household_code) for child in found]
    visits = [
        (home, Visit(line, carers.get(line.child.pk)))
        for home, line in zip(homes, lines(found), strict=True)
    ]
    return [
        Hamlet(hamlet, list(_households(there)))
        for hamlet, there in groupby(visits, lambda visit: visit[0][0])
    ]


def _households(visits: Iterator[tuple[tuple[str, str], Visit]]) -> Iterator[Household]:
    for (_hamlet, code), there in groupby(visits, lambda visit: visit[0]):
        yield Household(code, [visit for _home, visit in there])


def _carers(children: list[UUID], by: User) -> dict[UUID, Carer]:
    """Return the mother of each child, or whoever else cares for it."""
    may_call = allowed(by, "child.contact")
    running = Guardianship.objects.visible_to(by).filter(child__in=children, ended_on=None)
    carers: dict[UUID, Carer] = {}
    for bond in running.select_related("guardian").order_by("pk"):
        phone = (bond.guardian.phone or "") if may_call else ""
        if bond.child_id not in carers or bond.relation == Guardianship.Relation.MOTHER:
            carers[bond.child_id] = Carer(bond.guardian.full_name, phone)
    return carers
