"""What is harmful online, and the requests to take it down."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from mangnon.cases.case import CODE, Case, OfCaseQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User


class OfHarmQuerySet(OfCaseQuerySet):
    unit_field = "harm__case__unit"
    subject_field = "harm__case"


class OnlineHarm(models.Model):
    """One post, picture, account or conversation. Its address is sealed: it may name a child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="online_harms")
    platform = models.CharField(max_length=20)  # list online_platform
    address = EncryptedTextField(max_length=2000)
    note = EncryptedTextField(max_length=4000)
    seen_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(platform__regex=CODE) & Q(seen_at__lte=F("entered_at")),
                name="online_harm_is_seen_before_it_is_entered",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Takedown(models.Model):
    """A request to take it down: to whom, when, and what they answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    harm = models.ForeignKey(OnlineHarm, on_delete=models.PROTECT, related_name="takedowns")
    to = models.CharField(max_length=20)  # list takedown_body
    reference = EncryptedTextField(max_length=200)
    asked_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=20, blank=True)  # list takedown_answer
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_entered_at = models.DateTimeField(null=True, blank=True)
    answer_note = EncryptedTextField(max_length=2000)

    objects = OfHarmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to__regex=CODE) & Q(asked_at__lte=F("entered_at")),
                name="takedown_is_asked_before_it_is_entered",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answer_entered_at=None)
                | Q(
                    answer__regex=CODE,
                    answered_at__gte=F("asked_at"),
                    answer_entered_at__gte=F("answered_at"),
                ),
                name="takedown_is_answered_after_it_is_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.harm_id} {self.to}"
