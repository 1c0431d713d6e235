"""The poverty class of a child's household, from one day until another."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.children.families import OfChildQuerySet
from mangnon.children.register import Child
from mangnon.core.spans import ends_after_it_begins, span


class PovertySpell(models.Model):
    """One class at a time. What it is today stands in `Child.poverty` too, kept by the service."""

    class Poverty(models.TextChoices):
        """The classes that a commune decides; who was not looked at has no spell."""

        POOR = "poor", _("Poor household")
        NEAR_POOR = "near_poor", _("Near-poor household")
        NOT_POOR = "not_poor", _("Neither poor nor near-poor")

    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="poverty_spells", db_index=False
    )
    poverty = models.CharField(max_length=9, choices=Poverty)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = OfChildQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(poverty__in=["poor", "near_poor", "not_poor"]),
                name="poverty_spell_class",
            ),
            models.CheckConstraint(
                condition=ends_after_it_begins("began_on", "ended_on"),
                name="poverty_spell_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="poverty_spell_one_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (span("began_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.poverty} {self.began_on}"
