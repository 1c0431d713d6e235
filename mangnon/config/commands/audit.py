"""mangnon audit verify | digest | batches"""

import argparse
from dataclasses import asdict

from django.conf import settings
from django.utils import timezone

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.audit import chain
from mangnon.core.audit.batch import recompute
from mangnon.core.audit.digest import Counted, DayDigest, Seal, digest_of
from mangnon.ui.formats import date_text, number

PROBLEMS = {
    "altered": "nội dung đã bị sửa",
    "removed": "đã bị xóa",
    "reordered": "không còn nối với mục đứng trước",
    "unsealed": "được ghi mà không qua niêm phong",
    "cut_off": "từng là mục cuối, nay không còn trong chuỗi",
    "unguarded": "một lệnh canh giữ nhật ký đã bị gỡ hoặc tắt",
}
BATCHES = {
    "identical": "còn nguyên như khi nạp",
    "changed": "đã khác; nhật ký có việc làm sau đó trên bảng này",
    "unexplained": "đã khác mà nhật ký không ghi việc nào sau đó trên bảng này",
}


def verify(options: argparse.Namespace) -> int:
    """Walk the whole chain; a sound one has its head noted outside the database."""
    found = chain.verify(settings.AUDIT_HEADS)
    if not found.problems:
        chain.note_head(settings.AUDIT_HEADS, timezone.now().date().isoformat())
    lines = [f"{_place(problem)}: {PROBLEMS[problem.problem]}." for problem in found.problems]
    verdict = f"có {len(lines)} chỗ sai" if lines else "nguyên vẹn"
    lines.append(f"Nhật ký có {found.entries} mục{_range(found)}, {verdict}.")
    if found.head:
        lines.append(f"Mã băm cuối chuỗi: {found.head}")
    answer(found.as_dict(), options, "\n".join(lines))
    return 1 if found.problems else 0


def digest(options: argparse.Namespace) -> int:
    found = digest_of(options.on, by=person(options))
    answer(found.as_dict(), options, "\n".join(_digest_lines(found)))
    return 0


def batches(options: argparse.Namespace) -> int:
    """Hash the rows of every batch again: 1 when some differ and nothing in the audit says why."""
    found = list(recompute())
    lines = [
        f"Mục {batch.entry}, {batch.table}: {number(batch.count)} dòng, {BATCHES[batch.state]}."
        for batch in found
    ]
    answer([asdict(batch) for batch in found], options, "\n".join(lines) or "Chưa có đợt nạp nào.")
    return 1 if any(batch.state == "unexplained" for batch in found) else 0


def _place(problem: chain.Problem) -> str:
    if problem.seq is not None:
        return f"Mục {problem.seq}"
    return "Cơ sở dữ liệu" if problem.entry is None else f"Mục số {problem.entry}"


def _range(found: chain.Verified) -> str:
    return f" (từ {found.first} đến {found.last})" if found.entries else ""


def _digest_lines(found: DayDigest) -> list[str]:
    lines = [f"Nhật ký ngày {date_text(found.on)}, {found.unit}: {number(found.entries)} mục."]
    for title, rows in (
        ("Việc đã làm", found.actions),
        ("Đã xem dữ liệu nhạy cảm", found.reads),
        ("Đã xuất, đã tải tệp", found.exports),
        ("Bị từ chối đăng nhập", found.refused),
    ):
        lines.append(f"{title}:{'' if rows else ' không có.'}")
        lines += map(_counted, rows)
    for title, seal in (("Mục đầu", found.first), ("Mục cuối", found.last)):
        lines.append(f"{title} trong ngày: {_seal(seal)}")
    return [*lines, f"Mã băm cuối chuỗi, để ký: {_seal(found.head)}"]


def _counted(row: Counted) -> str:
    return f"  {number(row.count):>6}  {row.person or 'hệ thống'}: {row.label}"


def _seal(seal: Seal | None) -> str:
    return f"số {seal.seq}, {seal.hash}" if seal else "không có"
