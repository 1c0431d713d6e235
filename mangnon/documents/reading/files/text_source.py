"""Lines of a .txt, as extracted from a PDF: wrapped, with blank lines and page breaks."""

import re
import unicodedata
from itertools import pairwise

from mangnon.documents.reading.errors import PlanError
from mangnon.documents.reading.files.footnotes import without_footnotes
from mangnon.documents.reading.markers import read_marker
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.text import PAGE_NUMBER, fold, squeeze, tidy

_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_DIGITS = re.compile(r"\d+")
_MIN_RUNNING_WORDS = 3


def read_text(name: str, content: bytes) -> list[SourceLine]:
    """Return the lines, numbered from 1; page numbers and footnotes are left out."""
    encoding = next((e for bom, e in _BOMS.items() if content.startswith(bom)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise PlanError(
            f"Tệp {name} không phải văn bản Unicode; hãy lưu lại dưới dạng UTF-8."
        ) from error
    if _is_rubbish(text):
        raise PlanError(f"Tệp {name} không phải tệp văn bản; hãy chọn tệp .txt hoặc .docx khác.")
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [SourceLine(number, tidy(line)) for number, line in enumerate(raw, start=1)]
    feeds = {number for number, line in enumerate(raw, start=1) if "\f" in line}
    marks = {line.line for line in lines} - {line.line for line in _without_page_numbers(lines)}
    return without_page_marks(without_footnotes(lines, feeds | marks), feeds)


def without_page_marks(lines: list[SourceLine], feeds: set[int]) -> list[SourceLine]:
    """Leave out page numbers and running heads; `feeds` are lines that are known to break pages."""
    kept = _without_page_numbers(lines)
    breaks = feeds | ({line.line for line in lines} - {line.line for line in kept})
    return _without_running_heads(kept, breaks)


def _is_rubbish(text: str) -> bool:
    sample = text[:200_000]
    odd = sum(unicodedata.category(c) in {"Cc", "Cn", "Co"} and c not in "\n\r\t\f" for c in sample)
    return "\x00" in sample or odd > len(sample) / 200


def _without_page_numbers(lines: list[SourceLine]) -> list[SourceLine]:
    """Drop lines that count up by one; a lone number out of that order is text."""
    kept, page = [], 0
    for line in lines:
        found = PAGE_NUMBER.fullmatch(line.text) if line.cells is None else None
        if found and int(found[1]) in {page + 1, page + 2} and (page or int(found[1]) <= 2):
            page = int(found[1])
            continue
        kept.append(line)
    return kept


def _without_running_heads(lines: list[SourceLine], breaks: set[int]) -> list[SourceLine]:
    """Drop the lines next to a page break that stand next to another page break too."""
    texts = [line for line in lines if line.text.strip()]
    edges: dict[str, set[int]] = {}
    for above, below in pairwise(texts):
        if any(at in breaks for at in range(above.line + 1, below.line + 1)):
            for line in (above, below):
                if read_marker(squeeze(line.text)) is None:
                    edges.setdefault(_alike(line), set()).add(line.line)
    repeated = {
        at
        for alike, found in edges.items()
        if len(found) > 1 and len(alike.split()) >= _MIN_RUNNING_WORDS
        for at in found
    }
    return [line for line in lines if line.line not in repeated]


def _alike(line: SourceLine) -> str:
    """A running head without the page number it may hold."""
    return fold(squeeze(_DIGITS.sub("", line.text))).strip(" -/|")
