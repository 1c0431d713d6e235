"""The heading block: nation and motto, who issues, number and symbol, place and date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mangnon.documents.checking.anatomy.lines import (
    begins_with,
    is_bracketed,
    is_like,
    is_upper,
    is_written,
    lines,
)
from mangnon.documents.checking.word.flow import Block, Paragraph, Table
from mangnon.documents.checking.word.strokes import Stroke
from mangnon.documents.decree import decree
from mangnon.documents.reading.text import fold

_NUMBER = re.compile(r"s[ốôóo]\s*[:.]?\s*[\d….\s]*/|s[ốôóo]\s*:|\d+\s*/\s*[a-zđ]{1,6}\s*-", re.I)
_DATE = re.compile(
    r"\bngày\b.*\b(tháng|năm)\b|ngày\s*\d{1,2}[/.-]\d|,\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\btháng\b.*\bnăm\b"
)
_SUBJECT = re.compile(r"v/v|về việc|v\.v|v/ v")
_MOST_BLOCKS = 30


@dataclass
class Head:
    """What was found of the block; `row` is the row of the table or the line it stands in."""

    nation: Paragraph | None = None
    motto: Paragraph | None = None
    parent: list[Paragraph] = field(default_factory=list)
    issuer: list[Paragraph] = field(default_factory=list)
    number: Paragraph | None = None
    letter_subject: list[Paragraph] = field(default_factory=list)
    place: Paragraph | None = None
    left_strokes: list[Stroke] = field(default_factory=list)
    right_strokes: list[Stroke] = field(default_factory=list)
    loose_strokes: list[Stroke] = field(default_factory=list)
    nation_is_right: bool = True
    is_parted: bool = False  # in two columns, whose sides can be told
    rows: dict[int, int] = field(default_factory=dict)  # number of a paragraph -> its row


@dataclass
class _Columns:
    left: list[Paragraph] = field(default_factory=list)
    right: list[Paragraph] = field(default_factory=list)
    alone: list[Paragraph] = field(default_factory=list)
    rows: dict[int, int] = field(default_factory=dict)
    row: int = 0

    def add(self, side: list[Paragraph], found: Iterable[Paragraph]) -> None:
        for paragraph in found:
            side.append(paragraph)
            self.rows[paragraph.number] = self.row


def head_of(blocks: list[Block]) -> tuple[Head, int]:
    """Return the heading block and the place of the first block after it."""
    columns = _Columns()
    for at, block in enumerate(blocks[:_MOST_BLOCKS]):
        if not _add(columns, block):
            return _head(columns), at
    return _head(columns), min(len(blocks), _MOST_BLOCKS)


def _add(columns: _Columns, block: Block) -> bool:
    """Take a block into the columns; False when the heading block is over."""
    columns.row += 1
    if isinstance(block, Paragraph):
        if is_written(block):
            return _add_line(columns, block)
        _add_unwritten(columns, block)
        return True
    if not any(_looks(paragraph.text) for paragraph in lines(block.paragraphs)):
        return False
    _add_table(columns, block)
    return True


def _add_table(columns: _Columns, table: Table) -> None:
    for row in table.rows:
        columns.row += 1
        cells = [list(lines(cell.paragraphs)) for cell in row]
        filled = [cell for cell in cells if any(is_written(p) for p in cell)]
        if len(cells) == 1:
            columns.add(columns.alone, cells[0])
            continue
        for place, cell in enumerate(cells):
            is_right = place == len(cells) - 1 or (len(filled) > 1 and cell is filled[-1])
            columns.add(columns.right if is_right else columns.left, cell)


def _add_unwritten(columns: _Columns, paragraph: Paragraph) -> None:
    """Take a line without words: it may hold what is drawn under the words of two columns."""
    pieces = paragraph.pieces()
    if len(pieces) < 2:
        columns.add(columns.alone, pieces)
        return
    columns.add(columns.left, pieces[:1])
    columns.add(columns.right, pieces[-1:])


def _add_line(columns: _Columns, paragraph: Paragraph) -> bool:
    """Take a line that no table holds; False when the heading block is over."""
    pieces = paragraph.pieces()
    if len(pieces) > 1 and any(_looks(piece.text) for piece in pieces):
        columns.add(columns.left, pieces[:1])
        columns.add(columns.right, pieces[-1:])
        return True
    texts = [line for line in lines([paragraph]) if is_written(line)]
    if any(_looks(line.text) for line in texts):
        columns.add(columns.alone, texts)
        return True
    is_name = is_upper(paragraph.text) and begins_with(paragraph.text, "bodies")
    if is_name and not columns.left and not columns.right:
        columns.add(columns.alone, texts)
        return True
    return False


def _looks(text: str) -> bool:
    """Say whether a line can only belong to the heading block."""
    return (
        is_nation(text)
        or is_motto(text)
        or (len(text) < 60 and _NUMBER.match(text) is not None)
        or (len(text) < 80 and is_place(text))
        or fold(text).startswith("v/v")
    )


def is_nation(text: str) -> bool:
    return is_like(text, decree().nation, 0.8)


def is_motto(text: str) -> bool:
    return is_like(text, decree().motto, 0.75)


def is_place(text: str) -> bool:
    return _DATE.search(fold(text)) is not None and not fold(text).startswith(("căn cứ", "hôm nay"))


def _head(columns: _Columns) -> Head:
    head = Head(rows=columns.rows, is_parted=bool(columns.left and columns.right))
    everything = [*columns.right, *columns.alone, *columns.left]
    head.nation = next((p for p in everything if is_nation(p.text)), None)
    head.motto = next((p for p in everything if is_motto(p.text)), None)
    head.nation_is_right = head.nation is None or head.nation in columns.right
    head.place = next((p for p in everything if is_place(p.text)), None)
    taken = [p for p in (head.nation, head.motto, head.place) if p is not None]
    names = [p for p in (*columns.left, *columns.alone) if p not in taken]
    if not head.nation_is_right:
        names += [p for p in columns.right if p not in taken]
    _read_left(head, [p for p in names if is_written(p)])
    head.left_strokes = [s for p in columns.left for s in p.strokes]
    head.right_strokes = [s for p in columns.right for s in p.strokes]
    if not head.nation_is_right:
        head.left_strokes, head.right_strokes = head.right_strokes, head.left_strokes
    head.loose_strokes = [s for p in columns.alone for s in p.strokes]
    return head


def _read_left(head: Head, found: list[Paragraph]) -> None:
    """Part the column of the issuer: the names, the number, and what a letter is about."""
    found = [paragraph for paragraph in found if not is_bracketed(paragraph.text)]
    at = next((n for n, p in enumerate(found) if _NUMBER.match(p.text)), None)
    subject = next((n for n, p in enumerate(found) if _SUBJECT.match(fold(p.text))), None)
    ends = [place for place in (at, subject) if place is not None]
    names = found[: min(ends)] if ends else found
    if at is not None:
        head.number = found[at]
        subject = subject if subject is not None else at + 1
    head.letter_subject = [] if subject is None else found[subject:]
    _part_names(head, names)


def _part_names(head: Head, names: list[Paragraph]) -> None:
    """Tell the parent body from the issuer: by the face, or where a second name begins."""
    bold = [any(run.bold for run in name.seen) for name in names]
    starts = [n for n, name in enumerate(names) if n and begins_with(name.text, "bodies")]
    if any(bold) and not all(bold):
        first = len(bold) - bold[::-1].index(False) if bold[-1] else bold.index(True)
        at = first if bold[-1] else (starts[-1] if starts else len(names) - 1)
    elif starts and len(names[starts[-1] - 1].text.split()) > 1:
        at = starts[-1]
    else:
        at = 0
    head.parent, head.issuer = names[:at], names[at:]
