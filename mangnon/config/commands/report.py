"""mangnon report build | verify"""

import argparse
from datetime import date
from pathlib import Path

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.refused import Refused
from mangnon.core.units.loading import local_administrator
from mangnon.indicators.services import latest_run
from mangnon.plans.reviews.writing import Part
from mangnon.reports.services import build_report, run_to_report
from mangnon.reports.submissions.building import body_asked
from mangnon.reports.verification import verify_report
from mangnon.reports.verified import described
from mangnon.snapshots.services import find_snapshot


def build(options: argparse.Namespace) -> int:
    by = person(options)
    built = build_report(
        year=options.year,
        kind=options.kind,
        run=latest_run(find_snapshot(options.snapshot))
        if options.snapshot
        else run_to_report(by, options.kind, options.year),
        by=by,
        out=options.out,
        units_on=options.units_on,
        part=_body(options),
    )
    value = {
        "report": str(built.docx),
        "annex": str(built.xlsx),
        "snapshot": built.report.run.snapshot.code,
    }
    answer(value, options, f"Báo cáo: {value['report']}\nPhụ lục: {value['annex']}")
    return 0


def _body(options: argparse.Namespace) -> Part | None:
    """Return whose report of the kind "agency" is asked for; None for other kinds."""
    if options.kind != "agency":
        return None
    return body_asked(options.organisation or "", options.unit or "", date(options.year, 12, 31))


def verify(options: argparse.Namespace) -> int:
    """Recompute every figure of a report from its frozen snapshot: 0 identical, 1 different."""
    checked = verify_report(_existing(options.file), by=local_administrator())
    answer(checked.as_dict(), options, described(checked))
    return 0 if checked.identical else 1


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise Refused(f"Không có tệp {file}; hãy kiểm tra đường dẫn.")
    return file
