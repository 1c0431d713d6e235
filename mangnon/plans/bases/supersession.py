"""One legal document that another replaces, wholly or in a part, from a day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import User
from mangnon.plans.bases.document import LegalDocument


class SupersessionQuerySet(ScopedQuerySet):
    view_action = "basis.view"
    unit_field = "old__unit"


class Supersession(models.Model):
    """`old` is replaced by `new`, which was issued later: so no chain ever comes back to itself."""

    class Extent(models.TextChoices):
        WHOLE = "whole", _("Wholly")
        PART = "part", _("In a part")

    audited_fields = ("extent", "part", "from_on")

    old = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="replacements")
    new = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="replaces")
    extent = models.CharField(_("How far"), max_length=5, choices=Extent)
    part = models.CharField(_("Which part"), max_length=300, blank=True)
    from_on = models.DateField(_("From the day"))
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = SupersessionQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="supersession_once"),
            models.UniqueConstraint(
                fields=["old"], condition=Q(extent="whole"), name="wholly_superseded_once"
            ),
            models.CheckConstraint(condition=~Q(old=F("new")), name="supersession_by_another"),
            models.CheckConstraint(
                condition=Q(extent="whole", part="") | (Q(extent="part") & ~Q(part="")),
                name="supersession_in_part_says_which",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
