"""A legal hold: while one stands, nothing of what it names is destroyed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from mangnon.cases.case import Case, OfCaseQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User


class LegalHold(models.Model):
    """Of a case, or of what stands in none: `listed` is its number in the schedule."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="holds")
    listed = models.CharField(max_length=40, blank=True)
    reason = EncryptedTextField(max_length=1000)
    since = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None, ended_by=None)
                | Q(until__gte=F("since"), ended_by__isnull=False),
                name="legal_hold_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(case=None) ^ Q(listed=""), name="legal_hold_names_one_thing"
            ),
            models.UniqueConstraint(
                fields=["listed"], condition=Q(until=None) & ~Q(listed=""),
                name="legal_hold_once_of_what_is_listed",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(until=None), name="legal_hold_once_at_a_time"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)
