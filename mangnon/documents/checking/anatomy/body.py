"""What each paragraph of the body is: a heading, an article, a clause, a point, text, a caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mangnon.documents.checking.anatomy.lines import begins_with, is_bracketed, is_upper, is_written
from mangnon.documents.checking.word.flow import Block, Paragraph, Table
from mangnon.documents.reading.text import fold

_DIVISION = re.compile(
    r"(?P<word>phần|chương|mục|tiểu mục)\s+(?P<number>[ivxlc]+|\d+|thứ \w+)(?P<rest>\b.*)", re.I
)
_ARTICLE = re.compile(r"điều\s+(?P<number>[ivxlc]+|\d+)\b(?P<sign>\s*[.:/)\-]?)", re.I)
_SECTION = re.compile(r"[IVXLC]+\s*[.)/:\-–]\s*\S")
_CLAUSE = re.compile(r"(?P<number>\d{1,2})(?P<sign>[.)/:\-–])(?!\d)\s*(?=\S)")
_PART = re.compile(r"\d{1,2}(\.\d{1,2})+\.?\s")
_POINT = re.compile(r"(?P<letter>[a-zđ])(?P<sign>[.)/:])\s*(?=\S)", re.I)
_BULLET = re.compile(r"[-–+•*▪➢✓]\s*\S")
_END = (".", ";", ":", ",", "!", "?", "…", "./.")
_UNIT = re.compile(r"\(?đơn vị( tính)?\s*:", re.I)
_LONGEST_TITLE = 160


class Kind(StrEnum):
    DIVISION = "division"
    DIVISION_TITLE = "division_title"
    ARTICLE = "article"
    SECTION = "section"
    CLAUSE_TITLE = "clause_title"
    CLAUSE = "clause"
    POINT = "point"
    TEXT = "body"
    ASIDE = "aside"  # a caption, a note, a picture, a line in the middle


@dataclass(frozen=True)
class Piece:
    """A paragraph of the body and what it is; `is_after_table`: nothing to keep a gap from."""

    at: Paragraph
    kind: Kind
    is_after_table: bool = False


def pieces_of(body: list[Block]) -> Iterator[Piece]:
    """Yield the written paragraphs outside tables, in order, each with its kind."""
    blocks = [
        block
        for block in body
        if isinstance(block, Table) or is_written(block) or block.has_picture
    ]
    kind: Kind | None = None
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            continue
        before = blocks[at - 1] if at else None
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if kind is Kind.DIVISION and _is_title(block):
            kind = Kind.DIVISION_TITLE
        else:
            kind = _kind(block, before, after)
        if is_written(block):
            yield Piece(block, kind, is_after_table=isinstance(before, Table))


def _is_title(paragraph: Paragraph) -> bool:
    text = paragraph.text
    is_numbered = _DIVISION.match(text) or _ARTICLE.match(text) or _SECTION.match(text)
    return not is_numbered and len(text) < _LONGEST_TITLE and not text.endswith(_END)


def _kind(paragraph: Paragraph, before: Block | None, after: Block | None) -> Kind:
    text = paragraph.whole
    if _is_division(paragraph):
        return Kind.DIVISION
    if _is_aside(paragraph, before, after):
        return Kind.ASIDE
    if _ARTICLE.match(text) and text[0] in "ĐđD" and _is_article(text):
        return Kind.ARTICLE
    if _SECTION.match(text) and len(text) < _LONGEST_TITLE and not text.endswith(";"):
        return Kind.SECTION
    if _CLAUSE.match(text) or _PART.match(text):
        return Kind.CLAUSE_TITLE if _is_titled(paragraph, after) else Kind.CLAUSE
    return Kind.POINT if _POINT.match(text) else Kind.TEXT


def _is_article(text: str) -> bool:
    """Tell "Điều 1. Giao …" from a sentence that speaks of an article: "Điều 1 quy định …"."""
    match = _ARTICLE.match(text)
    rest = text[match.end() :].lstrip() if match else ""
    return bool(match and (match["sign"].strip() or rest[:1].isupper() or not rest))


def _is_division(paragraph: Paragraph) -> bool:
    match = _DIVISION.fullmatch(paragraph.text)
    if match is None or not match["word"][0].isupper() or len(paragraph.text) > _LONGEST_TITLE:
        return False
    return not match["rest"].strip() or paragraph.align == "center" or _is_bold(paragraph)


def _is_aside(paragraph: Paragraph, before: Block | None, after: Block | None) -> bool:
    """Say whether a paragraph belongs to a table or a picture, or stands alone in the middle."""
    text = paragraph.text
    if paragraph.has_picture:
        return True
    is_between = _is_figure(before) or _is_figure(after)
    is_centered = paragraph.align == "center"
    if is_between and (is_centered or begins_with(text, "captions") or _UNIT.match(text)):
        return True
    if _is_figure(before) and (begins_with(text, "notes") or is_bracketed(text)):
        return True
    return is_centered and len(text) < _LONGEST_TITLE and (is_upper(text) or is_bracketed(text))


def _is_figure(block: Block | None) -> bool:
    return isinstance(block, Table) or (block is not None and block.has_picture)


def _is_titled(paragraph: Paragraph, after: Block | None) -> bool:
    """Say whether a clause is a title on a line of its own: short, and no sentence."""
    text = paragraph.text
    if len(text) > _LONGEST_TITLE or text.endswith((";", ",")):
        return False
    if text.endswith((".", "…")):
        return False
    if text.endswith(":"):
        return _is_bold(paragraph)
    goes_on = isinstance(after, Paragraph) and after.text[:1].islower()
    return not (goes_on and isinstance(after, Paragraph) and not _POINT.match(after.text))


def _is_bold(paragraph: Paragraph) -> bool:
    return all(run.bold for run in paragraph.seen)


def division_of(text: str) -> tuple[str, str, str]:
    """Return the word, the number and what follows them on the line."""
    match = _DIVISION.fullmatch(text)
    return (fold(match["word"]), match["number"], match["rest"].strip()) if match else ("", "", "")


def article_of(text: str) -> tuple[str, str]:
    match = _ARTICLE.match(text)
    return (match["number"], match["sign"]) if match else ("", "")


def clause_of(text: str) -> str | None:
    """Return the sign after the number of a clause, or None where there is no single number."""
    match = _CLAUSE.match(text)
    return match["sign"] if match else None


def point_of(text: str) -> tuple[str, str]:
    match = _POINT.match(text)
    return (match["letter"], match["sign"]) if match else ("", "")
