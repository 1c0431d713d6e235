"""The rules by which agencies of a unit work together (quy chế phối hợp), and their reviews."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit, User
from mangnon.plans.bases.catalog import subjects
from mangnon.plans.bases.document import LegalDocument


class CoordinationRulesQuerySet(ScopedQuerySet):
    view_action = "basis.view"
    is_large = True


class CoordinationRules(models.Model):
    """Rules of one unit on one subject, issued by a document of the register."""

    audited_fields = ("subject", "parties")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(_("Subject"), max_length=20)  # of the catalogue
    document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, related_name="coordination"
    )
    parties = models.CharField(_("Agencies that it binds"), max_length=1000)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = CoordinationRulesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "subject", "document"], name="coordination_rules_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_label} · {self.unit}"

    @property
    def subject_label(self) -> str:
        known = subjects().get(self.subject)
        return known.label if known else self.subject


class CoordinationReview(models.Model):
    """One look at rules: when, and whether they stay."""

    class Outcome(models.TextChoices):
        KEEP = "keep", _("They stay as they are")
        AMEND = "amend", _("They need to be amended")
        REPLACE = "replace", _("They need to be replaced")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rules = models.ForeignKey(CoordinationRules, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField(_("Reviewed on"))
    outcome = models.CharField(_("Outcome"), max_length=7, choices=Outcome)
    note = models.CharField(_("Note"), max_length=1000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-at"]

    def __str__(self) -> str:
        return f"{self.rules} · {self.on:%d/%m/%Y}"
