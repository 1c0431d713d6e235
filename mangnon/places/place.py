"""A place that serves children: a school, a health station, a provider, a play point."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from mangnon.core.access import ScopedQuerySet, allowed
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.spans import ends_after_it_begins, span
from mangnon.core.units.lineage import served_from
from mangnon.core.vietnamese import fold, sort_key
from mangnon.places.catalog import kinds


class PlaceQuerySet(ScopedQuerySet):
    view_action = "place.view"

    def edited_by(self, user: User) -> PlaceQuerySet:
        """Return those of the units the person serves, when the role may edit places."""
        found: PlaceQuerySet = self.placed_within(user)
        return found if allowed(user, "place.edit") else found.none()

    def offered_to(self, user: User, day: date) -> PlaceQuerySet:
        """Return the places of the person's whole province: what is offered is for every commune.

        For directories of services alone; what else is known of a place goes by `visible_to`.
        """
        if not allowed(user, self.view_action) or user.unit is None:
            return self.none()
        top = user.unit
        while above := Unit.objects.on(day).filter(code=top.parent_code).first():
            top = above
        return self.filter(self.in_units(served_from(top.pk)))

    def open_on(self, day: date) -> PlaceQuerySet:
        return self.filter(
            Q(opened_on=None) | Q(opened_on__lte=day), Q(closed_on=None) | Q(closed_on__gt=day)
        )

    def in_name_order(self) -> PlaceQuerySet:
        return self.order_by("name_key", "pk")


class Place(models.Model):
    """A place where children are served, in the commune where it stands now."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30)  # of the catalogue
    code = models.CharField(max_length=30, blank=True)  # as its own branch numbers it
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=800, db_collation="C", editable=False)
    search_text = models.CharField(max_length=500, db_collation="C", editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    hamlet = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=200, blank=True)
    # The body whose staff work here, once it is known.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    services = ArrayField(models.TextField(), default=list, blank=True)
    # Whose children its staff look after beside those of its own commune, if it serves whole units.
    also_serves = models.ManyToManyField(Unit, related_name="+", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    in_charge = models.CharField(max_length=100, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.CharField(max_length=300, blank=True)
    # When the place or a trait of it was last written: who edits or undoes compares.
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="place_has_a_name"),
            models.CheckConstraint(
                condition=Q(kind__regex=r"^[a-z][a-z_]*$"), name="place_kind_is_a_code"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_reason="")
                | (Q(closed_on__isnull=False) & ~Q(closed_reason="")),
                name="place_closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(opened_on=None) | ends_after_it_begins("opened_on", "closed_on"),
                name="place_closes_after_it_opens",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "name_key", "id"]),
            models.Index(fields=["name_key", "id"]),
            GinIndex(fields=["services"], name="place_services"),
        ]

    def __str__(self) -> str:
        return self.name

    def set_name(self, name: str) -> None:
        """Set the name and what is computed from it."""
        self.name = " ".join(name.split())
        self.name_key, self.search_text = name_keys(self.name)

    @property
    def kind_label(self) -> str:
        known = kinds().get(self.kind)
        return known.label if known else self.kind

    def same_name(self) -> models.QuerySet[Place]:
        """Return the others of the kind that are called so in the same commune."""
        alike = Place.objects.filter(unit=self.unit, kind=self.kind, name_key=self.name_key)
        return alike.exclude(pk=self.pk)


def name_keys(name: str) -> tuple[str, str]:
    """Return the key that orders places by name, and the words as search compares them.

    >>> name_keys("Trạm y tế")[1]
    'tram y te'
    """
    return sort_key(name), fold(name)


class OfPlaceQuerySet(ScopedQuerySet):
    view_action = "place.view"
    unit_field = "place__unit"


class PlaceTrait(models.Model):
    """What one trait of a place was, from one day until another."""

    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="traits", db_index=False
    )
    trait = models.CharField(max_length=30)  # of the catalogue
    value = models.CharField(max_length=200)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = OfPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(value=""), name="place_trait_has_a_value"),
            models.CheckConstraint(
                condition=ends_after_it_begins("began_on", "ended_on"),
                name="place_trait_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="place_trait_one_value_at_a_time",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    ("trait", RangeOperators.EQUAL),
                    (span("began_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.trait} {self.began_on}"


class FormerUnit(models.Model):
    """The unit that a place stood in until a reform, when it passed to the successor."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="former_units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()

    objects = OfPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "until"], name="former_unit_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.unit_id} {self.until}"
