"""What every item of a plan has: where its review stands, and who is to look at it first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, allowed, own_organisation
from mangnon.core.models import Unit, User
from mangnon.plans.plan import Plan


class ItemState(models.TextChoices):
    """A withdrawn item was merged into another, or its making was undone: only history shows it."""

    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Comparison(models.TextChoices):
    """How an item stands to the unit's earlier plan; empty where there is none."""

    SAME = "same", _("as last year")
    CHANGED = "changed", _("changed since last year")
    NEW = "new", _("new this year")


class ItemQuerySet(ScopedQuerySet):
    """Items of plans. A subclass says on what an item hangs, from itself up to the plan."""

    view_action = "plan.view"
    parent: str | None = None
    # The way to the organisations whose work the item is; None: it is everybody's.
    organisation_path: str | None = None

    @property
    def plan_path(self) -> str:
        return f"{self.parent}__plan" if self.parent else "plan"

    @property
    def unit_field(self) -> str:  # type: ignore[override]  # read once, by rules
        return f"{self.plan_path}__unit"

    def rules(self, user: User) -> Iterator[Rule]:
        """Show what is not in the register to those who review, an agency its own part."""
        yield from super().rules(user)
        yield Rule("in-register", allowed(user, "plan.review") or self._is_in_register())
        yield Rule("own-organisation", self._is_work_of(own_organisation(user)))

    def of(self, plan: Plan) -> Self:
        return self.filter(**{self.plan_path: plan})

    def proposed(self) -> Self:
        return self.filter(state=ItemState.PROPOSED)

    def shown(self) -> Self:
        """Return what the review shows: all but what was withdrawn."""
        return self.exclude(state=ItemState.WITHDRAWN)

    def standing(self) -> Self:
        """Return what is, or may still become, part of the plan."""
        return self.filter(state__in=(ItemState.PROPOSED, ItemState.CONFIRMED))

    def confirmed(self) -> Self:
        """Return what a person confirmed, on whatever it hangs confirmed too."""
        return self.filter(self._is_confirmed())

    def in_register(self) -> Self:
        """Return the confirmed items of plans in force."""
        return self.filter(self._is_in_register())

    def in_force(self, year: int, unit: Unit | None = None) -> Self:
        """Return the register of the year: the unit's plan, or else the province's."""
        of_unit = {"unit": unit} if unit else {"unit__level": Unit.Level.PROVINCE}
        wanted = {"year": year, **of_unit}
        return self.in_register().filter(**{f"{self.plan_path}__{k}": v for k, v in wanted.items()})

    def _is_work_of(self, organisation: int | None) -> bool | Q:
        if organisation is None or self.organisation_path is None:
            return True
        own = self.model._base_manager.filter(**{self.organisation_path: organisation})
        return Q(pk__in=own.values("pk"))

    def _is_confirmed(self) -> Q:
        parent = {f"{self.parent}__state": ItemState.CONFIRMED} if self.parent else {}
        return Q(state=ItemState.CONFIRMED, **parent)

    def _is_in_register(self) -> Q:
        path = self.plan_path
        in_force = {f"{path}__state": Plan.State.APPROVED, f"{path}__superseded_by": None}
        return self._is_confirmed() & Q(**in_force)


class Item(models.Model):
    """The part that all kinds share.

    `version` grows with every change, so that nobody decides on words they have not seen;
    `more_lines` are the lines of what was merged into it; `last_year` is the item of the unit's
    earlier plan that it continues; `succeeds` the item of the version that an amendment changed.
    """

    line: Any  # a column, or the line of what the item hangs on
    state = models.CharField(max_length=9, choices=ItemState, default=ItemState.PROPOSED)
    is_edited = models.BooleanField(default=False)
    is_unsure = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    more_lines = ArrayField(models.CharField(), default=list, blank=True)
    comparison = models.CharField(max_length=7, choices=Comparison, blank=True)
    last_year = models.ForeignKey(
        RECURSIVE_RELATIONSHIP_CONSTANT,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    succeeds = models.ForeignKey(
        RECURSIVE_RELATIONSHIP_CONSTANT,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    @property
    def lines(self) -> list[str]:
        """The lines of the document it was read from, by their labels."""
        return [line for line in (self.line, *self.more_lines) if line]
