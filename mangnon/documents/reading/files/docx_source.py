"""Lines of a .docx: body paragraphs and table rows, in order, each counted once."""

from collections.abc import Iterator
from typing import Any

from mangnon.documents.parts import BROKEN, TooLarge, open_package, read_part
from mangnon.documents.reading.errors import PlanError
from mangnon.documents.reading.files.docx_numbering import Numbering
from mangnon.documents.reading.files.docx_text import boxes_of, is_bold, joins_next, text_of
from mangnon.documents.reading.files.docx_xml import parse_xml, qn
from mangnon.documents.reading.files.limits import MAX_COLUMNS, refuse_wide
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.text import squeeze, tidy
from mangnon.documents.unlike import broken_docx

MAX_PART_BYTES = 40 * 1024 * 1024
MAX_TAGS = 1_000_000  # a 60-page plan has some 40,000
_WRAPPERS = {qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:smartTag")}


def read_docx(name: str, content: bytes) -> list[SourceLine]:
    """Return the body's lines; automatic numbers are written out, deleted text is left out.

    The lines of a text box come before the paragraph it is anchored in, and share its number.
    """
    parts = _parts(name, content)
    try:
        body = parse_xml(parts["word/document.xml"]).find(qn("w:body"))
        numbering = Numbering.of(parts.get("word/numbering.xml"), parts.get("word/styles.xml"))
    except (SyntaxError, ValueError) as error:
        raise PlanError(broken_docx(name)) from error
    if body is None:
        raise PlanError(broken_docx(name))
    lines: list[SourceLine] = []
    for element in _flow(body):
        number = lines[-1].line + 1 if lines else 1
        if isinstance(element, list):
            boxed = _boxed(element, numbering)
            lines += [SourceLine(number, text, is_whole=True) for text in boxed]
            text = "\n".join(_paragraph(element, numbering))
            bold = is_bold(element)
            lines.append(SourceLine(number, text, is_whole=True, is_bold=bold))
        else:
            lines += _rows(name, element, numbering, first=number)
    return lines


def _parts(name: str, content: bytes) -> dict[str, bytes]:
    wanted = ("word/document.xml", "word/numbering.xml", "word/styles.xml")
    try:
        with open_package(content) as package:
            there = set(package.namelist())
            if wanted[0] not in there:
                raise PlanError(broken_docx(name))
            parts = {p: read_part(package, p, MAX_PART_BYTES) for p in wanted if p in there}
        if any(part.count(b"<") > MAX_TAGS for part in parts.values()):
            raise TooLarge
        return parts
    except TooLarge as error:
        raise PlanError(
            f"Tệp {name} khi mở ra quá lớn (trên {MAX_PART_BYTES // 1024**2} MB chữ hoặc"
            f" {MAX_TAGS // 1_000_000} triệu thẻ); hãy tách riêng phần kế hoạch."
        ) from error
    except BROKEN as error:
        raise PlanError(broken_docx(name)) from error


def _flow(body: Any) -> Iterator[Any]:
    """Yield tables, and paragraphs as lists: more than one where the marks between are deleted."""
    open_ones: list[Any] = []
    for element in _blocks(body):
        if element.tag == qn("w:p"):
            open_ones.append(element)
            if not joins_next(element):
                yield open_ones
                open_ones = []
            continue
        if open_ones:
            yield open_ones
            open_ones = []
        inner = _lone_cell(element)
        yield from (element,) if inner is None else _flow(inner)
    if open_ones:
        yield open_ones


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in reading order, through content controls."""
    for element in body:
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag in _WRAPPERS:
            yield from _blocks(element)


def _lone_cell(table: Any) -> Any:
    """Return the only cell of a table that is a frame round another table."""
    cells = [c for c in table.iter(qn("w:tc")) if next(c.iterancestors(qn("w:tbl"))) is table]
    is_frame = len(cells) == 1 and next(cells[0].iter(qn("w:tbl")), None) is not None
    return cells[0] if is_frame else None


def _paragraph(paragraphs: list[Any], numbering: Numbering) -> list[str]:
    """Return the lines of one paragraph (parted by soft breaks), its number before the first."""
    text = tidy("".join(text_of(part) for part in paragraphs))
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line] or [""]
    label = numbering.label(paragraphs[-1], is_empty=not lines[0])
    return [f"{label} {lines[0]}" if label and lines[0] else lines[0], *lines[1:]]


def _boxed(paragraphs: list[Any], numbering: Numbering) -> list[str]:
    """Return the lines of the text boxes that are anchored in a paragraph."""
    boxes = [box for paragraph in paragraphs for box in boxes_of(paragraph)]
    return [line for box in boxes for line in _box(box, numbering)]


def _box(box: Any, numbering: Numbering) -> Iterator[str]:
    """Yield the lines of a text box, or of a cell; a table in it gives the texts of its cells."""
    for element in _flow(box):
        if isinstance(element, list):
            yield from _boxed(element, numbering)
            yield from (line for line in _paragraph(element, numbering) if line)
        else:
            for cell in element.iter(qn("w:tc")):
                if next(cell.iterancestors(qn("w:tbl"))) is element:
                    yield from _box(cell, numbering)


def _rows(name: str, table: Any, numbering: Numbering, *, first: int) -> list[SourceLine]:
    lines: list[SourceLine] = []
    above: list[str] = []
    for row in table.iter(qn("w:tr")):
        is_other = next(row.iterancestors(qn("w:tbl"))) is not table
        properties = row.find(qn("w:trPr"))
        if is_other or (properties is not None and properties.find(qn("w:del")) is not None):
            continue
        cells = [""] * _count(properties, "w:gridBefore", 0)
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is row:
                cells += _cell(cell, numbering, above, len(cells))
        refuse_wide(name, len(cells))
        above = cells
        text = " ".join(squeeze(cell) for cell in cells if cell)
        lines.append(SourceLine(first + len(lines), text, is_whole=True, cells=tuple(cells)))
    return lines


def _cell(cell: Any, numbering: Numbering, above: list[str], column: int) -> list[str]:
    """Return the cell's text, then an empty text for each further column it spans."""
    properties = cell.find(qn("w:tcPr"))
    merged = None if properties is None else properties.find(qn("w:vMerge"))
    if properties is not None and properties.find(qn("w:cellDel")) is not None:
        return []
    if merged is not None and merged.get(qn("w:val"), "continue") == "continue":
        text = above[column] if column < len(above) else ""
    else:
        text = "\n".join(_box(cell, numbering))
    return [text] + [""] * (max(_count(properties, "w:gridSpan", 1), 1) - 1)


def _count(properties: Any, tag: str, default: int) -> int:
    """Return a number of columns, at most one more than any table may have."""
    found = None if properties is None else properties.find(qn(tag))
    written = "" if found is None else found.get(qn("w:val"), "")
    return min(int(written), MAX_COLUMNS + 1) if written.isdecimal() else default
