"""mangnon cases forms | retention | hold | let-go"""

import argparse
from typing import Any

from mangnon.cases.documents.blanks import blank_forms
from mangnon.cases.retention import holding
from mangnon.cases.retention.anonymising import run_retention
from mangnon.cases.retention.anonymising_lists import RUNS
from mangnon.cases.retention.schedule import Kept, all_due
from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.models import Refused
from mangnon.ui import context
from mangnon.ui.formats import date_text


def forms(options: argparse.Namespace) -> int:
    """Write every form of a case as a blank to print and write on by hand."""
    if options.out.exists() and not options.out.is_dir():
        raise Refused(f"{options.out} là một tệp; hãy nêu một thư mục.")
    files = [str(file) for file in blank_forms(options.out)]
    answer({"files": files}, options, "\n".join(files))
    return 0


def retention(options: argparse.Namespace) -> int:
    """Anonymise what is due; with --dry-run only list it, by number, category and days."""
    by, today = person(options), context.today()
    day = options.as_of or today
    access.require(by, RUNS)
    if not options.dry_run and day > today:
        raise Refused("Không ẩn danh trước hạn: --as-of muộn hơn hôm nay chỉ dùng với --dry-run.")
    due = all_due(by, day)
    if options.dry_run:
        record_read(by, "retention.read", by, unit=by.unit)
    else:
        run_retention(by=by, day=day, now=context.now())
    rows = [_row(kept) for kept in due]
    done = "Sẽ ẩn danh" if options.dry_run else "Đã ẩn danh"
    lines = [
        f"{row['number']}  {row['category']}  tính từ {date_text(kept.reference)}"
        f"  hết hạn {date_text(kept.due)}"
        for row, kept in zip(rows, due, strict=True)
    ]
    answer(rows, options, "\n".join([f"{done} {len(rows)} hồ sơ.", *lines]))
    return 0


def hold(options: argparse.Namespace) -> int:
    by = person(options)
    holding.hold(options.number, reason=options.reason, by=by, now=context.now())
    answer({"number": options.number, "held": True}, options, f"Đã giữ hồ sơ {options.number}.")
    return 0


def let_go(options: argparse.Namespace) -> int:
    by = person(options)
    holding.let_go(options.number, by=by, now=context.now())
    text = f"Đã thôi giữ hồ sơ {options.number}."
    answer({"number": options.number, "held": False}, options, text)
    return 0


def _row(kept: Kept) -> dict[str, Any]:
    return {
        "number": kept.number, "category": kept.category.code,
        "reference": str(kept.reference), "due": str(kept.due),
        "certainty": kept.category.certainty,
    }  # fmt: skip
