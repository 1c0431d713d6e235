"""A breach of personal data, and whom it was told to."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from mangnon.cases.case import CODE
from mangnon.core.access import ScopedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import Unit, User


class DataBreachQuerySet(ScopedQuerySet):
    view_action = "breach.view"


class DataBreach(models.Model):
    """What happened, when it was discovered and when that was entered; `due_at` by the duty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    discovered_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = EncryptedTextField(max_length=4000)
    measures = EncryptedTextField(max_length=4000)
    people = models.PositiveIntegerField(null=True, blank=True)  # about how many are concerned
    due_at = models.DateTimeField()
    duty_from = models.DateField()  # the version of the duty

    objects = DataBreachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(discovered_at__lte=F("entered_at")) & Q(due_at__gte=F("discovered_at")),
                name="breach_is_discovered_before_it_is_entered",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class BreachNotice(models.Model):
    """Somebody was told of a breach; when that was, and when it was entered, are both kept."""

    breach = models.ForeignKey(DataBreach, on_delete=models.PROTECT, related_name="told")
    recipient = models.CharField(max_length=20)  # list breach_recipient
    reference = models.CharField(max_length=60, blank=True)  # number of the document
    told_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(recipient__regex=CODE), name="breach_recipient"),
            models.CheckConstraint(
                condition=Q(told_at__lte=F("entered_at")),
                name="breach_is_told_before_it_is_entered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.breach_id} {self.recipient}"


def first_told(breach: DataBreach, recipient: str) -> datetime | None:
    """Return when a recipient was first told, None when they were not."""
    return min((t.told_at for t in breach.told.all() if t.recipient == recipient), default=None)
