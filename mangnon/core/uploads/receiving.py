"""How a file comes in whole, by an ordinary form, and what is asked of every file."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import User
from mangnon.core.refused import Refused
from mangnon.core.sealed_files import new_key, pieces_of, seal
from mangnon.core.uploads.kinds import KINDS, kind_of
from mangnon.core.uploads.upload import Upload

MIB = 1024 * 1024
LARGEST = 50 * MIB
# How much one person may have brought in that no record holds yet.
MOST_LOOSE = 500 * MIB


@transaction.atomic
def receive(file: BinaryIO, name: str, *, by: User, now: datetime) -> Upload:
    """Keep a file, sealed; raise Refused where it is empty, too large, or of no kind kept here."""
    upload = new_upload(name, _size_of(file), by=by, now=now)
    upload.received = upload.size
    keep(upload, file)
    upload.save(force_insert=True)
    record(by, "upload.receive", upload, size=upload.size, kind=upload.kind)
    return upload


def new_upload(name: str, size: int, *, by: User, now: datetime) -> Upload:
    """Return the record of a file that is to come, not saved yet."""
    if size <= 0:
        raise Refused(_("The file is empty; choose another one."))
    if size > LARGEST:
        raise Refused(
            _("The file is larger than %(size)s MB; make it smaller or send it in parts.")
            % {"size": LARGEST // MIB}
        )
    loose = Upload.objects.unheld().filter(added_by=by).aggregate(all=Sum("size"))["all"] or 0
    if loose + size > MOST_LOOSE:
        raise Refused(
            _("You brought in many files that no record holds; wait until tomorrow for more.")
        )
    return Upload(name=_sound(name), size=size, file_key=new_key(), added_by=by, added_at=now)


def keep(upload: Upload, file: BinaryIO) -> None:
    """Seal the whole file, once its kind is known; nothing is left of one that is refused."""
    upload.kind = kind_of(file)
    upload.name = _with_suffix(upload.name, upload.kind)
    digest = hashlib.sha256()
    seal(_digested(file, digest), upload.file, upload.file_key)
    upload.sha256 = digest.hexdigest()


def _digested(file: BinaryIO, digest: hashlib._Hash) -> Iterator[bytes]:
    file.seek(0)
    for piece in pieces_of(file):
        digest.update(piece)
        yield piece


def _size_of(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size


def _sound(name: str) -> str:
    """Return the file's own name, without folders and signs that steer."""
    last = PurePath(name.replace("\\", "/")).name
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    return unicodedata.normalize("NFC", shown).strip()[-200:] or "tep"


def _with_suffix(name: str, kind: str) -> str:
    """Return a name that ends as files of the kind do, so that it opens as nothing else."""
    suffixes = KINDS[kind].suffixes
    if name.lower().endswith(suffixes):
        return name
    return name[-(200 - len(suffixes[0])) :] + suffixes[0]
