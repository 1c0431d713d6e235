"""Invitations, the only way into an account; e-mails to people, and what became of each."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import User

MOST_ATTEMPTS = 3  # of one e-mail


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


class DigestChoice(models.Model):
    """A person's own choice; who chose nothing, or `never`, gets no e-mail."""

    class Often(models.TextChoices):
        NEVER = "never", _("None")
        DAILY = "daily", _("Every working day")
        WEEKLY = "weekly", _("On the first working day of the week")

    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="digest")
    often = models.CharField(max_length=6, choices=Often, default=Often.NEVER)
    address = models.EmailField(max_length=254, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Reminders by e-mail")
        constraints = [
            models.CheckConstraint(
                condition=Q(often="never", address="")
                | Q(often__in=["daily", "weekly"]) & ~Q(address=""),
                name="digest_has_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.often}"


class DeliveryQuerySet(ScopedQuerySet):
    view_action = "digest.view"
    unit_field = "person__unit"


class Delivery(models.Model):
    """One e-mail to a person, at most one a day; it is tried `MOST_ATTEMPTS` times at most.

    The log keeps no address and no word of the e-mail: `items` is how many things waited.
    """

    class State(models.TextChoices):
        WAITS = "waits", _("Not tried yet")
        SENDING = "sending", _("Is being sent")
        SENT = "sent", _("Sent")
        NOTHING = "nothing", _("Nothing waited, not sent")
        FAILED = "failed", _("Failed")

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITS)
    items = models.PositiveIntegerField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("E-mail of a day")
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="digest_once_a_day"),
            models.CheckConstraint(
                condition=~Q(state="failed", reason=""), name="digest_failed_for_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="digest_in_state")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day:%d/%m/%Y} {self.state}"

    @property
    def is_tried_again(self) -> bool:
        return self.state == self.State.FAILED and self.attempts < MOST_ATTEMPTS
