"""A sign-in list comes in on the page of its activity."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from mangnon.activities.attendance.entering import require_list
from mangnon.activities.importing.importer import AttendanceImporter
from mangnon.activities.importing.sign_in_sheet import SignInSheet
from mangnon.activities.keeping import locked
from mangnon.core.models import User
from mangnon.intake import services
from mangnon.intake.batch import Batch
from mangnon.intake.tasks import begin


def receive_list(activity_id: UUID, upload: UploadedFile[bytes], *, by: User) -> Batch:
    """Keep the file and let it be checked; of the list nothing changes yet."""
    with tempfile.TemporaryDirectory(prefix="mangnon-sheet-") as folder:
        file = Path(folder) / "upload"
        with file.open("wb") as target:
            target.writelines(upload.chunks())
        return receive_file(activity_id, file, upload.name or file.name, by=by)


def receive_file(activity_id: UUID, file: Path, name: str, *, by: User) -> Batch:
    """Keep a file of the disk as the sign-in list of an activity."""
    with transaction.atomic():
        activity = locked(activity_id, by)
        require_list(activity)
        batch = services.receive(
            file, AttendanceImporter.kind, by=by, unit=activity.unit, file_name=name
        )
        SignInSheet.objects.create(batch=batch, activity=activity)
    begin(batch, Batch.Work.CHECK, by=by)
    return batch
