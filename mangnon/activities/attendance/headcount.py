"""How many took part in one activity, and of which groups the children were."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mangnon.activities.activity import Activity, OfActivityQuerySet


class Headcount(models.Model):
    """`parts` breaks the children down, by dimension and member, each adding up to all of them.

    Where there is a sign-in list all of it is counted from that list.
    """

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, primary_key=True, related_name="headcount"
    )
    children = models.PositiveIntegerField()
    adults = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=dict)
    is_from_names = models.BooleanField(default=False)

    objects = OfActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(children__lte=10_000_000, adults__lte=10_000_000),
                name="headcount_is_of_one_activity",
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.children} + {self.adults}"
