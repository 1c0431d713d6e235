"""What somebody reported (Mẫu số 01): how it came, by whom, and what was said."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from mangnon.cases.case import CODE, Case, OfCaseQuerySet
from mangnon.core.encryption.fields import EncryptedTextField, mark_of
from mangnon.core.encryption.values import digits_only
from mangnon.core.models import User


class Report(models.Model):
    """One report; a second one about the same matter joins the case that is there.

    The identifier is made by the form: the same report sent again over a bad line is the same one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    channel = models.CharField(max_length=20)  # list case_channel
    reference = models.CharField(max_length=60, blank=True)  # as 111 or 1022 numbers it
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_danger = models.BooleanField(default=False)
    content = EncryptedTextField()  # JSON: the answers of the form `report`
    form_from = models.DateField()
    # Whoever told it, only if they agree: JSON with name, phone, address, note.
    informant = EncryptedTextField(max_length=4000)
    # What the caller asks by later on.
    follow_up = EncryptedTextField(max_length=20, comparable=digits_only)

    # Equal for reports that say the same: one sent from two tabs is known by it.
    fingerprint = EncryptedTextField(max_length=64, comparable=str)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(mark_of("follow_up"), name="report_follow_up_mark"),
            models.Index(fields=["received_by", "-entered_at"], name="report_of_receiver"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(channel__regex=CODE), name="report_channel"),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("entered_at")),
                name="report_is_received_before_it_is_entered",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
