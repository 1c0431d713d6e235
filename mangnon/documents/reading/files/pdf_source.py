"""Lines of a PDF in reading order; pages that are pictures are read as scans."""

import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from mangnon.documents.reading.errors import PlanError
from mangnon.documents.reading.files.bounded import OutOfTime, run_bounded
from mangnon.documents.reading.files.limits import refuse_wide
from mangnon.documents.reading.files.scan_source import PROGRAM, read_scans
from mangnon.documents.reading.files.text_source import without_page_marks
from mangnon.documents.reading.pages.breaks import with_whole_tables
from mangnon.documents.reading.pages.columns import in_reading_order
from mangnon.documents.reading.pages.edges import without_edges
from mangnon.documents.reading.pages.grids import with_grids
from mangnon.documents.reading.pages.page import Page, PrintedLine, Rule, Word, lines_of
from mangnon.documents.reading.pages.tables import find_tables, rows_of
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.text import tidy

MAX_PAGES = 400
_SECONDS = 60
_MEBIBYTES = 640


def read_pdf(name: str, content: bytes) -> list[SourceLine]:
    """Return the lines of a PDF; each knows its page, its line there and whether it is unsure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.pdf"
        path.write_bytes(content)
        pages = _pages(name, path)
    return lines_on(name, pages)


def lines_on(name: str, pages: list[Page]) -> list[SourceLine]:
    """Return the lines of these pages in reading order, without what is printed on every page."""
    printed = [_printed(page) for page in pages]
    lines: list[SourceLine] = []
    texts = zip(pages, printed, with_grids(without_edges(pages, printed)), strict=True)
    before: PrintedLine | None = None
    for number, (page, whole, own) in enumerate(texts, start=1):
        above = _count_above(whole, own)
        edge = max((line.right for line in own), default=0.0)
        for place, line in enumerate(in_reading_order(own), start=above + 1):
            refuse_wide(name, len(line.cells or ()))
            starts = before is not None and _ends_short(before, line, edge)
            before = line
            lines.append(
                SourceLine(
                    len(lines) + 1,
                    tidy(line.text),
                    is_whole=starts,
                    cells=line.cells and tuple(tidy(cell) for cell in line.cells),
                    is_bold=line.is_bold,
                    page_line=f"{number}.{place}",
                    is_unsure=page.is_unsure,
                )
            )
    # A text with page numbers in it, printed anew, has them in the middle of its pages.
    return _numbered(with_whole_tables(without_page_marks(lines, set())))


def _pages(name: str, path: Path) -> list[Page]:
    """Ask the program for the pages; those without text are read by tesseract."""
    command = [sys.executable, "-I", str(PROGRAM), "text", str(path)]
    try:
        answer = run_bounded(command, seconds=_SECONDS, mebibytes=_MEBIBYTES)
    except OutOfTime as error:
        raise PlanError(_too_much(name)) from error
    if answer.code:
        raise PlanError(_refusal(name, answer.complaint))
    found = json.loads(answer.output)
    if any(page["has_old_fonts"] for page in found):
        raise PlanError(
            f"Tệp {name} dùng phông chữ cũ (.VnTime hay VNI), không phải Unicode;"
            " hãy chuyển mã sang Unicode rồi lưu lại thành .docx hoặc .pdf."
        )
    # Letters drawn as curves are a scan too; beside pages of text, a drawing is only a drawing.
    kind = "is_picture" if any(page["words"] for page in found) else "is_drawn"
    heights = {at: page["height"] for at, page in enumerate(found) if page[kind]}
    scans = read_scans(name, path, heights) if heights else {}
    return [_page(page, scans.get(at)) for at, page in enumerate(found)]


def _page(found: dict[str, Any], scanned: list[Word] | None) -> Page:
    words = [Word(*word) for word in found["words"]] if scanned is None else scanned
    rules = [Rule(*rule) for rule in found["rules"]]
    is_unsure = scanned is not None or found["is_recognised"]
    return Page(found["width"], found["height"], tuple(words), tuple(rules), is_unsure)


def _refusal(name: str, complaint: str) -> str:
    """Say why the program gave nothing back; without a word of its own it ran out of memory."""
    if complaint == "locked":
        return f"Tệp {name} được bảo vệ bằng mật khẩu; hãy bỏ mật khẩu rồi lưu lại."
    if complaint == "broken":
        return f"Tệp {name} bị hỏng hoặc không phải PDF; hãy xuất lại tệp PDF hoặc dùng bản Word."
    if complaint.startswith("pages "):
        count = complaint.removeprefix("pages ")
        return (
            f"Tệp {name} có {count} trang, quá dài cho một kế hoạch (tối đa {MAX_PAGES});"
            " hãy tách riêng phần kế hoạch."
        )
    return _too_much(name)


def _too_much(name: str) -> str:
    return (
        f"Tệp {name} là PDF quá phức tạp, không đọc được trong giới hạn thời gian và bộ nhớ;"
        " hãy tách riêng phần kế hoạch hoặc dùng bản Word."
    )


def _printed(page: Page) -> list[PrintedLine]:
    """Return lines and table rows from above."""
    tables = find_tables(page)
    inside: list[list[Word]] = [[] for _ in tables]
    outside: list[Word] = []
    for word in dict.fromkeys(page.words):
        at = next((i for i, table in enumerate(tables) if table.holds(word)), None)
        (outside if at is None else inside[at]).append(word)
    rows = [row for table, own in zip(tables, inside, strict=True) for row in rows_of(table, own)]
    return sorted([*lines_of(outside), *rows], key=lambda line: line.base)


def _count_above(whole: list[PrintedLine], own: list[PrintedLine]) -> int:
    """Count the running heads and page numbers above the text: they are lines of the page too."""
    top = min((line.words[0].base for line in own), default=0.0)
    return sum(line.base < top - line.size / 2 for line in whole)


def _ends_short(before: PrintedLine, line: PrintedLine, edge: float) -> bool:
    """True when the first word of this line had room on the line before: a paragraph ended."""
    word = line.words[0]
    return before.right + 0.5 * word.size + (word.right - word.left) < edge - word.size


def _numbered(lines: Iterable[SourceLine]) -> list[SourceLine]:
    return [replace(line, line=at) for at, line in enumerate(lines, start=1)]
