"""Which children a file is to hold: of those whom the person sees, the ones that are asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from mangnon.children.exporting.listed import find_list
from mangnon.children.models import Child, CircumstanceSpell, ResidenceSpell
from mangnon.children.register import ChildQuerySet, birthday_years_before
from mangnon.core.models import User


def chosen(filters: dict[str, Any], day: date, by: User) -> ChildQuerySet:
    """Return the children who live on the day, that the person sees and the filters let through.

    `filters` may hold unit, hamlet, sex, group, age_from and age_to (in whole years), and the name
    of a list of children; Refused when there is no such list any more.
    """
    children: ChildQuerySet = Child.objects.visible_to(by).living_on(day)
    if name := filters.get("list"):
        children = find_list(name).narrow(children, name, by)
    if unit := filters.get("unit"):
        children = children.filter(unit=unit)
    if sex := filters.get("sex"):
        children = children.filter(sex=sex)
    if (youngest := filters.get("age_from")) is not None:
        children = children.filter(birth_date__lte=birthday_years_before(day, youngest))
    if (oldest := filters.get("age_to")) is not None:
        children = children.filter(birth_date__gt=birthday_years_before(day, oldest + 1))
    if hamlet := filters.get("hamlet"):
        living = ResidenceSpell.objects.visible_to(by).filter(ended_on=None, hamlet__iexact=hamlet)
        children = children.filter(pk__in=living.values("child"))
    if group := filters.get("group"):
        spells = CircumstanceSpell.objects.visible_to(by).filter(ended_on=None, group=group)
        children = children.filter(pk__in=spells.values("child"))
    return children
