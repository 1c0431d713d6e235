"""How long files are kept, and what it takes to undo them: no longer than a batch may be undone."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from mangnon.core.audit import record
from mangnon.intake.batch import Batch
from mangnon.intake.registered import importers

STRAY_AFTER = timedelta(days=1)


def drop_files(batch: Batch) -> None:
    shutil.rmtree(batch.folder, ignore_errors=True)


def drop_what_is_over(now: datetime) -> None:
    """Drop the file of each batch that is over, with what was kept to undo it, and say so.

    What a killed program left without a batch goes too, a day later.
    """
    for key in Batch.objects.over(now).values_list("pk", flat=True):
        _drop(key, now)
    kept = Batch.objects.filter(dropped_at=None).exclude(state=Batch.State.REFUSED)
    names = {str(key) for key in kept.values_list("pk", flat=True)}
    folders = settings.INTAKE.iterdir() if settings.INTAKE.is_dir() else ()
    for folder in folders:
        is_new = folder.stat().st_mtime > (now - STRAY_AFTER).timestamp()
        if folder.name not in names and not is_new:
            shutil.rmtree(folder, ignore_errors=True)


@transaction.atomic
def _drop(key: UUID, now: datetime) -> None:
    """Drop one batch, unless somebody works on it: the next hour comes."""
    batch = Batch.objects.over(now).select_for_update(skip_locked=True).filter(pk=key).first()
    if batch is None:
        return
    rows = importers()[batch.kind].forget(batch)
    batch.dropped_at = now
    batch.save(update_fields=["dropped_at"])
    record(None, "batch.drop", batch, rows=rows)
    drop_files(batch)
