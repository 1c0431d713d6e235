"""Where the files of exports lie, and for how long."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.children.exporting.export import Export
from mangnon.core.audit import record

GIVEN_UP_AFTER = timedelta(days=1)


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


def fail(export: Export, why: str) -> None:
    """Say why the file is not made, and delete what there is of it."""
    forget(export)
    export.state, export.failure = Export.State.FAILED, why
    export.save()
    record(None, "child.export_failed", export, unit=export.unit)


@transaction.atomic
def forget_old(now: datetime) -> None:
    """Delete the files that were kept long enough, and give up those that nobody goes on with.

    Whoever asked for one of these could ask for no other.
    """
    exports = Export.objects.select_for_update(of=("self",), skip_locked=True)
    for export in exports.filter(state=Export.State.READY):
        if export.is_over(now) or not file_of(export).exists():
            forget(export)
            export.state = Export.State.GONE
            export.save()
            record(None, "child.export_drop", export, unit=export.unit, rows=export.counted)
    unfinished = exports.filter(state__in=[Export.State.WAITING, Export.State.MAKING])
    for export in unfinished.filter(asked_at__lte=now - GIVEN_UP_AFTER):
        fail(export, _("The file was not made within a day; ask for it again."))
