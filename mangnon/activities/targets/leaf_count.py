"""How many different children the activities reached for one chỉ tiêu, as it was kept on a day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit, User


class LeafCountQuerySet(ScopedQuerySet):
    view_action = "activity.view"


class LeafCount(models.Model):
    """Never changed: what was counted, by which method, of how many activities."""

    class Method(models.TextChoices):
        NAMES = "names", _("Exact: every activity has its list, and each child is counted once.")
        LARGEST = (
            "largest",
            _(
                "Estimate: of each commune the activity with the most children, or the different"
                " children of its lists where they are more; visits are not added up."
            ),
        )

    leaf = models.CharField(max_length=4)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    children = models.PositiveIntegerField()
    at_most = models.PositiveIntegerField()
    method = models.CharField(max_length=7, choices=Method)
    activities = models.PositiveIntegerField()
    without_ages = models.PositiveIntegerField(default=0)
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    objects = LeafCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(method="names", at_most=F("children"))
                | Q(method="largest", at_most__gte=F("children")),
                name="leaf_count_by_its_method",
            )
        ]
        indexes = [models.Index(fields=["unit", "leaf", "year"], name="leaf_count_of_unit")]

    def __str__(self) -> str:
        return f"{self.leaf} {self.year}: {self.children}"
