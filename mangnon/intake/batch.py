"""One file that somebody brought in: read, checked, applied as a whole, undone as a whole."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit, User


class BatchQuerySet(ScopedQuerySet):
    view_action = "child.import"


class Batch(models.Model):
    """A file on its way into a register; `sha256` is that of the file as it came."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        CHECKED = "checked", _("Checked")
        APPLIED = "applied", _("Applied")
        UNDONE = "undone", _("Undone")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.RECEIVED)
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)

    objects = BatchQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name
