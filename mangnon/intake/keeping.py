"""How long the files are kept: until they are refused, or can no longer be undone."""

from __future__ import annotations

import shutil
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from mangnon.intake.batch import UNDO_PERIOD, Batch


def drop_files(batch: Batch) -> None:
    shutil.rmtree(batch.folder, ignore_errors=True)


def drop_old_files(now: datetime) -> None:
    """Drop the files of batches that are over, and what a killed program left without a batch."""
    if not settings.INTAKE.is_dir():
        return
    since = now - UNDO_PERIOD
    late = Q(received_at__gt=since) | Q(applied_at__gt=since)
    kept = Batch.objects.filter(late).exclude(state=Batch.State.REFUSED)
    names = {str(key) for key in kept.values_list("pk", flat=True)}
    for folder in settings.INTAKE.iterdir():
        is_new = folder.stat().st_mtime > (now.timestamp() - 86_400)
        if folder.name not in names and not is_new:
            shutil.rmtree(folder, ignore_errors=True)
