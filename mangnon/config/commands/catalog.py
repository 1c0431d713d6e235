"""mangnon catalog check"""

import argparse
from dataclasses import asdict

from mangnon.catalog import CATALOG
from mangnon.config.run import answer
from mangnon.engine.load import check_catalog


def check(options: argparse.Namespace) -> int:
    issues = check_catalog(options.folder or options.catalog or CATALOG)
    lines = [f"{issue.file}:{issue.line}: {issue.message}" for issue in issues]
    text = "\n".join(lines) or "Danh mục không có lỗi."
    answer([asdict(issue) for issue in issues], options, text)
    return 1 if issues else 0
