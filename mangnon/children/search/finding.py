"""Finding children: one page at a time, in name order, within what the person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from mangnon.children.models import Child
from mangnon.children.search.listed import Listed, lines_of
from mangnon.children.search.narrowing import (
    of_other_tables,
    of_the_record,
    on_the_list,
    open_ones,
)
from mangnon.children.search.walks import FEW_UNITS, Place, Walk, over_all, over_units, over_words
from mangnon.children.search.wanted import Wanted
from mangnon.core.access import PARTICIPANTS, require
from mangnon.core.audit import record_read
from mangnon.core.models import AuditEntry, User
from mangnon.core.units.lineage import ids_served_from, units_known

ON_A_PAGE = 50
SEARCH = "child.search"
# Who types a name asks anew with every letter; the audit hears of it once.
ONE_SEARCH = timedelta(minutes=10)


@dataclass(frozen=True)
class Page:
    """Children in name order, and the places behind which there are more."""

    children: list[Listed]
    before: Place | None
    after: Place | None


def find(
    wanted: Wanted, *, by: User, day: date, start: Place | None = None, is_backward: bool = False
) -> Page:
    """Return the page behind the place (or before it), once the audit knows of the search.

    Raises Refused, in a sentence, for what the person may not search by.
    """
    require(by, "child.view")
    walk = Walk(start, is_backward, ON_A_PAGE + 1)
    places = walked(wanted, by, day, walk)
    record_search(wanted, by)
    has_more = len(places) > ON_A_PAGE
    places = places[:ON_A_PAGE]
    if is_backward:
        places.reverse()
    more_before, more_after = (has_more, True) if is_backward else (start is not None, has_more)
    return Page(
        lines_of(Child.objects.visible_to(by), [place.child for place in places]),
        before=places[0] if places and more_before else None,
        after=places[-1] if places and more_after else None,
    )


def walked(wanted: Wanted, by: User, day: date, walk: Walk) -> list[Place]:
    """Return the places of those who are looked for, by the walk that suits the search."""
    children = open_ones(Child.objects.visible_to(by), wanted, day)
    children = on_the_list(children.filter(of_the_record(wanted, day)), wanted, by, day)
    named = of_other_tables(wanted, by, day)
    units = None if by.role in PARTICIPANTS else units_known(by)
    if units is not None and wanted.unit is not None:
        units = sorted(set(units) & set(ids_served_from(wanted.unit)))
    if units is None or named:
        if units is not None and wanted.unit is not None:
            children = children.filter(unit__in=units)
        return over_all(children.filter(*named), wanted.words, walk)
    if len(units) <= FEW_UNITS:
        return over_units(children, units, wanted.words, walk)
    if wanted.words:
        return over_words(children, wanted.words, walk)
    return over_all(children, wanted.words, walk)


def record_search(wanted: Wanted, by: User) -> None:
    """Write into the audit which parts were asked for, never the words."""
    asked = wanted.fields()
    if not asked:
        return
    lately = timezone.now() - ONE_SEARCH
    told = AuditEntry.objects.filter(actor=by, action=SEARCH, at__gt=lately, details__fields=asked)
    if not told.exists():
        record_read(by, SEARCH, by, fields=asked)
