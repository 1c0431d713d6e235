"""mangnon plan read: touches no database."""

import argparse
from typing import Any

from mangnon.config.run import answer
from mangnon.documents import read_plan


def read(options: argparse.Namespace) -> int:
    """Read a plan document and print what was understood; nothing is stored."""
    document = read_plan(options.file).as_dict()
    answer(document, options, summary(document))
    return 0


def summary(document: dict[str, Any]) -> str:
    """Return a few lines for a person: what was found, and every warning."""
    targets = sum(len(indicator["targets"]) for indicator in document["indicators"])
    tasks = sum(len(agency["tasks"]) for agency in document["agencies"])
    lines = [
        document["title"] or "(không đọc được tên kế hoạch)",
        f"{len(document['indicators'])} chỉ tiêu, {targets} mục tiêu, "
        f"{len(document['agencies'])} cơ quan, {tasks} nhiệm vụ, "
        f"{len(document['deadlines'])} hạn báo cáo.",
    ]
    lines += [f"Cảnh báo, dòng {w['line']}: {w['text']}" for w in document["warnings"]]
    return "\n".join(lines)
