"""Lines of a .docx: body paragraphs and table rows, in order, each counted once."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from mangnon.documents.parts import TooLarge, read_part
from mangnon.documents.reading.docx_numbering import Numbering
from mangnon.documents.reading.errors import PlanError
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.text import squeeze, tidy

MAX_PART_BYTES = 40 * 1024 * 1024
MAX_TAGS = 1_000_000  # a 60-page plan has some 40,000
MAX_COLUMNS = 64
_SKIPPED = {qn(tag) for tag in ("w:del", "w:moveFrom", "w:pict", "w:drawing", "w:instrText")}
_BREAKS = {qn("w:br"), qn("w:cr")}
_WRAPPERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")}


def read_docx(name: str, content: bytes) -> list[SourceLine]:
    """Return the body's lines; automatic numbers are written out, deleted text is left out."""
    parts = _parts(name, content)
    try:
        body = parse_xml(parts["word/document.xml"]).find(qn("w:body"))
        numbering = Numbering.of(parts.get("word/numbering.xml"), parts.get("word/styles.xml"))
    except (SyntaxError, ValueError) as error:
        raise PlanError(_broken(name)) from error
    if body is None:
        raise PlanError(_broken(name))
    lines: list[SourceLine] = []
    for element in _flow(body):
        if element.tag == qn("w:p"):
            text = "\n".join(_paragraph(element, numbering))
            is_bold = _is_bold(element)
            lines.append(SourceLine(len(lines) + 1, text, is_whole=True, is_bold=is_bold))
        else:
            lines += _rows(name, element, numbering, first=len(lines) + 1)
    return lines


def _broken(name: str) -> str:
    return f"Tệp {name} bị hỏng hoặc không phải tài liệu Word; hãy mở bằng Word và lưu lại .docx."


def _parts(name: str, content: bytes) -> dict[str, bytes]:
    wanted = ("word/document.xml", "word/numbering.xml", "word/styles.xml")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            there = set(package.namelist())
            if wanted[0] not in there:
                raise PlanError(_broken(name))
            parts = {p: read_part(package, p, MAX_PART_BYTES) for p in wanted if p in there}
        if any(part.count(b"<") > MAX_TAGS for part in parts.values()):
            raise TooLarge
        return parts
    except TooLarge as error:
        raise PlanError(
            f"Tệp {name} khi mở ra quá lớn (trên {MAX_PART_BYTES // 1024**2} MB chữ hoặc"
            f" {MAX_TAGS // 1_000_000} triệu thẻ); hãy tách riêng phần kế hoạch."
        ) from error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError) as error:
        raise PlanError(_broken(name)) from error


def _flow(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in reading order, through content controls."""
    for element in body:
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag in _WRAPPERS:
            yield from _flow(element)


def _paragraph(element: Any, numbering: Numbering) -> list[str]:
    """Return the lines of one paragraph (parted by soft breaks), its number before the first."""
    text = tidy("".join(_pieces(element)))
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line] or [""]
    label = numbering.label(element, is_empty=not lines[0])
    return [f"{label} {lines[0]}" if label and lines[0] else lines[0], *lines[1:]]


def _is_bold(element: Any) -> bool:
    """True for a paragraph in a heading style, or with every written run in bold."""
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if style is not None and style.get(qn("w:val"), "").startswith("Heading"):
        return True
    written = [run for run in element.iter(qn("w:r")) if "".join(_pieces(run)).strip()]
    marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in written]
    return bool(marks) and all(
        mark is not None and mark.get(qn("w:val"), "1") not in {"0", "false", "off"}
        for mark in marks
    )


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED or child.tag == qn("w:pPr"):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "   "
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            yield from _pieces(child)


def _rows(name: str, table: Any, numbering: Numbering, *, first: int) -> list[SourceLine]:
    lines: list[SourceLine] = []
    above: list[str] = []
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue
        cells: list[str] = []
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is row:
                cells += _cell(cell, numbering, above, len(cells))
        if len(cells) > MAX_COLUMNS:
            raise PlanError(
                f"Tệp {name} có bảng quá {MAX_COLUMNS} cột; hãy tách bảng này ra khỏi kế hoạch."
            )
        above = cells
        text = " ".join(squeeze(cell) for cell in cells if cell)
        lines.append(SourceLine(first + len(lines), text, is_whole=True, cells=tuple(cells)))
    return lines


def _cell(cell: Any, numbering: Numbering, above: list[str], column: int) -> list[str]:
    """Return the cell's text, then an empty text for each further column it spans."""
    properties = cell.find(qn("w:tcPr"))
    span, merged = 1, None
    if properties is not None:
        grid, merged = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
        wide = grid.get(qn("w:val"), "1") if grid is not None else "1"
        span = min(int(wide), MAX_COLUMNS + 1) if wide.isdigit() else 1
    if merged is not None and merged.get(qn("w:val"), "continue") == "continue":
        text = above[column] if column < len(above) else ""
    else:
        paragraphs = (_paragraph(p, numbering) for p in cell.iter(qn("w:p")))
        text = "\n".join(line for lines in paragraphs for line in lines if line)
    return [text] + [""] * (span - 1)
