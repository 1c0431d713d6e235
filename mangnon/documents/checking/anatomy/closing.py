"""The end of a document: who signs, in whose place, and who receives it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mangnon.documents.checking.anatomy.lines import (
    begins_with,
    is_bracketed,
    is_upper,
    is_written,
    lines,
)
from mangnon.documents.checking.word.flow import Block, Paragraph, Table
from mangnon.documents.decree import decree
from mangnon.documents.reading.text import fold

_TITLE = re.compile(r"n[ơo]i nh[ậâa]n\b")
_ITEM = re.compile(r"[-–+•*]|lưu\b|như (trên|điều)")
_GAP = 24.0  # points: room for a signature
POWER = re.compile(
    rf"(?P<power>{'|'.join('[/.]?'.join(power) for power in decree().powers)})"
    r"(?P<sign>[ ]?[./:][ ]?|[ ])(?P<office>\w.*)"
)
_NO_NAME = re.compile(r"đã ký|ký,|ký tên|chữ ký|ký số|ngày ký|[.…_\s]+$")
_MOST_LINES = 12
_SPLIT = 60.0  # points: a paragraph that begins so far right stands in the column of who signs


@dataclass
class Signature:
    capacity: list[Paragraph] = field(default_factory=list)
    signer: Paragraph | None = None


@dataclass
class Closing:
    """`level` compares the row of "Nơi nhận" with that of the office; None: cannot be told."""

    title: Paragraph | None = None
    recipients: list[Paragraph] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    is_level: bool | None = None


def closing_of(blocks: list[Block]) -> tuple[Closing | None, int, int]:
    """Return the end of the document, and the places of its first block and of what follows."""
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            if any(_is_title(p.text) for p in lines(block.paragraphs)):
                return _of_table(block), at, at + 1
        elif _is_title(block.text):
            return _of_lines(blocks, at)
    for at in reversed(range(len(blocks))):
        block = blocks[at]
        if isinstance(block, Table) and _is_signed(block):
            return _of_table(block), at, at + 1
    return _without_recipients(blocks)


def _is_title(text: str) -> bool:
    return len(text) < 200 and _TITLE.match(fold(text)) is not None


def _is_signed(table: Table) -> bool:
    found = [p for p in lines(table.paragraphs) if is_written(p)]
    return 0 < len(found) < 12 and any(is_office(p) for p in found) and table.columns <= 3


def is_office(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text) > 90 or text.endswith((".", ";", ",")) or paragraph.align == "both":
        return False
    if POWER.fullmatch(text):
        return True
    return begins_with(text, "offices") and any(run.bold for run in paragraph.seen)


def _of_table(table: Table) -> Closing:
    closing = Closing()
    columns: dict[int, list[Paragraph]] = {}
    title_row = office_row = None
    for number, row in enumerate(table.rows):
        for place, cell in enumerate(row):
            found = list(lines(cell.paragraphs))
            at = next((n for n, p in enumerate(found) if _is_title(p.text)), None)
            if at is not None and closing.title is None:
                _take_recipients(closing, found[at:])
                title_row = (number, any(is_written(p) for p in found[:at]))
                found = found[:at]
            elif _lists(closing, found):
                closing.recipients += [p for p in found if is_written(p)]
                continue
            elif office_row is None and any(is_written(p) for p in found):
                office_row = (number, False)
            side = place if len(row) == 1 or place < len(row) - 1 else -1
            columns.setdefault(side, []).extend(found)
    if title_row and office_row and not title_row[1]:
        others = [c for c in columns.values() if any(map(is_written, c))]
        closing.is_level = title_row[0] == office_row[0] or len(others) > 1
    for column in columns.values():
        closing.signatures += _signatures(column)
    return closing


def _lists(closing: Closing, found: list[Paragraph]) -> bool:
    """Say whether a cell goes on with the list that began in a row above."""
    written = [p for p in found if is_written(p)]
    return bool(closing.title and written) and all(_is_item(p) for p in written)


def _is_item(paragraph: Paragraph) -> bool:
    return bool(paragraph.label) or _ITEM.match(fold(paragraph.text)) is not None


def _take_recipients(closing: Closing, found: list[Paragraph]) -> None:
    title, *others = found
    closing.title = title
    closing.recipients = [p for p in others if is_written(p)]


def _of_lines(blocks: list[Block], at: int) -> tuple[Closing, int, int]:
    """Read an end that no table holds: columns are parted by tabs, or stand below each other."""
    begin = at
    while begin and isinstance(above := blocks[begin - 1], Paragraph):
        if is_written(above) and not _stands_right(above):
            break
        begin -= 1
    while begin < at and isinstance(first := blocks[begin], Paragraph) and not is_written(first):
        begin += 1
    closing = Closing()
    right: list[Paragraph] = []
    for end, block in enumerate(blocks[begin:], start=begin):
        if isinstance(block, Table) or block.breaks_page or block.section != blocks[at].section:
            closing.signatures = _signatures(right)
            return closing, begin, end
        for place, piece in enumerate(block.pieces()):
            if _is_title(piece.text) and closing.title is None:
                closing.title = piece
            elif closing.title and place == 0 and is_written(piece) and _is_item(piece):
                closing.recipients.append(piece)
            else:
                right.append(piece)
    closing.signatures = _signatures(right)
    return closing, begin, len(blocks)


def _stands_right(paragraph: Paragraph) -> bool:
    """Say whether a paragraph looks as if it belonged to who signs, and not to the text."""
    is_aside = paragraph.align in ("center", "right") or paragraph.points("left") > _SPLIT
    return (
        is_aside
        and (is_office(paragraph) or len(paragraph.text) < 40)
        and paragraph.align != "both"
    )


def _without_recipients(blocks: list[Block]) -> tuple[Closing | None, int, int]:
    """Find who signs where no list of recipients stands beside."""
    for at, block in enumerate(blocks):
        if isinstance(block, Table) or not (is_office(block) and _stands_right(block)):
            continue
        below = [b for b in blocks[at : at + _MOST_LINES] if isinstance(b, Paragraph)]
        signature = _signatures(below)[0]
        if is_upper(block.text) and signature.signer:
            last = signature.signer.number
            shown = [b for b in blocks[at:] if isinstance(b, Paragraph) and b.number <= last]
            return Closing(signatures=[signature]), at, at + len(shown)
    return None, len(blocks), 0


def _signatures(column: Iterable[Paragraph]) -> list[Signature]:
    """Part a column: the offices on top; below the room for the signature, the name."""
    found = [Signature()]
    has_room = False
    for paragraph in column:
        text, signature = paragraph.text, found[-1]
        has_room = has_room or paragraph.points("before") >= _GAP
        if not is_written(paragraph):
            has_room = has_room or bool(signature.capacity)
            continue
        if is_bracketed(text) or _NO_NAME.match(fold(text)):
            continue
        if signature.signer or (signature.capacity and has_room and _is_next(text)):
            found.append(signature := Signature())
            has_room = False
        if _is_name(text, signature, has_room=has_room):
            signature.signer = paragraph
        else:
            signature.capacity.append(paragraph)
        has_room = paragraph.points("after") >= _GAP
    return [signature for signature in found if signature.capacity or signature.signer]


def _is_next(text: str) -> bool:
    """Say whether a line below the room for a signature is the office of who signs next."""
    return is_upper(text) and begins_with(text, "offices")


def _is_name(text: str, signature: Signature, *, has_room: bool) -> bool:
    """Tell a name from an office: by the room above it, or by small letters below an office."""
    if POWER.fullmatch(text):
        return False
    if not signature.capacity:
        return has_room and not is_upper(text)
    return has_room or not (is_upper(text) or begins_with(text, "offices"))
