"""Where the children of a to-do list live: the communes of a person, the hamlets of a commune."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from mangnon.children.families import ResidenceSpell
from mangnon.children.register import Child, ChildQuerySet
from mangnon.core.models import Unit, User
from mangnon.core.units.lineage import served_from


@dataclass(frozen=True)
class Area:
    """One commune, or one hamlet of it; `hamlet` None is all of them, "" those without any."""

    unit: Unit
    user: User
    hamlet: str | None = None

    @cached_property
    def children(self) -> ChildQuerySet:
        """Return the children of the area whom the person may see, each with its hamlet."""
        held = list(
            Unit.objects.filter(pk__in=served_from(self.unit.pk)).values_list("pk", flat=True)
        )
        seen = Child.objects.visible_to(self.user).filter(unit__in=held)
        found = with_hamlet(seen)
        return found if self.hamlet is None else found.filter(hamlet=self.hamlet)


def communes_of(user: User, day: date) -> QuerySet[Unit]:
    """Return the communes of the day that the person serves, and the own one though it ended."""
    seen = Unit.objects.visible_to(user)
    found: QuerySet[Unit] = seen.on(day) | seen.filter(pk=user.unit_id)
    return found.filter(level=Unit.Level.COMMUNE).order_by("name", "code")


def with_hamlet(children: ChildQuerySet) -> ChildQuerySet:
    """Return the children with the hamlet that they live in."""
    found: ChildQuerySet = children.annotate(hamlet=_of_home("hamlet"))
    return found


def with_household(children: ChildQuerySet) -> ChildQuerySet:
    """Return the children with the code of the household that they live in."""
    found: ChildQuerySet = children.annotate(household_code=_of_home("household__code"))
    return found


def _of_home(field: str) -> Coalesce:
    """Return what is known of where a child lives now, "" where nothing is."""
    home = ResidenceSpell.objects.filter(child=OuterRef("pk"), ended_on=None).values(field)[:1]
    return Coalesce(Subquery(home), Value(""), output_field=CharField())
