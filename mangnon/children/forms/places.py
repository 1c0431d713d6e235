"""The places that a question for a place offers."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from mangnon.children.models import Child
from mangnon.core.models import User
from mangnon.engine.fact_kinds import FactField
from mangnon.places.models import Place

Choices = list[tuple[str, str]]


def places_to_choose(
    asked: FactField, child: Child, answer: str | None, *, by: User, today: date
) -> Choices:
    """Return the open places of the kinds asked for that stand in the child's commune or serve it.

    Only those that the person may see; but the place that is answered stays among them, wherever
    it is and closed or not.
    """
    of_commune = Q(unit=child.unit_id) | Q(also_serves=child.unit_id)
    near = Place.objects.visible_to(by).open_on(today).filter(of_commune, kind__in=asked.places)
    answered = Place.objects.filter(pk=answer) if answer else Place.objects.none()
    found = Place.objects.filter(Q(pk__in=near.values("pk")) | Q(pk__in=answered.values("pk")))
    return [(str(pk), name) for pk, name in found.in_name_order().values_list("pk", "name")]
