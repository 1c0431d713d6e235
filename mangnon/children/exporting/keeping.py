"""Where the files of exports lie, and for how long."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings

from mangnon.children.exporting.export import KEPT_FOR, Export


def folder_of(export: Export) -> Path:
    folder: Path = settings.HOME / "exports" / str(export.pk)
    return folder


def file_of(export: Export) -> Path:
    return folder_of(export) / f"children.{export.form}.sealed"


def forget(export: Export) -> None:
    """Delete what there is of the file, and the key without which a copy of it opens nowhere."""
    shutil.rmtree(folder_of(export), ignore_errors=True)
    export.children.all().delete()
    export.file_key = ""


def forget_old(now: datetime) -> None:
    """Delete the files that have been kept long enough."""
    ready = Export.objects.filter(state=Export.State.READY, made_at__lte=now - KEPT_FOR)
    for export in ready:
        forget(export)
        export.state = Export.State.GONE
        export.save()
