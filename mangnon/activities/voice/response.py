"""What an agency or a commune did about what children said; the children read it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from mangnon.activities.voice.consultation import Consultation
from mangnon.activities.voice.scope import OfConsultation
from mangnon.core.models import Organisation, Unit, User


class VoiceResponse(models.Model):
    """Written in the name of an organisation or, without one, of the commune `unit`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="responses"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    withdrawn = models.BooleanField(default=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = OfConsultation.as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="voice_response_says_what")
        ]

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def whose(self) -> str:
        return str(self.organisation or self.unit)
