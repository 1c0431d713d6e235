"""How a record takes the files that were brought in for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO, TypeAlias, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core.models import User
from mangnon.core.refused import Refused
from mangnon.core.uploads.receiving import receive
from mangnon.core.uploads.upload import Upload

# A file that came with the form, or the key of one that came before it, piece by piece.
Brought: TypeAlias = "UploadedFile[Any] | UUID"


@transaction.atomic
def brought_in(brought: Iterable[Brought], *, by: User, now: datetime) -> list[Upload]:
    """Return the files that the person brought in, kept; call it in the record's transaction.

    Nobody hangs on their record what somebody else brought in: they would see it there.
    """
    return [
        _known(one, by)
        if isinstance(one, UUID)
        else receive(cast(BinaryIO, one.file), one.name or "", by=by, now=now)
        for one in brought
    ]


def _known(key: UUID, by: User) -> Upload:
    # Locked until the record holds it, so that nobody drops it meanwhile (`dropping.py`).
    uploads = Upload.objects.select_for_update(of=("self",), no_key=True).exclude(kind="")
    found: Upload | None = uploads.filter(pk=key, added_by=by).first()
    if found is None:
        raise Refused(_("The file is not here or not whole; choose it once more."))
    return found
