"""The delivery log: what became of each person's e-mail of a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import User

MOST_ATTEMPTS = 3


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
