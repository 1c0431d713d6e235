"""A file that proves something; what is in it lies sealed in the home (`core/sealed_files.py`)."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from mangnon.cases.case import Case, OfCaseQuerySet
from mangnon.cases.online.harm import OnlineHarm
from mangnon.cases.step import Step
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User


class Evidence(models.Model):
    """Of a step, or of harm online; never changed. The key opens the file and nothing else.

    The hash is that of what was brought in: it shows that nothing was altered since. It is sealed
    like the name, for it would tell which picture of a known collection it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="evidence")
    harm = models.ForeignKey(
        OnlineHarm, on_delete=models.PROTECT, null=True, related_name="evidence"
    )
    name = EncryptedTextField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = EncryptedTextField(max_length=64)
    file_key = EncryptedTextField(max_length=200)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step=None, harm__isnull=False) | Q(step__isnull=False, harm=None),
                name="evidence_proves_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def file(self) -> Path:
        folder: Path = settings.HOME / "cases" / str(self.case_id)
        return folder / f"{self.pk}.sealed"
