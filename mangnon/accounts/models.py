"""Invitations: the only way into an account, for a new person and after a forgotten password."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.accounts.digests.choice import DigestChoice
from mangnon.accounts.digests.delivery import Delivery
from mangnon.core.models import User

__all__ = ["Delivery", "DigestChoice", "Invitation"]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> InvitationQuerySet:
        return self.filter(used_at=None, withdrawn_at=None, ends_at__gt=now)


class Invitation(models.Model):
    """A link that lets one person set a password, once, until it ends. Only its hash is kept."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Invitation")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at=None, withdrawn_at=None),
                name="one_open_invitation_per_person",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("made_at")), name="invitation_ends_after_it_is_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.ends_at:%d/%m/%Y})"
