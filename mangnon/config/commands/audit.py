"""mangnon audit verify"""

import argparse

from django.conf import settings
from django.utils import timezone

from mangnon.config.run import answer
from mangnon.core import audit_chain

PROBLEMS = {
    "altered": "nội dung đã bị sửa",
    "removed": "đã bị xóa",
    "reordered": "không còn nối với mục đứng trước",
    "unsealed": "được ghi mà không qua niêm phong",
    "cut_off": "từng là mục cuối, nay không còn trong chuỗi",
}


def verify(options: argparse.Namespace) -> int:
    """Walk the whole chain; a sound one has its head noted outside the database."""
    found = audit_chain.verify(settings.AUDIT_HEADS)
    if not found.problems:
        audit_chain.note_head(settings.AUDIT_HEADS, timezone.now().date().isoformat())
    lines = [
        f"Mục {problem.seq if problem.seq is not None else f'số {problem.entry}'}:"
        f" {PROBLEMS[problem.problem]}."
        for problem in found.problems
    ]
    verdict = f"có {len(lines)} chỗ sai" if lines else "nguyên vẹn"
    lines.append(f"Nhật ký có {found.entries} mục, {verdict}.")
    answer(found.as_dict(), options, "\n".join(lines))
    return 1 if found.problems else 0
