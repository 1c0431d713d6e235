"""Lines of a .txt, as extracted from a PDF: wrapped, with blank lines and page breaks."""

import re
import unicodedata

from mangnon.documents.reading.errors import PlanError
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.text import tidy

_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_PAGE_NUMBER = re.compile(r"\s*(?:-\s*|[Tt]rang\s+)?(\d{1,3})(?:\s*-|\s*/\s*\d{1,3})?\s*")


def read_text(name: str, content: bytes) -> list[SourceLine]:
    """Return the lines, numbered from 1; lines that only hold a page number are left out."""
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
    return _without_page_numbers(lines)


def _is_rubbish(text: str) -> bool:
    sample = text[:200_000]
    odd = sum(unicodedata.category(c) in {"Cc", "Cn", "Co"} and c not in "\n\r\t\f" for c in sample)
    return "\x00" in sample or odd > len(sample) / 200


def _without_page_numbers(lines: list[SourceLine]) -> list[SourceLine]:
    """Drop lines that count up by one; a lone number out of that order is text."""
    kept, page = [], 0
    for line in lines:
        found = _PAGE_NUMBER.fullmatch(line.text)
        if found and int(found[1]) in {page + 1, page + 2} and (page or int(found[1]) <= 2):
            page = int(found[1])
            continue
        kept.append(line)
    return kept
