"""A school's list of pupils for the summer, offered to the Youth Union of a commune."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from mangnon.children.models import Child
from mangnon.children.names import search_text
from mangnon.children.register import Sex
from mangnon.core.access import Rule, ScopedQuerySet, allowed
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import Unit, User
from mangnon.core.units.lineage import units_known
from mangnon.places.models import Place, is_one_of


def open_to(user: User, path: str = "") -> Q:
    """Return the condition on lists whose names the person may read: of either side."""
    own = Q(pk__in=[])
    if allowed(user, "summer.offer") and user.organisation_id is not None:
        own = Q(**{f"{path}school__organisation": user.organisation_id})
    if allowed(user, "summer.answer"):
        return own | Q(**{f"{path}unit__in": units_known(user)})
    return own


def of_units(units: RawSQL | list[int], path: str = "") -> Q:
    """Return the condition that a list is offered to one of the units, or comes from one."""
    offered = Q(**{f"{path}unit__in": units})
    return offered | Q(**{f"{path}school__unit__in": units})


class SummerListQuerySet(ScopedQuerySet):
    """Counts are for all who see activities of the commune, the school sees its own lists."""

    view_action = "summer.view"

    def in_units(self, units: RawSQL | list[int]) -> Q:
        return of_units(units)

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        is_reader = allowed(user, "activity.view")
        yield Rule("summer-side", True if is_reader else open_to(user))

    def open_to(self, user: User) -> SummerListQuerySet:
        """Return those whose names the person may read."""
        seen: SummerListQuerySet = self.visible_to(user)
        return seen.filter(open_to(user))

    def waiting(self) -> SummerListQuerySet:
        return self.filter(state=SummerList.State.OFFERED)


class SummerList(models.Model):
    """Offered once a summer by a school to a commune; answered as a whole."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Waits for an answer")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.OFFERED)
    returned_because = models.CharField(max_length=500, blank=True)
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = SummerListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "unit", "year"],
                condition=Q(state__in=["offered", "accepted"]),
                name="summer_list_once_a_school_commune_and_year",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", answered_by=None, answered_at=None)
                | Q(answered_by__isnull=False, answered_at__isnull=False)
                & Q(state__in=["accepted", "returned"]),
                name="summer_list_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="returned") & ~Q(returned_because="")
                | ~Q(state="returned") & Q(returned_because=""),
                name="summer_list_returned_for_a_reason",
            ),
            models.CheckConstraint(condition=Q(count__gt=0), name="summer_list_is_not_empty"),
        ]
        indexes = [models.Index(fields=["unit", "-year", "-id"], name="summer_list_of_unit")]

    def __str__(self) -> str:
        return f"{self.school} {self.year}"


class SummerChildQuerySet(ScopedQuerySet):
    view_action = "summer.view"
    unit_field = "summer_list__unit"

    def in_units(self, units: RawSQL | list[int]) -> Q:
        return of_units(units, "summer_list__")

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield Rule("summer-side", open_to(user, "summer_list__"))
        if not allowed(user, "summer.offer"):  # what a commune returned is the school's again
            yield Rule("not-returned", ~Q(summer_list__state=SummerList.State.RETURNED))


class SummerChild(models.Model):
    """One pupil of a list; the name is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summer_list = models.ForeignKey(SummerList, on_delete=models.CASCADE, related_name="children")
    name = EncryptedTextField(max_length=200, comparable=search_text)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.UNKNOWN)
    hamlet = models.CharField(max_length=100, blank=True)
    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField()

    objects = SummerChildQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=is_one_of("sex", Sex), name="summer_child_sex"),
            models.UniqueConstraint(
                fields=["summer_list", "position"], name="summer_child_position"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
