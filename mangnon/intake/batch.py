"""One file that somebody brought in: read, checked, applied as a whole, undone as a whole."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, allowed
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import Unit, User
from mangnon.intake.registered import importers

UNDO_PERIOD = timedelta(days=30)


class BatchQuerySet(ScopedQuerySet):
    """Batches of the units that a person serves, of the kinds that the person may import."""

    view_action = "child.import"

    def rules(self, user: User) -> Iterator[Rule]:
        kinds = [kind for kind, importer in importers().items() if allowed(user, importer.needs)]
        private = [kind for kind in kinds if importers()[kind].own_only]
        theirs = Q(kind__in=set(kinds) - set(private)) | Q(kind__in=private, received_by=user.pk)
        for rule in super().rules(user):
            is_role = rule.name == "role-grants"
            yield Rule(rule.name, bool(kinds) and theirs) if is_role else rule

    def over(self, now: datetime) -> BatchQuerySet:
        """Return those that can no longer be undone, and of which something is still kept."""
        since = now - UNDO_PERIOD
        return self.filter(dropped_at=None, received_at__lte=since).exclude(applied_at__gt=since)

    def same_file_as(self, batch: Batch) -> BatchQuerySet:
        """Return the other batches of the unit that came with the very same file."""
        same = self.filter(kind=batch.kind, unit=batch.unit, sha256=batch.sha256)
        return same.exclude(pk=batch.pk)


class Batch(models.Model):
    """A file on its way into a register; `sha256` is that of the file as it came.

    The file itself is kept sealed in `folder`, with a key of its own, until the batch is refused or
    can no longer be undone. `verdicts` is a digest of what was said of every row; `reading` says
    how the sheet was understood, `refusal` why the last thing that was asked for was not done.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        CHECKED = "checked", _("Checked")
        APPLIED = "applied", _("Applied")
        UNDONE = "undone", _("Undone")
        REFUSED = "refused", _("Refused")

    class Work(models.TextChoices):
        """What goes on in the background."""

        CHECK = "check", _("The file is being read and compared with the register.")
        APPLY = "apply", _("The rows are being written into the register.")
        UNDO = "undo", _("The batch is being taken back.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    file_key = EncryptedTextField(max_length=64)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.RECEIVED)
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    # When its file, and what was kept to undo it, were deleted.
    dropped_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    verdicts = models.CharField(max_length=64, blank=True, default="", db_default="")
    refusal = models.TextField(blank=True, default="", db_default="")
    reading = models.JSONField(default=dict, blank=True, db_default={})
    work = models.CharField(max_length=5, choices=Work, blank=True, default="", db_default="")

    objects = BatchQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name

    @property
    def folder(self) -> Path:
        return settings.INTAKE / str(self.pk)

    @property
    def can_be_undone_until(self) -> datetime | None:
        return self.applied_at and self.applied_at + UNDO_PERIOD

    @property
    def file(self) -> Path:
        return self.folder / "file"


class HeadingMapping(models.Model):
    """What the headings of a unit's sheets stand for, as somebody said it once by hand."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    mapping = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind"], name="one_mapping_a_unit_and_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {len(self.mapping)}"
