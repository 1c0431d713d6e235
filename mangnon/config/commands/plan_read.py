"""mangnon plan read: touches no database."""

import argparse
from collections.abc import Iterator
from typing import Any

from mangnon.config.run import answer
from mangnon.documents import read_plan
from mangnon.ui.formats import target_text

# Warnings whose text is the plan's own words.
QUOTED = {
    "impossible-date": "ngày không có thật: ",
    "doubled-word": "lặp từ: ",
    "implausible-value": "giá trị bất thường: ",
    "unread-target": "chưa hiểu mục tiêu: ",
}


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
        lines.append(f"{unsure} mục đọc chưa chắc; hãy đối chiếu với văn bản.")
    for warning in document["warnings"]:
        kind = QUOTED.get(warning["code"], "")
        lines.append(f"Cảnh báo, dòng {warning['line']}: {kind}{warning['text']}")
    return "\n".join(lines)


def findings(document: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each target with its lead, each agency and each deadline."""
    if document["indicators"]:
        yield "\nChỉ tiêu:"
    for indicator in document["indicators"]:
        leads = "; ".join(indicator["leads"]) or "chưa rõ chủ trì"
        for target in indicator["targets"]:
            aim = f"{_aim(target)}  {target['measure']} ({leads})"
            yield f"  {target['leaf']:>4}  {aim}{_mark(target)}"
    if document["agencies"]:
        yield "\nCơ quan:"
    for agency in document["agencies"]:
        yield f"  {agency['name']}: {len(agency['tasks'])} nhiệm vụ{_mark(agency)}"
    if document["deadlines"]:
        yield "\nHạn báo cáo:"
    for deadline in document["deadlines"]:
        yield f"  dòng {deadline['line']}: {deadline['text']}{_mark(deadline)}"


def _aim(target: dict[str, Any]) -> str:
    limits = target["value"], target["value_max"]
    aim = target_text(target["relation"], *limits, target["unit"])
    return f"{aim} ({target['year']})" if target["year"] else aim


def _mark(item: dict[str, Any]) -> str:
    return " (chưa chắc)" if item.get("unsure") else ""


def count_unsure(found: Any) -> int:
    """Return how many things were read from a scanned page or had to be guessed."""
    if isinstance(found, list):
        return sum(map(count_unsure, found))
    if isinstance(found, dict):
        return int(found.get("unsure", False)) + sum(map(count_unsure, found.values()))
    return 0
