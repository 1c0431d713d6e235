"""Finding the sent version that a document is, and which of its figures people corrected."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from mangnon.documents.writing.receipt import Receipt, read_receipt, read_shown
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


def version_in(file: Path) -> SubmissionVersion | None:
    """Return the sent version whose file this is to the last byte."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return SubmissionVersion.objects.filter(docx_sha256=digest).first()


def version_of(file: Path, receipt: Receipt) -> SubmissionVersion | None:
    """Return the sent version that has these receipts, each as often in its text."""
    exact = version_in(file)
    if exact is not None:
        return exact
    shown = Counter(read_shown(file))
    of_snapshot = SubmissionVersion.objects.filter(content__source__snapshot=receipt.snapshot)
    return next(
        (
            one
            for one in of_snapshot
            if is_as_kept(one)
            and read_receipt(kept_file(one)) == receipt
            and Counter(read_shown(kept_file(one))) == shown
        ),
        None,
    )


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
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == version.docx_sha256
