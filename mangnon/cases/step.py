"""One step of a case: who took it when, what they wrote, and who agreed."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.cases.case import CODE, Case, OfCaseQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User


class Step(models.Model):
    """Never changed once it is written, but for the answer of whoever decides on it.

    When it happened and when it was entered are both kept. The identifier is made by the form, so
    that a step sent twice is taken once.
    """

    class State(models.TextChoices):
        WAITS = "waits", _("Waits for a decision")
        DONE = "done", _("Taken")
        RETURNED = "returned", _("Returned")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    code = models.CharField(max_length=30)  # of the process
    state = models.CharField(max_length=8, choices=State)
    from_stage = models.CharField(max_length=30)
    # What it makes of the case, when it is done: "" where that stays as it is.
    to_stage = models.CharField(max_length=30, blank=True)
    risk = models.CharField(max_length=6, blank=True)
    form_from = models.DateField(null=True)  # the version of the form
    answers = EncryptedTextField()  # JSON
    happened_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    needs = models.CharField(max_length=30, blank=True)  # the right of whoever decides
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(max_length=1000)  # why it was returned
    decision_number = models.CharField(max_length=40, blank=True)  # as the registry numbers it
    # The earlier step that this one puts right; what was written there stays as it was.
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections"
    )

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=CODE) & Q(state__in=["waits", "done", "returned"]),
                name="step_codes",
            ),
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("entered_at")),
                name="step_happened_before_it_is_entered",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")), name="step_has_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(needs="", decided_by=None, decided_at=None, state="done")
                | ~Q(needs="") & Q(state="waits", decided_by=None, decided_at=None)
                | ~Q(needs="")
                & Q(
                    state__in=["done", "returned"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="step_is_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["case", "code"], condition=Q(state="waits"), name="step_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("id")), name="step_corrects_another"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "entered_at"]),
            models.Index(fields=["needs"], condition=Q(state="waits"), name="step_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"

    @property
    def took_effect_at(self) -> datetime:
        """Return when it changed the case: what another person agreed to, when they did."""
        return self.decided_at or self.happened_at
