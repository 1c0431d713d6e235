"""Keeping evidence of harm online, and giving it back: each taking out is written to the audit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.online.harm import Evidence, OnlineHarm
from mangnon.cases.online.noting import work_on
from mangnon.core.audit import record, record_read
from mangnon.core.models import Refused, User
from mangnon.core.sealed_files import new_key, opened, pieces_of, seal

MOST_BYTES = 50 * 1024 * 1024


@transaction.atomic
def keep_evidence(
    case_id: UUID, harm_id: UUID, *, key: UUID, name: str, file: BinaryIO, size: int,
    by: User, now: datetime,
) -> Evidence:  # fmt: skip
    """Seal a file with the case. The same bytes brought in again for a harm are kept once."""
    case = work_on(case_id, by)
    harm: OnlineHarm = OnlineHarm.objects.select_for_update().get(pk=harm_id, case=case)
    if not 0 < size <= MOST_BYTES:
        raise Refused(_("A file of evidence has 1 byte to 50 MB; bring a longer one in parts."))
    digest = _digest(pieces_of(file))
    known: Evidence
    for known in harm.evidence.all():
        if known.pk == key or known.sha256 == digest:
            return known
    file.seek(0)
    kept = Evidence(
        id=key, harm=harm, name=name[:200], sha256=digest, key=new_key(), kept_at=now, by=by
    )
    kept.length = seal(pieces_of(file), kept.file, kept.key)
    kept.save(force_insert=True)
    record(by, "case.evidence_keep", kept, unit=case.unit, bytes=kept.length)
    return kept


def taken_out(case: Case, evidence_id: UUID, *, by: User) -> tuple[Evidence, Iterator[bytes]]:
    """Return the evidence and its bytes, for somebody who works on the case.

    Raises Refused when the file is gone or is not what was brought in.
    """
    kept: Evidence = Evidence.objects.select_related("harm").get(pk=evidence_id, harm__case=case)
    if digest_of(kept) != kept.sha256:
        raise Refused(_("The file is not what was brought in any more; keep it from being used."))
    record_read(by, "case.evidence_take", kept, unit=case.unit)
    return kept, opened(kept.file, kept.key)


def digest_of(kept: Evidence) -> str:
    """Return the hash of what the sealed file holds now."""
    return _digest(opened(kept.file, kept.key))


def _digest(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()
