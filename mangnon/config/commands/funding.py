"""mangnon funding statement"""

import argparse
from dataclasses import asdict
from pathlib import Path

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.refused import Refused
from mangnon.plans.funding.money import dong
from mangnon.plans.funding.statement import Sums, statement
from mangnon.plans.funding.statement_file import workbook_of


def statement_(options: argparse.Namespace) -> int:
    """Write the funding statement of a year, and say what it adds up to."""
    by = person(options)
    told = statement(options.year, by=by)
    out = Path(options.out)
    if out.suffix.lower() != ".xlsx" or not out.parent.is_dir():
        raise Refused(f"Không ghi được {out}; --out là một tệp .xlsx trong thư mục đã có.")
    out.write_bytes(workbook_of(told, by=by))
    value = {
        "statement": str(out),
        "year": told.year,
        "total": asdict(told.total),
        "by_source": {name: asdict(sums) for name, sums in told.by("source")},
    }
    answer(value, options, f"Báo cáo kinh phí: {out}\n{_in_words(told.total)}")
    return 0


def _in_words(sums: Sums) -> str:
    return (
        f"Nhu cầu {dong(sums.needed)}, được giao {dong(sums.allocated)}, "
        f"đã chi {dong(sums.spent)}, quyết toán {dong(sums.settled)}."
    )
