"""One file of children that a person asked for, and the children that it is to hold."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.children.register import Child
from mangnon.core.access import ScopedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import Unit, User

KEPT_FOR = timedelta(days=7)


class ExportQuerySet(ScopedQuerySet):
    view_action = "child.export"

    def of(self, user: User) -> ExportQuerySet:
        """Return those that the person asked for while serving the unit that they serve now."""
        return self.filter(asked_by=user, unit=user.unit_id)


class Export(models.Model):
    """A file of children: who asked for it, why, what is in it, and how far it is made.

    `counted` is how many children there were when the making began; a file that does not hold as
    many is never given out.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        MAKING = "making", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Not made")
        GONE = "gone", _("Deleted")

    class Form(models.TextChoices):
        XLSX = "xlsx", _("Excel (.xlsx)")
        CSV = "csv", _("CSV (.csv)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    as_of = models.DateField()
    columns = ArrayField(models.TextField())
    filters = models.JSONField(default=dict, blank=True)
    form = models.CharField(max_length=4, choices=Form)
    purpose = models.CharField(max_length=20)
    basis = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    counted = models.PositiveIntegerField(null=True, blank=True)
    written = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    # The key of this file alone; without it nothing of the file can be read.
    file_key = EncryptedTextField(max_length=64)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="export_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(counted=models.F("written"), size__isnull=False),
                name="export_holds_all_that_were_counted",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def number(self) -> str:
        """Return what the file is called by: in each row, each foot and in the audit."""
        return self.pk.hex[:12].upper()

    @property
    def percent(self) -> int:
        return 100 * self.written // self.counted if self.counted else 0

    def is_over(self, now: datetime) -> bool:
        return self.made_at is not None and now >= self.made_at + KEPT_FOR


class ExportChild(models.Model):
    """One child that a file is to hold, at its place in the order; kept until the file is made."""

    export = models.ForeignKey(
        Export, on_delete=models.CASCADE, related_name="children", db_index=False
    )
    position = models.PositiveIntegerField()
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["export", "position"], name="export_one_child_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.export_id} {self.position}"
