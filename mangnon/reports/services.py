"""Building a report from a run of figures, and keeping it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record, record_read
from mangnon.core.models import Refused, Unit, User
from mangnon.indicators.models import Run
from mangnon.indicators.services import newest_run
from mangnon.plans.reviews.writing import Part
from mangnon.reports.asked import EVER, Asked, Span
from mangnon.reports.content import province_of
from mangnon.reports.kinds import KINDS
from mangnon.reports.models import Report, Submission


@dataclass(frozen=True)
class BuiltReport:
    """A report, where its two files were asked to be, and whether it was not there before."""

    report: Report
    docx: Path
    xlsx: Path
    is_new: bool


def build_report(
    *,
    year: int,
    kind: str,
    run: Run,
    by: User,
    out: Path | None = None,
    units_on: date | None = None,
    part: Part | None = None,
) -> BuiltReport:
    """Build the report of a year from a run; the same records always give the same files.

    It is written for the units that reported, or for those of `units_on`, in the layout of that
    day: a province has districts or has none.

    A report of the kind "agency" is the draft of one body's: `part` says whose.
    The files are kept under `settings.REPORTS`; with `out`, copies go into that folder too.
    Building again from unchanged records returns the report that is there already.
    """
    access.require(by, "report.build")
    if kind not in KINDS or (part is None) == (kind == Report.Kind.AGENCY):
        raise Refused(_("Reports of the kind “%(kind)s” cannot be built.") % {"kind": kind})
    document, workbook = KINDS[kind].make(Asked(year, run, by, units_on, part))
    report, is_new = keep_report(
        document, workbook, year=year, kind=kind, run=run, by=by, unit=part.unit if part else None
    )
    docx, xlsx = report.docx_file, report.xlsx_file
    if out is not None:
        record_read(
            by, "report.copy", report,
            docx_sha256=report.docx_sha256, xlsx_sha256=report.xlsx_sha256,
        )  # fmt: skip
        docx, xlsx = _copy(out, docx.name, document), _copy(out, xlsx.name, workbook)
    return BuiltReport(report, docx, xlsx, is_new)


def keep_report(
    document: bytes,
    workbook: bytes,
    *,
    year: int,
    kind: str,
    run: Run,
    by: User,
    unit: Unit | None = None,
    submission: Submission | None = None,
) -> tuple[Report, bool]:
    """Keep the two files of a report; return its record, and whether it was not there before.

    Without a `unit` it is of the province that the run is about.
    """
    docx, docx_sha256 = _keep(settings.REPORTS, f"{kind}-{year}", ".docx", document)
    xlsx, xlsx_sha256 = _keep(settings.REPORTS, f"{kind}-{year}", ".xlsx", workbook)
    with transaction.atomic():
        report, is_new = Report.objects.visible_to(by).get_or_create(
            run=run,
            kind=kind,
            docx_sha256=docx_sha256,
            xlsx_sha256=xlsx_sha256,
            defaults={
                "unit": unit or province_of(run, by),
                "year": year,
                "docx_name": docx.name,
                "xlsx_name": xlsx.name,
                "built_by": by,
                "submission": submission,
            },
        )
        if is_new:
            record(by, "report.build", report, unit=report.unit, docx_sha256=docx_sha256)
    return report, is_new


def note_download(report: Report, file: Path, *, by: User) -> None:
    """Note that the person takes a file of the report; call it before the first byte is sent."""
    access.require(by, "report.view")
    sha256 = report.docx_sha256 if file == report.docx_file else report.xlsx_sha256
    record_read(by, "report.download", report, kind=file.suffix.removeprefix("."), sha256=sha256)


def run_to_report(by: User, kind: str = Report.Kind.CONSOLIDATED, year: int = 0) -> Run:
    """Return the newest figures that concern the person and that the kind of report may stand on.

    Refused when there are none.
    """
    return newest_within(by, KINDS[kind].span(year) if kind in KINDS else EVER)


def newest_within(by: User, span: Span) -> Run:
    """Return the newest figures of a day of the span; Refused when there are none."""
    if (newest := newest_run(by, first=span.first, last=span.last)) is not None:
        return newest
    if span == EVER:
        raise Refused(_("There are no computed figures yet; compute the indicators first."))
    raise Refused(
        _(
            "There are no figures as of a day from %(first)s to %(last)s; take a snapshot and "
            "compute it, then build the report."
        )
        % span.words
    )


def _keep(folder: Path, name: str, ending: str, content: bytes) -> tuple[Path, str]:
    digest = hashlib.sha256(content).hexdigest()
    return _copy(folder, f"{name}-{digest[:12]}{ending}", content), digest


def _copy(folder: Path, name: str, content: bytes) -> Path:
    """Write a file as a whole: a reader finds all of it or none."""
    folder.mkdir(parents=True, exist_ok=True)
    part, target = folder / f".{name}.part", folder / name
    part.write_bytes(content)
    return part.replace(target)
