"""mangnon plan read: touches no database."""

import argparse
from collections.abc import Iterator
from typing import Any

from mangnon.config.run import answer
from mangnon.documents import read_plan
from mangnon.ui.formats import target_text


def read(options: argparse.Namespace) -> int:
    """Read a plan document and print what was understood; nothing is stored."""
    document = read_plan(options.file).as_dict()
    answer(document, options, "\n".join([summary(document), *findings(document)]))
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
    if (unsure := count_unsure(document)) > 0:
        lines.append(f"{unsure} mục đọc từ trang quét, chưa chắc đúng; hãy đối chiếu với bản giấy.")
    lines += [f"Cảnh báo, dòng {w['line']}: {w['text']}" for w in document["warnings"]]
    return "\n".join(lines)


def findings(document: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each target with its lead, each agency and each deadline."""
    if document["indicators"]:
        yield "\nChỉ tiêu:"
    for indicator in document["indicators"]:
        leads = "; ".join(indicator["leads"]) or "chưa rõ chủ trì"
        for target in indicator["targets"]:
            yield f"  {target['leaf']:>4}  {_aim(target)}  {target['measure']} ({leads})"
    if document["agencies"]:
        yield "\nCơ quan:"
    for agency in document["agencies"]:
        yield f"  {agency['name']}: {len(agency['tasks'])} nhiệm vụ"
    if document["deadlines"]:
        yield "\nHạn báo cáo:"
    for deadline in document["deadlines"]:
        yield f"  dòng {deadline['line']}: {deadline['text']}"


def _aim(target: dict[str, Any]) -> str:
    limits = target["value"], target["value_max"]
    aim = target_text(target["relation"], *limits, target["unit"])
    return f"{aim} ({target['year']})" if target["year"] else aim


def count_unsure(document: dict[str, Any]) -> int:
    """Return how many indicators, tasks and deadlines were read from a scanned page."""
    tasks = [task for agency in document["agencies"] for task in agency["tasks"]]
    items = [*document["indicators"], *tasks, *document["key_tasks"], *document["deadlines"]]
    return sum(item.get("unsure", False) for item in items)
