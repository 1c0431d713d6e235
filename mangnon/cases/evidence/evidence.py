"""A file that proves a step; what is in it lies sealed in the home (`core/sealed_files.py`)."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models

from mangnon.cases.case import Case, OfCaseQuerySet
from mangnon.cases.step import Step
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User


class Evidence(models.Model):
    """Never changed. The key opens the file and nothing else; its name may tell of the child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="evidence")
    name = EncryptedTextField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file_key = EncryptedTextField(max_length=200)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "sha256"], name="evidence_once_with_a_step"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def file(self) -> Path:
        folder: Path = settings.HOME / "cases" / str(self.case_id)
        return folder / f"{self.pk}.sealed"
