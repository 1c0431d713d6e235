"""The body of a document: numbered headings, paragraphs, items, tables and pictures."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from mangnon.documents.writing import layout, ooxml
from mangnon.documents.writing.model import (
    Align,
    Article,
    Block,
    Bullet,
    Centered,
    Clause,
    Division,
    Figure,
    Heading,
    Note,
    Paragraph,
    Picture,
    Point,
    Row,
    Table,
    Text,
)
from mangnon.documents.writing.receipt import bookmark_name
from mangnon.documents.writing.spaces import bound
from mangnon.documents.writing.styles import ALIGNMENT

DIVISIONS = ("Phần", "Chương", "Mục", "Tiểu mục")
ROMAN = ("Phần", "Chương")
SHORT_TABLE = 14  # rows: a table no longer than this is never broken over two pages


@dataclass
class Writer:
    """Writes blocks one after another into a Word document and keeps count of what it numbers."""

    word: WordDocument
    figures: int = 0
    numbers: dict[int, int] = field(default_factory=dict)
    divisions: dict[int, int] = field(default_factory=dict)
    articles: int = 0
    after_table: bool = False
    style_ids: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.style_ids = {style.name: style.style_id for style in self.word.styles}

    def add(self, block: Block) -> None:
        match block:
            case Heading(level, text):
                self.paragraph(f"Heading {level}", self._numbered(level, text))
            case Paragraph(text, keep_with_next):
                self.prose("Official Body", text).paragraph_format.keep_with_next = (
                    keep_with_next or None
                )
            case Centered(text):
                self.paragraph("Official Centered", text)
            case Division(word, title):
                self.division(word, title)
            case Article(text, title, keep_with_next):
                self.article(text, title, keep_with_next)
            case Clause(text):
                self.prose("Official Body", _joined(f"{self._next(2)}. ", text))
            case Point(text):
                self.prose("Official Body", _joined(f"{layout.letter(self._next(3))}) ", text))
            case Bullet(text, level):
                self.prose("Official Body", _joined("- " if level == 1 else "+ ", text))
            case Note(text):
                self.prose("Official Note", text)
            case Table():
                self.table(block)
            case Picture():
                self.picture(block)

    def paragraph(self, style: str, text: Text) -> WordParagraph:
        made = self.word.add_paragraph()
        self.set_style(made, style)
        if self.after_table:
            made.paragraph_format.space_before = Pt(8)
            self.after_table = False
        self.write_text(made, text)
        return made

    def set_style(self, paragraph: WordParagraph, style: str) -> None:
        """Give a paragraph its style; python-docx would search all styles again for each one."""
        paragraph._p.style = self.style_ids[style]

    def prose(self, style: str, text: Text) -> WordParagraph:
        """Write running text: no line of it ends between a number and its word."""
        return self.paragraph(style, bound(text))

    def write_text(self, paragraph: WordParagraph, text: Text) -> None:
        """Append the text; each figure gets the bookmark that leads to its receipt."""
        for piece in (text,) if isinstance(text, str) else text:
            if isinstance(piece, Figure):
                self.figures += 1
                run = paragraph.add_run(piece.text)
                name = bookmark_name(self.figures, piece.key, piece.part)
                ooxml.bookmark(run, name, self.figures)
            elif piece:
                paragraph.add_run(piece)

    def table(self, table: Table) -> None:
        """Write a ruled table: header repeated on every page, no row torn between two pages."""
        if table.caption:
            self.prose("Official Table Title", table.caption)
        made = self.word.add_table(rows=1 + len(table.rows), cols=len(table.columns))
        made.style = "Table Grid"
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        ooxml.cell_margins(made, side_mm=1.2, top_mm=0.4)
        ooxml.fix_widths(made, [column.width_mm for column in table.columns])
        rows = list(made.rows)
        header = Row(tuple(column.title for column in table.columns), bold=True)
        self._fill(rows[0], header, (Align.CENTER,) * len(table.columns), table.size_pt)
        ooxml.repeat_as_header(rows[0])
        aligns = tuple(column.align for column in table.columns)
        for word_row, row in zip(rows[1:], table.rows, strict=True):
            self._fill(word_row, row, aligns, table.size_pt)
        if len(table.rows) <= SHORT_TABLE:
            for word_row in rows[:-1]:
                _keep_with_next(word_row)
        self.after_table = True

    def _fill(self, word_row: Any, row: Row, aligns: tuple[Align, ...], size: float) -> None:
        ooxml.keep_on_one_page(word_row)
        cells = list(word_row.cells)
        if len(row.cells) == 1 and len(cells) > 1:
            cells, aligns = [cells[0].merge(cells[-1])], (Align.LEFT,)
        for cell, text, align in zip(cells, row.cells, aligns, strict=True):
            ooxml.center_vertically(cell)
            paragraph = cell.paragraphs[0]
            self.set_style(paragraph, "Official Table Text")
            paragraph.alignment = ALIGNMENT[align]
            self.write_text(paragraph, text)
            for run in paragraph.runs:
                run.font.size = Pt(size)
                run.font.bold = row.bold or None
        if len(row.cells) == 1:
            _keep_with_next(word_row)

    def picture(self, picture: Picture) -> None:
        if picture.caption:
            self.prose("Official Table Title", picture.caption)
        holder = self.paragraph("Official Picture", "")
        shape = holder.add_run().add_picture(io.BytesIO(picture.png), width=Mm(picture.width_mm))
        shape._inline.docPr.set("descr", picture.alternative)
        shape._inline.docPr.set("name", f"Picture {shape._inline.docPr.get('id')}")

    def _numbered(self, level: int, text: str) -> str:
        number = self._next(level)
        if level == 1:
            return f"{layout.roman(number)}. {text.upper()}"
        if level == 2:
            return f"{number}. {text}"
        return f"{layout.letter(number)}) {text}"

    def _next(self, level: int) -> int:
        """Count on at a level; what stands below it begins anew."""
        number = self.numbers.get(level, 0) + 1
        self.numbers = {k: n for k, n in self.numbers.items() if k < level} | {level: number}
        return number

    def division(self, word: str, title: str) -> None:
        """Write "Chương II" and its title; smaller divisions begin anew, articles go on."""
        depth = DIVISIONS.index(word)
        number = self.divisions.get(depth, 0) + 1
        self.divisions = {k: n for k, n in self.divisions.items() if k < depth} | {depth: number}
        self.numbers = {}
        shown = layout.roman(number) if word in ROMAN else str(number)
        self.paragraph("Official Division", f"{word} {shown}")
        self.paragraph("Official Division Title", title.upper())

    def article(self, text: Text, title: str, keep_with_next: bool) -> None:
        self.articles += 1
        self.numbers = {}
        begins = f"Điều {self.articles}."
        if title:
            self.paragraph("Official Article", f"{begins} {title}")
            if not text:
                return
            made = self.prose("Official Body", text)
        else:
            made = self.paragraph("Official Body", "")
            made.add_run(begins).font.bold = True
            self.write_text(made, bound(_joined(" ", text)))
        made.paragraph_format.keep_with_next = keep_with_next or None


def _keep_with_next(word_row: Any) -> None:
    for cell in word_row.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _joined(before: str, text: Text) -> Text:
    return (before, text) if isinstance(text, str) else (before, *text)
