"""An administrative penalty for harm to a child: the plan asks how many, and how much."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from mangnon.cases.case import CODE, Case, OfCaseQuerySet
from mangnon.cases.people import Offender
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User


class PenaltyQuerySet(OfCaseQuerySet):
    def in_force(self) -> PenaltyQuerySet:
        return self.filter(withdrawn_at=None)

    def issued_in(self, first: date, last: date) -> PenaltyQuerySet:
        return self.in_force().filter(issued_on__range=(first, last))


class Penalty(models.Model):
    """A decision; one entered by mistake is withdrawn with its reason, and counts no more.

    Number, issuer and day name one decision: entered twice, even on two cases, it is refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="penalties")
    offender = models.ForeignKey(
        Offender, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=20)  # list penalty_kind
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField()
    amount = models.BigIntegerField(null=True, blank=True)  # whole đồng, of a fine alone
    note = EncryptedTextField(max_length=2000)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_because = EncryptedTextField(max_length=1000)

    objects = PenaltyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__regex=CODE), name="penalty_kind"),
            models.CheckConstraint(
                condition=Q(kind="fine", amount__gte=1) | ~Q(kind="fine") & Q(amount=None),
                name="penalty_amount_belongs_to_a_fine",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="penalty_is_withdrawn_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["number", "issuer", "issued_on"], condition=Q(withdrawn_at=None),
                name="penalty_is_entered_once",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["issued_on"], condition=Q(withdrawn_at=None), name="penalty_day")
        ]

    def __str__(self) -> str:
        return str(self.pk)
