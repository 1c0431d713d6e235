"""Finding the sent version that a document is: its words, the figures that people corrected."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from mangnon.documents.writing.receipt import Receipt, read_receipt, read_shown
from mangnon.documents.writing.said import ChangedWords, changed_words, read_said
from mangnon.reports.report import Report
from mangnon.reports.submissions.content import Content
from mangnon.reports.submissions.version import SubmissionVersion


@dataclass(frozen=True)
class Correction:
    """A figure that a person put in the place of the computed one, and why."""

    where: str
    leaf: str
    computed: float | None
    corrected: float
    by: str
    because: str


@dataclass(frozen=True)
class Sent:
    """The sent version that a file is a copy of, and where its words are no longer the same."""

    version: SubmissionVersion
    changed: tuple[ChangedWords, ...] = ()
    is_same_file: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {
            "number": self.version.number,
            "signed_on": self.version.signed_on.isoformat(),
            "version": self.version.version,
            "same_file": self.is_same_file,
            "same_words": not self.changed,
        }


def version_in(file: Path) -> SubmissionVersion | None:
    """Return the sent version whose file this is to the last byte."""
    return SubmissionVersion.objects.filter(docx_sha256=_hash(file)).first()


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def sent_of(file: Path, receipt: Receipt) -> Sent | None:
    """Return the sent version that has these receipts, each as often in its text.

    Of several the one whose words are nearest to those of the file, the newest first.
    """
    if (exact := version_in(file)) is not None:
        return Sent(exact, is_same_file=True)
    if Report.objects.filter(docx_sha256=_hash(file)).exists():
        return None  # a draft as it was built
    shown, words = Counter(read_shown(file)), read_said(file)
    alike = [
        Sent(one, tuple(changed_words(read_said(kept_file(one)), words)))
        for one in _versions_on(receipt.snapshot)
        if is_as_kept(one)
        and read_receipt(kept_file(one)) == receipt
        and Counter(read_shown(kept_file(one))) == shown
    ]
    return min(alike, key=lambda one: len(one.changed), default=None)


def _versions_on(snapshot: str) -> QuerySet[SubmissionVersion]:
    """Return the sent versions of bodies, and of consolidated reports, with figures of a snapshot.

    What a consolidated report stands on its built file tells, not its content.
    """
    built = Report.objects.filter(run__snapshot__code=snapshot).values("docx_sha256")
    of_snapshot = Q(content__source__snapshot=snapshot) | Q(docx_sha256__in=built)
    return SubmissionVersion.objects.filter(of_snapshot).order_by("-sent_at", "-pk")


def corrections_in(version: SubmissionVersion) -> tuple[Correction, ...]:
    content = Content.model_validate(version.content)
    return tuple(
        Correction(
            one.computed["key"], one.leaf, one.computed["value"], one.corrected,
            one.corrected_by, one.corrected_because,
        )
        for one in content.figures
        if one.corrected is not None
    )  # fmt: skip


def kept_file(version: SubmissionVersion) -> Path:
    return settings.REPORTS / version.docx_name


def is_as_kept(version: SubmissionVersion) -> bool:
    """Say whether the kept file is there, and is the one that was sent."""
    file = kept_file(version)
    return file.is_file() and _hash(file) == version.docx_sha256
