"""A file that proves something; what is in it lies sealed in the home (`core/sealed_files.py`)."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.registries import UPLOAD_HOLDERS
from mangnon.core.uploads.kinds import KINDS

if TYPE_CHECKING:
    from mangnon.core.models import User


class UploadQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Return the whole files that hang on a record which the person may see."""
        shown = Q(pk=None)
        for model, field in UPLOAD_HOLDERS:
            seen = model.objects.visible_to(user).filter(**{field: OuterRef("pk")})
            shown |= Q(Exists(seen.order_by().values("pk")))
        return self.filter(shown).exclude(kind="")

    def unheld(self) -> Self:
        """Return those that hang on no record, whole or not."""
        found = self
        for model, field in UPLOAD_HOLDERS:
            held = model._base_manager.filter(**{field: OuterRef("pk")})
            found = found.filter(~Exists(held.values("pk")))
        return found


class Upload(models.Model):
    """One file, never changed once it is whole; until then it has no kind.

    The name is sealed, for people name files after children. The key opens this file alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = EncryptedTextField(max_length=200)
    kind = models.CharField(max_length=10, blank=True)
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    file_key = EncryptedTextField(max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    objects = UploadQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["added_at"], name="upload_added")]
        constraints = [
            models.CheckConstraint(
                condition=Q(received__lte=F("size"), size__gt=0), name="upload_is_within_its_size"
            ),
            models.CheckConstraint(
                condition=Q(kind="", sha256="")
                | Q(received=F("size")) & ~Q(kind="") & ~Q(sha256=""),
                name="whole_upload_has_kind_and_hash",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_whole(self) -> bool:
        return bool(self.kind)

    @property
    def media_type(self) -> str:
        return KINDS[self.kind].media_type

    @property
    def file(self) -> Path:
        return folder() / f"{self.pk}.sealed"

    @property
    def parts(self) -> Path:
        """Where the pieces lie until all of them are there."""
        return folder() / f"{self.pk}.parts"

    def part(self, offset: int) -> Path:
        return self.parts / f"{offset:010d}"


def folder() -> Path:
    home: Path = settings.HOME
    return home / "uploads"
