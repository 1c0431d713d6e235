"""The list of frozen snapshots. The files themselves are the truth; a row only finds them."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property

from mangnon.core.models import User


class Snapshot(models.Model):
    """One frozen set of registers, at one as-of date, in one folder that is never written again."""

    code = models.CharField(max_length=40, unique=True)
    as_of = models.DateField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT)
    reason = models.CharField(max_length=200, blank=True)
    manifest_sha256 = models.CharField(max_length=64)
    catalog_sha256 = models.CharField(max_length=64)
    row_counts = models.JSONField(default=dict)

    class Meta:
        get_latest_by = ["as_of", "taken_at"]

    def __str__(self) -> str:
        return self.code

    @cached_property
    def folder(self) -> Path:
        return settings.SNAPSHOTS / self.code
