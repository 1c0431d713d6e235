"""How a file comes in piece by piece, as in the core of tus (tus.io): nothing is sent twice.

Whoever sends asks how much is there and goes on at that byte. Each piece lies sealed beside the
others until the last has come; then the file is kept as one that came whole.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import User
from mangnon.core.refused import Refused
from mangnon.core.sealed_files import length_of, opened, pieces_of, seal
from mangnon.core.uploads.receiving import keep, new_upload
from mangnon.core.uploads.upload import Upload


class OutOfStep(Refused):
    """The piece does not begin where the last one ended."""


def begin(key: UUID, name: str, size: int, *, by: User, now: datetime) -> Upload:
    """Make ready for a file; asked for again with the same key it is the one that is there."""
    if known := own_upload(key, by):
        if known.size != size:
            raise Refused(_("Another file is being sent under this number; choose the file anew."))
        return known
    upload = new_upload(name, size, by=by, now=now)
    upload.pk = key
    try:
        with transaction.atomic():
            upload.save(force_insert=True)
            record(by, "upload.begin", upload, size=size)
    except IntegrityError:  # somebody else's, or this person's other window was quicker
        raise OutOfStep(_("This number is taken; choose the file anew.")) from None
    return upload


def own_upload(key: UUID, by: User) -> Upload | None:
    """Return a file that the person brings or brought in."""
    found: Upload | None = Upload.objects.filter(pk=key, added_by=by).first()
    return found


def append(key: UUID, offset: int, piece: BinaryIO, *, by: User) -> Upload:
    """Keep the next piece; with the last one the file is whole.

    Raises OutOfStep when the piece does not begin where the last one ended, and Refused, with
    nothing of the file left, when it is longer than was said or of no kind that is kept.
    """
    try:
        return _append(key, offset, piece, by)
    except OutOfStep:
        raise
    except Refused:
        _forget(key, by)
        raise


@transaction.atomic
def _append(key: UUID, offset: int, piece: BinaryIO, by: User) -> Upload:
    upload = _locked(key, by)
    if offset != upload.received or upload.is_whole:
        raise OutOfStep(_("Other pieces of the file are there by now; ask how many, and go on."))
    length = seal(pieces_of(piece), upload.part(offset), upload.file_key)
    if offset + length > upload.size:
        raise Refused(_("More was sent than the file is long; choose the file anew."))
    upload.received += length
    if upload.received == upload.size:
        _join(upload)
        record(by, "upload.receive", upload, size=upload.size, kind=upload.kind)
    upload.save()
    return upload


@transaction.atomic
def _forget(key: UUID, by: User) -> None:
    upload = _locked(key, by)
    parts = upload.parts
    upload.delete()
    transaction.on_commit(lambda: shutil.rmtree(parts, ignore_errors=True))


def _locked(key: UUID, by: User) -> Upload:
    found: Upload = Upload.objects.select_for_update(of=("self",)).get(pk=key, added_by=by)
    return found


def _join(upload: Upload) -> None:
    """Make one file of the pieces; the plain one lies in no folder, and only while it is read."""
    with tempfile.TemporaryFile() as whole:
        for part in _parts_in_order(upload):
            whole.writelines(opened(part, upload.file_key))
        keep(upload, whole)
    transaction.on_commit(lambda: shutil.rmtree(upload.parts, ignore_errors=True))


def _parts_in_order(upload: Upload) -> list[Path]:
    """Return the pieces that follow one another; one that was sent and not counted is not read."""
    found, at = [], 0
    while at < upload.size:
        found.append(upload.part(at))
        at += length_of(upload.part(at))
    return found
