"""The family and the homes of a child, as its page tells them to one reader."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mangnon.children.families import Guardianship, ResidenceSpell
from mangnon.children.poverty import PovertySpell
from mangnon.children.register import Child
from mangnon.core.models import User
from mangnon.core.sensitive import readable_fields


def carers_of(child: Child, reader: User) -> list[dict[str, object]]:
    """Return each relation with what the reader may know of the person, those of today first."""
    seen = Guardianship.objects.visible_to(reader).filter(child=child).select_related("guardian")
    relations = sorted(seen, key=lambda relation: (relation.ended_on is not None, relation.pk))
    return [
        {"relation": relation, "person": readable_fields(relation.guardian, reader)}
        for relation in relations
    ]


def homes_of(child: Child, reader: User) -> QuerySet[Any]:
    seen = ResidenceSpell.objects.visible_to(reader).filter(child=child)
    homes: QuerySet[Any] = seen.select_related("unit", "household").order_by("-began_on")
    return homes


def classes_of(child: Child, reader: User) -> QuerySet[Any]:
    seen = PovertySpell.objects.visible_to(reader).filter(child=child)
    classes: QuerySet[Any] = seen.order_by("-began_on")
    return classes


def siblings_of(child: Child, reader: User) -> QuerySet[Any]:
    """Return the other children who live in the child's household now and whom the reader sees."""
    here = ResidenceSpell.objects.filter(child=child, ended_on=None, household__isnull=False)
    there = ResidenceSpell.objects.filter(household__in=here.values("household"), ended_on=None)
    others = Child.objects.visible_to(reader).filter(pk__in=there.values("child"))
    siblings: QuerySet[Any] = others.exclude(pk=child.pk).order_by("birth_date", "pk")
    return siblings
