"""An offer of a case to another commune, from its reason to the answer."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.cases.case import Case
from mangnon.core.access import ScopedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import Unit, User


def unit_at(case: Case, moment: datetime) -> Unit:
    """Return the commune that had the case at the moment."""
    later = case.hand_overs.filter(state=HandOver.State.ACCEPTED, answered_at__gt=moment)
    first = later.select_related("from_unit").order_by("answered_at").first()
    return first.from_unit if first else case.unit


class HandOverQuerySet(ScopedQuerySet):
    """The commune that is asked sees the offer, and of the case nothing else until it accepts."""

    view_action = "case.hand_over"
    unit_field = "to_unit"
    is_large = True  # the board asks for its units anyway

    def open(self) -> HandOverQuerySet:
        return self.filter(state=HandOver.State.OPEN)


class HandOver(models.Model):
    """Until the answer the case stays where it is. A reform takes an open offer along."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hand_overs")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedTextField(max_length=2000)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    refusal = EncryptedTextField(max_length=1000)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="open"), name="case_is_offered_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "accepted", "refused", "withdrawn"]),
                name="hand_over_state",
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_by=None, answered_at=None)
                | ~Q(state="open") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="hand_over_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"]) | ~Q(answered_by=F("offered_by")),
                name="hand_over_is_answered_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
