"""Giving a file to whoever may see it: the audit notes it first."""

from __future__ import annotations

from collections.abc import Iterator

from mangnon.core.audit import record_read
from mangnon.core.models import User
from mangnon.core.sealed_files import opened
from mangnon.core.uploads.upload import Upload


def open_upload(upload: Upload, *, by: User) -> Iterator[bytes]:
    """Return the file's pieces, once the audit has noted who reads; Refused where it is gone.

    Ask for `upload` through `visible_to`: this judges nobody.
    """
    next(opened(upload.file, upload.file_key, 0, 0))  # raises here, before anything is sent
    record_read(by, "upload.open", upload)
    return opened(upload.file, upload.file_key)
