"""The body of a .docx in reading order: paragraphs, and tables of cells of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from mangnon.documents.checking.errors import CheckError
from mangnon.documents.checking.word.numbers import Numbers
from mangnon.documents.checking.word.package import Package
from mangnon.documents.checking.word.properties import Properties, points, value
from mangnon.documents.checking.word.runs import Run, runs_of, split_at_tabs
from mangnon.documents.checking.word.sections import Section, sections_of
from mangnon.documents.checking.word.strokes import Stroke, strokes_of, typed
from mangnon.documents.checking.word.styles import Styles
from mangnon.documents.reading.files.docx_numbering import Numbering
from mangnon.documents.reading.files.docx_text import boxes_of
from mangnon.documents.reading.files.docx_xml import qn
from mangnon.documents.reading.text import squeeze
from mangnon.documents.unlike import broken_docx

_WRAPPERS = {qn(tag) for tag in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:smartTag")}
MAX_PARAGRAPHS = 10_000  # some 400 pages
_POINT = 25.4 / 72
_CELL_SIDE = 1.9  # mm, Word's own margin at each side of a cell


@dataclass(frozen=True)
class Paragraph:
    """`number` counts all paragraphs from 1, those in tables too; 0 in headers and footers."""

    number: int
    runs: tuple[Run, ...]
    properties: Properties
    label: str
    room: float | None
    strokes: tuple[Stroke, ...]
    section: int
    has_picture: bool = False
    breaks_page: bool = False
    in_table: bool = False
    is_piece: bool = False  # of a line that a tab parts in columns
    is_line: bool = False  # one of the lines that soft breaks make of a paragraph
    style: str = ""

    @property
    def text(self) -> str:
        return squeeze("".join(run.text for run in self.runs))

    @property
    def raw(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def whole(self) -> str:
        """The text with the automatic number before it, as it is read."""
        return f"{self.label} {self.text}" if self.label else self.text

    @property
    def seen(self) -> list[Run]:
        return [run for run in self.runs if run.is_seen]

    @property
    def align(self) -> str:
        return str(self.properties.get("align", "left"))

    def points(self, name: str) -> float:
        return float(self.properties.get(name, 0.0))

    def pieces(self) -> list[Paragraph]:
        """Return the columns of a line parted by tabs, or the paragraph itself."""
        parts = split_at_tabs(list(self.runs))
        if len(parts) < 2:
            return [replace(self, is_piece="\t" in self.raw)]
        return [
            replace(self, runs=tuple(part), strokes=tuple(typed(part)), is_piece=True)
            for part in parts
        ]


@dataclass(frozen=True)
class Cell:
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]
    section: int

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        for row in self.rows:
            for cell in row:
                yield from cell.paragraphs

    @property
    def columns(self) -> int:
        return max((len(row) for row in self.rows), default=0)


Block = Paragraph | Table


@dataclass
class Flow:
    """Reads the blocks of one document, counting paragraphs and sections on the way."""

    package: Package
    styles: Styles
    sections: list[Section]
    number: int = 0
    section: int = 0
    blocks: list[Block] = field(default_factory=list)

    @classmethod
    def of(cls, package: Package) -> Flow:
        """Read the whole body; CheckError for a file that has none."""
        body = package.root("word/document.xml").find(qn("w:body"))
        if body is None:
            raise CheckError(broken_docx(package.name))
        parts = package.bytes_of
        numbering = Numbering.of(parts.get("word/numbering.xml"), parts.get("word/styles.xml"))
        numbers = Numbers.of(package.root("word/numbering.xml"), numbering)
        theme = package.root("word/theme/theme1.xml")
        styles = Styles.of(package.root("word/styles.xml"), theme, numbers)
        flow = cls(package, styles, sections_of(package))
        flow._read(body)
        return flow

    def sheet(self, root: Any) -> list[Paragraph]:
        """Return the paragraphs of a header or footer."""
        elements = [] if root is None else list(root.iter(qn("w:p")))
        return [replace(self._paragraph(element, None, None), number=0) for element in elements]

    def _read(self, body: Any) -> None:
        for element in _flat(body):
            if element.tag == qn("w:tbl"):
                self.blocks.append(self._table(element))
                continue
            room = self.sections[self.section].text_width
            self.blocks += self._boxed(element, None)
            self.blocks.append(self._paragraph(element, None, room))
            if element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
                self.section = min(self.section + 1, len(self.sections) - 1)

    def _boxed(self, element: Any, table: str | None) -> list[Paragraph]:
        return [
            self._paragraph(inner, table, None)
            for box in boxes_of(element)
            for inner in box.iter(qn("w:p"))
        ]

    def _paragraph(self, element: Any, table: str | None, room: float | None) -> Paragraph:
        self.number += 1
        if self.number > MAX_PARAGRAPHS:
            raise CheckError(
                f"Tệp {self.package.name} có hơn {MAX_PARAGRAPHS} đoạn; hãy tách thành nhiều tệp."
            )
        own = element.find(qn("w:pPr"))
        properties = self.styles.paragraph(own, table)
        runs = runs_of(element, self.styles, self.styles.style_of(own), table)
        is_empty = not any(run.is_seen for run in runs)
        breaks = any(mark.get(qn("w:type")) == "page" for mark in element.iter(qn("w:br")))
        return Paragraph(
            number=self.number,
            runs=tuple(runs),
            properties=properties,
            label=self.styles.numbers.label(element, is_empty=is_empty),
            room=room,
            strokes=tuple(strokes_of(element, runs, properties, room)),
            section=self.section,
            has_picture=next(element.iter(qn("w:drawing"), qn("w:pict")), None) is not None,
            breaks_page=breaks or bool(properties.get("breaks")),
            in_table=table is not None,
            style=self.styles.style_of(own),
        )

    def _table(self, element: Any) -> Table:
        properties = element.find(qn("w:tblPr"))
        style = value(properties, "w:tblStyle") or self.styles.defaults.get("table", "")
        grid = [points(c.get(qn("w:w"))) or 0.0 for c in element.findall(f"{qn('w:tblGrid')}/*")]
        sides = self._sides(properties)
        rows: list[tuple[Cell, ...]] = []
        for row in _within(element, qn("w:tr"), qn("w:tbl")):
            cells: list[Cell] = []
            column = 0
            for cell in _within(row, qn("w:tc"), qn("w:tr")):
                span = int(_span(cell))
                width = _width(cell) or sum(grid[column : column + span])
                column += span
                room = max(width * _POINT - sides, 0.0) or None
                cells.append(Cell(tuple(self._cell(cell, style, room))))
            rows.append(tuple(cells))
        return Table(tuple(rows), self.section)

    def _cell(self, cell: Any, style: str, room: float | None) -> Iterator[Paragraph]:
        for element in cell.iter(qn("w:p")):
            yield self._paragraph(element, style, room)

    def _sides(self, properties: Any) -> float:
        """Return the margins at both sides of a cell, in millimetres."""
        margins = None if properties is None else properties.find(qn("w:tblCellMar"))
        if margins is None:
            return 2 * _CELL_SIDE
        found = [points(value(margins, f"w:{side}", "w:w")) for side in ("left", "right")]
        return sum(_CELL_SIDE if side is None else side * _POINT for side in found)


def _flat(parent: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in order, through content controls and tracked insertions."""
    for element in parent:
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag in _WRAPPERS:
            yield from _flat(element)


def _within(parent: Any, tag: str, owner: str) -> Iterator[Any]:
    """Yield the rows of this table, or cells of this row, not those of a table inside."""
    for element in parent.iter(tag):
        if next(element.iterancestors(owner), None) is parent:
            yield element


def _span(cell: Any) -> int:
    written = value(cell.find(qn("w:tcPr")), "w:gridSpan") or "1"
    return min(int(written), 64) if written.isdecimal() and len(written) < 5 else 1


def _width(cell: Any) -> float:
    properties = cell.find(qn("w:tcPr"))
    if value(properties, "w:tcW", "w:type") not in (None, "dxa"):
        return 0.0
    return points(value(properties, "w:tcW", "w:w")) or 0.0
