"""What a person may enter for a year: the body they write for, its items and its units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from mangnon.core.access import allowed, keeps_to_an_organisation, require
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.registries import Leads, who_leads
from mangnon.core.units.lineage import served_from
from mangnon.values.grid.items import Item, items_of
from mangnon.values.grid.periods import units_day


@dataclass(frozen=True)
class Desk:
    """`items` and `units` are what the person sees, in order; `own` are the items they write."""

    by: User
    unit: Unit
    organisation: Organisation | None
    year: int
    items: tuple[Item, ...]
    own: frozenset[str]
    units: tuple[Unit, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Item]:
        return {item.key: item for item in self.items}

    @cached_property
    def by_unit(self) -> Mapping[int, Unit]:
        return {unit.pk: unit for unit in self.units}

    @property
    def written(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.key in self.own)

    def may_write(self, unit_id: int, key: str) -> bool:
        return key in self.own and unit_id in self.by_unit

    def children_of(self, unit: Unit) -> list[Unit]:
        return [each for each in self.units if each.parent_code == unit.code]

    @property
    def body(self) -> str:
        return str(self.organisation or self.unit)


def desk_of(user: User, year: int) -> Desk:
    """Return what the person enters for the year.

    An agency's people write the leaves that their organisation leads, for all units below theirs;
    who keeps the province's numbers also those that nobody leads, and reads all others; a unit's
    own people write the figures of their unit. Raises PermissionDenied without the right, Refused
    where the account belongs to no unit.
    """
    require(user, "value.enter")
    if user.unit is None:
        raise Refused(_("Your account belongs to no unit; ask the administrator to set one."))
    items, leads = items_of(year), who_leads(user)
    if keeps_to_an_organisation(user):
        items = tuple(i for i in items if user.organisation_id in leads.get((year, i.leaf), ()))
        own = frozenset(item.key for item in items)
    elif allowed(user, "value.load"):
        own = frozenset(item.key for item in items if _is_left_to(user, leads, (year, item.leaf)))
    else:
        own = frozenset(item.key for item in items)
    return Desk(
        by=user,
        unit=user.unit,
        organisation=user.organisation if _is_of_the_province(user) else None,
        year=year,
        items=items,
        own=own,
        units=_in_order(user, year),
    )


def _is_of_the_province(user: User) -> bool:
    return keeps_to_an_organisation(user) or allowed(user, "value.load")


def _is_left_to(user: User, leads: Leads, key: tuple[int, str]) -> bool:
    bodies = leads.get(key)
    return not bodies or user.organisation_id in bodies


def _in_order(user: User, year: int) -> tuple[Unit, ...]:
    """Return the units below the person's, each followed by those below it, by name."""
    day = units_day(year)
    found = list(Unit.objects.on(day).filter(pk__in=served_from(user.unit_id or 0)))
    below: dict[str, list[Unit]] = defaultdict(list)
    codes = {unit.code for unit in found}
    for unit in sorted(found, key=lambda unit: (unit.name_key, unit.pk)):
        below[unit.parent_code if unit.parent_code in codes else ""].append(unit)
    ordered: list[Unit] = []

    def add(code: str) -> None:
        for unit in below.get(code, ()):
            ordered.append(unit)
            add(unit.code)

    add("")
    return tuple(ordered)
