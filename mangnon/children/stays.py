"""Children who live in a care facility, from one day until another, and who looks after whom there.

A stay is no residence: the child goes on living in the commune that keeps its record.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from mangnon.children.register import Child
from mangnon.core.access import ScopedQuerySet, allowed
from mangnon.core.spans import ends_after_it_begins, span
from mangnon.places.catalog import kinds_that
from mangnon.places.models import Place

if TYPE_CHECKING:
    from mangnon.core.models import User


class StayQuerySet(ScopedQuerySet):
    view_action = "child.view"
    unit_field = "child__unit"
    subject_field = "child"

    def on(self, day: date) -> StayQuerySet:
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), began_on__lte=day)


class Stay(models.Model):
    """A child lives at a place; `ended_on` is the first day on which it no longer does."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="stays", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="stays")
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = StayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ends_after_it_begins("began_on", "ended_on"),
                name="stay_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="stay_one_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (span("began_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.place_id} {self.began_on}"


def residents(user: User, day: date) -> models.QuerySet[Any]:
    """Return the ids of the children who live in a care facility of the person's organisation."""
    return Stay.objects.on(day).filter(place__in=_own(user, "cares_for_residents")).values("child")


def served_by_station(user: User, day: date) -> models.QuerySet[Any]:
    """Return the ids of the children who live where a station of the person's organisation serves.

    Only for those who may read about health: others of an organisation look after nobody there.
    """
    if not allowed(user, "child.health"):
        return Child.objects.none().values("pk")
    stations = _own(user, "serves_units").open_on(day)
    served = Q(unit__in=stations.values("unit")) | Q(unit__in=stations.values("also_serves"))
    return Child.objects.living_on(day).filter(served).values("pk")


def _own(user: User, what: str) -> Any:
    """Return the places of the person's organisation whose kind does this."""
    if user.organisation_id is None:
        return Place.objects.none()
    return Place.objects.filter(organisation=user.organisation_id, kind__in=kinds_that(what))
