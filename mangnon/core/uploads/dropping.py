"""What no record holds is not kept: it goes after a day, with its pieces."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from mangnon.core.audit import record
from mangnon.core.uploads.upload import Upload, folder

KEPT_LOOSE = timedelta(days=1)


def drop_unheld(now: datetime) -> None:
    """Drop the files that hang on no record a day after they came, and what none is known of."""
    old = Upload.objects.unheld().filter(added_at__lte=now - KEPT_LOOSE)
    for key in old.values_list("pk", flat=True):
        _drop(key)
    known = {str(key) for key in Upload.objects.values_list("pk", flat=True)}
    for found in folder().iterdir() if folder().is_dir() else ():
        is_old = found.stat().st_mtime <= (now - KEPT_LOOSE).timestamp()
        if is_old and found.name.lstrip(".").partition(".")[0] not in known:
            shutil.rmtree(found) if found.is_dir() else found.unlink(missing_ok=True)


@transaction.atomic
def _drop(key: UUID) -> None:
    """Drop one file, unless a record is just taking it."""
    locked = Upload.objects.select_for_update(skip_locked=True).filter(pk=key).first()
    if locked is None or not Upload.objects.unheld().filter(pk=key).exists():
        return
    record(None, "upload.drop", locked)
    file, parts = locked.file, locked.parts
    locked.delete()

    def unlink() -> None:
        file.unlink(missing_ok=True)
        shutil.rmtree(parts, ignore_errors=True)

    transaction.on_commit(unlink)
