"""The conditions of a search on a child, but for the words of its name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mangnon.catalog import CATALOG
from mangnon.children.lists.gaps import Asked, children_missing
from mangnon.children.models import CircumstanceSpell, Guardianship, ResidenceSpell
from mangnon.children.names import search_text
from mangnon.children.register import ADULT_AT, Child, ChildQuerySet, birthday_years_before
from mangnon.children.search.wanted import SHORTEST_NUMBER, Wanted
from mangnon.children.search.words import Words
from mangnon.core.access import allowed, require
from mangnon.core.encryption.values import digits_only
from mangnon.core.models import Refused, User
from mangnon.engine.to_do_lists import load_to_do_lists

VIETNAM = "84"


def open_ones(children: ChildQuerySet, wanted: Wanted, day: date) -> ChildQuerySet:
    """Return those on the register today; with the closed ones, who left it or grew up too."""
    if wanted.with_closed:
        return children.filter(merged_into=None)
    youngest = birthday_years_before(day, ADULT_AT)
    return children.open_on(day).filter(birth_date__gt=youngest)


def of_the_record(wanted: Wanted, day: date) -> Q:
    """Return the condition on what stands in the child's own record."""
    found = Q()
    for field in ("sex", "ethnicity", "poverty"):
        if value := getattr(wanted, field):
            found &= Q(**{field: value})
    if wanted.age_from is not None:
        found &= Q(birth_date__lte=birthday_years_before(day, wanted.age_from))
    if wanted.age_to is not None:
        found &= Q(birth_date__gt=birthday_years_before(day, wanted.age_to + 1))
    return found


def on_the_list(children: ChildQuerySet, wanted: Wanted, by: User, day: date) -> ChildQuerySet:
    """Return those for whom the to-do list that is asked for says there is something to do."""
    if not wanted.gap:
        return children
    entry = next(entry for entry in load_to_do_lists(CATALOG) if entry.name == wanted.gap)
    require(by, entry.right)
    return children_missing(children, Asked(entry, by, day))


def of_other_tables(wanted: Wanted, by: User, day: date) -> list[Q]:
    """Return the conditions that other records name the child; each asks for its right."""
    return list(_named(wanted, by, day))


def _named(wanted: Wanted, by: User, day: date) -> Iterator[Q]:
    if wanted.is_number:
        yield _bearing(wanted.text, by)
    if wanted.guardian:
        held = Words.of(wanted.guardian).held("guardian__search_text")
        yield Q(pk__in=_today(Guardianship.objects.filter(*held), day).values("child"))
    if wanted.hamlet:
        homes = _today(ResidenceSpell.objects.visible_to(by), day)
        yield Q(pk__in=homes.filter(hamlet__in=_hamlets(homes, wanted.hamlet)).values("child"))
    if wanted.group:
        require(by, "child.circumstances")
        spells = _today(CircumstanceSpell.objects.visible_to(by), day)
        yield Q(pk__in=spells.filter(group=wanted.group).values("child"))


def _today(spells: QuerySet[Any], day: date) -> QuerySet[Any]:
    return spells.filter(Q(ended_on=None) | Q(ended_on__gt=day), began_on__lte=day)


def _hamlets(homes: QuerySet[ResidenceSpell], asked: str) -> list[str]:
    """Return the hamlets whose names hold the words, as they are written in the register."""
    words = Words.of(asked)
    written = homes.order_by().values_list("hamlet", flat=True).distinct()
    return [hamlet for hamlet in written if words.stand_in(search_text(hamlet))]


def _bearing(text: str, by: User) -> Q:
    """Return the condition that a number is the child's, or the phone of who cares for it."""
    number = digits_only(text)
    if not (allowed(by, "child.identity") or allowed(by, "child.contact")):
        raise Refused(_("You may search by name only: a number asks for a right of its own."))
    found = Child.objects.none().values("pk")
    if len(number) < SHORTEST_NUMBER:
        return Q(pk__in=found)
    if allowed(by, "child.identity"):
        found = Child.objects.filter(identity_number__matches=number).values("pk")
    if allowed(by, "child.contact"):
        phones = _as_phones(number)
        cared = [Guardianship.objects.filter(guardian__phone__matches=phone) for phone in phones]
        found = found.union(*(bonds.values("child") for bonds in cared))
    return Q(pk__in=found)


def _as_phones(number: str) -> list[str]:
    """Return how a phone number may be written down: 0912… and +84 912… are one."""
    if number.startswith("0"):
        return [number, VIETNAM + number[1:]]
    return [number, "0" + number.removeprefix(VIETNAM)]
