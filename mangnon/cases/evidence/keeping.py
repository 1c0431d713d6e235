"""Adding a file that proves something, and opening it: both in the audit."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.evidence.evidence import Evidence
from mangnon.cases.finding import lock_case
from mangnon.cases.online.harm import OnlineHarm
from mangnon.cases.seeing import Section, sections_open
from mangnon.cases.step import Step
from mangnon.core import access
from mangnon.core.audit import record, record_read
from mangnon.core.models import Refused, User
from mangnon.core.sealed_files import new_key, opened, pieces_of, seal

LARGEST = 50 * 1024 * 1024
KINDS = (
    ".pdf", ".jpg", ".jpeg", ".png", ".heic", ".webp", ".docx", ".doc", ".xlsx", ".xls", ".txt",
    ".mp3", ".m4a", ".wav", ".mp4", ".mov", ".webm", ".zip",
)  # fmt: skip


@transaction.atomic
def add_evidence(
    case_id: UUID, about: Step | OnlineHarm, name: str, file: BinaryIO, *, by: User, now: datetime
) -> Evidence:
    """Keep a file with a step or with harm online; the same file again is the one that is there."""
    access.require(by, "case.edit")
    case = lock_case(case_id, by)
    if about.case_id != case.pk or Section.STEPS not in sections_open(case, by):
        raise Refused(_("This part of the case is not open to you."))
    digest, size = _measured(file)
    known: Evidence
    for known in about.evidence.all():
        if known.sha256 == digest:
            return known
    evidence = Evidence(
        case=case, name=_sound_name(name), size=size, sha256=digest, file_key=new_key(),
        step=about if isinstance(about, Step) else None,
        harm=about if isinstance(about, OnlineHarm) else None,
        added_by=by, added_at=now,
    )  # fmt: skip
    file.seek(0)
    seal(pieces_of(file), evidence.file, evidence.file_key)
    evidence.save(force_insert=True)
    record(by, "case.add_evidence", evidence, unit=case.unit, size=size)
    return evidence


def open_evidence(evidence: Evidence, *, by: User) -> Iterator[bytes]:
    """Yield the file, once the audit has noted who opens it.

    Raises Refused when the file is gone or is not what was brought in.
    """
    access.require(by, "case.view")
    if not evidence.file.exists() or digest_of(evidence) != evidence.sha256:
        raise Refused(_("The file is not what was brought in any more; keep it from being used."))
    record_read(by, "case.open_evidence", evidence, unit=evidence.case.unit)
    return opened(evidence.file, evidence.file_key)


def digest_of(evidence: Evidence) -> str:
    """Return the hash of what the sealed file holds now."""
    digest = hashlib.sha256()
    for piece in opened(evidence.file, evidence.file_key):
        digest.update(piece)
    return digest.hexdigest()


def _measured(file: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for piece in pieces_of(file):
        digest.update(piece)
        size += len(piece)
        if size > LARGEST:
            raise Refused(_("The file is larger than 50 MB; bring it in parts."))
    if not size:
        raise Refused(_("The file is empty; choose another one."))
    return digest.hexdigest(), size


def _sound_name(name: str) -> str:
    """Return the file's own name, without folders and signs that steer."""
    last = PurePath(name.replace("\\", "/")).name
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    if PurePath(shown).suffix.lower() not in KINDS:
        raise Refused(
            _("Files of this kind are not kept with a case; send one of these: %(kinds)s.")
            % {"kinds": ", ".join(KINDS)}
        )
    return unicodedata.normalize("NFC", shown)[-200:]
