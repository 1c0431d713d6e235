"""The bodies that a plan names, each once, and the organisation that a name stands for."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Organisation, User
from mangnon.plans.plan import Plan


class PlanBodyQuerySet(ScopedQuerySet):
    view_action = "plan.view"
    unit_field = "plan__unit"

    def unlinked(self) -> Self:
        """Return the names of which nobody knows yet whom they mean."""
        return self.filter(organisation=None, names_many=False)


class PlanBody(models.Model):
    """One name as the plan writes it, and whom it meant on the plan's day.

    The name stays as written and the organisation stays whom it meant then; to whom the work has
    passed since stands with the leads, agencies and deadlines. `chosen_by` is empty where the name
    was that organisation's own on the day. A name for many bodies ("các sở, ban, ngành") has none.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="bodies")
    key = models.CharField(max_length=1000)
    name = models.TextField(_("Name as written"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="named_in"
    )
    names_many = models.BooleanField(_("Names many bodies"), default=False)
    chosen_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PlanBodyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="plan_names_a_body_once"),
            models.CheckConstraint(
                condition=Q(names_many=False) | Q(organisation=None),
                name="a_name_of_many_is_no_one_body",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unlinked(self) -> bool:
        return self.organisation_id is None and not self.names_many
