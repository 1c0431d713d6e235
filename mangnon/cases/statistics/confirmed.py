"""Of a year's events, those where abuse was confirmed: for the statistics form of the province."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mangnon.cases.catalog import code_list
from mangnon.cases.statistics.events import Event, events_of
from mangnon.cases.statistics.figures import LEAF, LISTS
from mangnon.cases.statistics.released import HAS, Commune, released
from mangnon.catalog import CATALOG
from mangnon.core import access
from mangnon.core.models import Unit as UnitRecord
from mangnon.core.models import User
from mangnon.engine.definitions import CodeList
from mangnon.engine.load import load_catalog
from mangnon.engine.suppression.layers import TOTAL, Place

HARM, UPHELD = "harm", "upheld"
# They stand where `released` expects communes, so that what is told of the ones is hidden together
# with the others: the page of cases tells both in one sum.
CONFIRMED: Commune = ("confirmed", date.min)
OTHERS: Commune = ("others", date.min)


@dataclass(frozen=True)
class Confirmed:
    """How many there were in total and in each member of a breakdown; None where it is hidden."""

    total: int | None
    members: Mapping[str, Mapping[str, int | None]]


def may_tell(user: User) -> bool:
    """Say whether the person may know the whole province's counts of cases."""
    serves_whole = user.unit is None or user.unit.level == UnitRecord.Level.PROVINCE
    return serves_whole and access.allowed(user, "case.statistics")


def confirmed(rows: Iterable[Mapping[str, Any]], year: int, *, by: User) -> Confirmed:
    """Count the children of the events of a year in which abuse was checked and not refuted.

    A child of two events counts twice. Raises PermissionDenied for whoever may not know the counts.
    """
    access.require(by, "case.statistics")
    harms = [code for code in titles(HARM).by_code if code != "at_risk"]
    told = released([_grouped(event) for event in events_of(rows, year)], harms, hide_below())

    def count(dimension: str, member: str) -> int | None:
        return told.get(Place(CONFIRMED, dimension, member), 0)

    dimensions = {name: titles(name).by_code for name in LISTS if name != "finding"}
    members: dict[str, Mapping[str, int | None]] = {
        name: {code: count(name, code) for code in codes} for name, codes in dimensions.items()
    }
    members[HARM] = {harm: count(harm, HAS) for harm in harms}
    return Confirmed(count(TOTAL, TOTAL), members)


def titles(dimension: str) -> CodeList:
    """Return the list that names the members of a breakdown of cases."""
    return code_list("harm_kind" if dimension == HARM else LISTS[dimension])


def hide_below() -> int:
    return load_catalog(CATALOG).indicators[LEAF].hide_below


def _grouped(event: Event) -> Event:
    is_confirmed = event.finding == UPHELD and bool(event.harms)
    return replace(event, unit=CONFIRMED if is_confirmed else OTHERS)
