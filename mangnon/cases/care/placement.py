"""Who cares for a child: proposed, decided by another, handed over, checked, ended."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.cases.care.carer import Carer
from mangnon.cases.care.need import CareNeed, CareNeedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User


class OfNeedQuerySet(CareNeedQuerySet):
    """What belongs to a child in need is seen by who sees the child there."""

    unit_field = "need__unit"
    need = "need__"


class OfPlacementQuerySet(CareNeedQuerySet):
    unit_field = "placement__need__unit"
    need = "placement__need__"


class Placement(models.Model):
    """One carer for one child. `due_on` is the last day to hand over, `check_due_on` of a check."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a decision")
        RETURNED = "returned", _("Returned")
        DECIDED = "decided", _("Decided, not handed over yet")
        IN_CARE = "in_care", _("In care")
        ENDED = "ended", _("Ended")

    OPEN = (State.PROPOSED, State.DECIDED, State.IN_CARE)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    need = models.ForeignKey(CareNeed, on_delete=models.PROTECT, related_name="placements")
    carer = models.ForeignKey(Carer, on_delete=models.PROTECT, related_name="placements")
    state = models.CharField(max_length=8, choices=State)
    form_from = models.DateField()
    answers = EncryptedTextField()  # JSON: the form care_consent
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decision_number = models.CharField(max_length=60, blank=True)
    answer = EncryptedTextField(max_length=1000)  # why it was returned
    handed_over_on = models.DateField(null=True)
    hand_over_entered_at = models.DateTimeField(null=True)
    check_due_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=20, blank=True)  # list care_end

    objects = OfNeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "returned", "decided", "in_care", "ended"]),
                name="placement_state",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="placement_has_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None)
                | ~Q(state="proposed") & Q(decided_by__isnull=False),
                name="placement_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "returned", "decided"], handed_over_on=None)
                | Q(state__in=["in_care", "ended"], handed_over_on__isnull=False),
                name="placement_begins_with_the_hand_over",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("handed_over_on")),
                name="placement_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["need"], condition=Q(state__in=["proposed", "decided", "in_care"]),
                name="placement_one_at_a_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)


class CareCheck(models.Model):
    """One check of a child in care, every six months or when something changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="checks")
    checked_on = models.DateField()
    entered_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    form_from = models.DateField()
    answers = EncryptedTextField()  # JSON: the form care_check

    objects = OfPlacementQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)
