"""The 14 groups of special circumstances, as spells of a child's life."""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.children.register import Child
from mangnon.core.access import ScopedQuerySet
from mangnon.core.spans import ends_after_it_begins, span
from mangnon.places.models import YesNo, is_one_of


class CircumstanceSpellQuerySet(ScopedQuerySet):
    """HIV, violence and abuse stand here: whoever sees the child does not yet see these."""

    view_action = "child.circumstances"
    unit_field = "child__unit"


class CircumstanceSpell(models.Model):
    """A span of time in one of the 14 groups of special circumstances (Children Law, article 10).

    A child may be in several groups at once, and in one group again after leaving it.
    """

    class Group(models.TextChoices):
        A = "a", _("Orphaned of both parents")
        B = "b", _("Abandoned")
        C = "c", _("Without anyone to rely on")
        D = "d", _("With a disability")
        DD = "đ", _("Living with HIV/AIDS")
        E = "e", _("In conflict with the law")
        G = "g", _("Addicted to drugs")
        H = "h", _("Left school to earn a living before finishing lower secondary")
        I = "i", _("Gravely harmed by violence")  # noqa: E741 - the law's own letter
        K = "k", _("Exploited")
        L = "l", _("Sexually abused")
        M = "m", _("Trafficked")
        N = "n", _("Gravely ill in a poor or near-poor household")
        O = "o", _("Migrant or refugee without known parents or carer")  # noqa: E741

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="circumstances")
    group = models.CharField(max_length=1, choices=Group)
    # A code of the list circumstance_subgroup: the group's letter and a number.
    subgroup = models.CharField(max_length=3, blank=True, default="", db_default="")
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    is_supported = models.CharField(max_length=7, choices=YesNo, default=YesNo.UNKNOWN)

    basis = models.CharField(max_length=300, blank=True, default="", db_default="")
    decision_number = models.CharField(max_length=60, blank=True, default="", db_default="")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True, default="", db_default="")

    objects = CircumstanceSpellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ends_after_it_begins("began_on", "ended_on"),
                name="circumstance_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(group__in=list("abcdđeghiklmno")), name="circumstance_group"
            ),
            models.CheckConstraint(
                condition=Q(subgroup="")
                | Q(subgroup__startswith=F("group"), subgroup__regex=r"^.[0-9]{1,2}$"),
                name="circumstance_subgroup_of_its_group",
            ),
            models.CheckConstraint(
                condition=is_one_of("is_supported", YesNo), name="circumstance_support"
            ),
            ExclusionConstraint(
                name="circumstance_group_once_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("group", RangeOperators.EQUAL),
                    (
                        span("began_on", "ended_on"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.group} {self.began_on}"
