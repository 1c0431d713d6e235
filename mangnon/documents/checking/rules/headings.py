"""Rules of headings: parts and chapters, sections, articles, clauses and points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mangnon.documents.checking.anatomy.body import (
    Kind,
    Piece,
    article_of,
    clause_of,
    division_of,
    pieces_of,
    point_of,
)
from mangnon.documents.checking.anatomy.parts import Parts
from mangnon.documents.checking.departure import Departure, departure, measure, quoted, spot
from mangnon.documents.checking.rules.facets import facets
from mangnon.documents.checking.word.flow import Flow, Paragraph
from mangnon.documents.decree import decree, place

_ROMAN = re.compile(r"[IVXLC]+")
_WITH_ROMAN = ("phần", "chương")
_ARTICLE = re.compile(r"\s*Điều\s+\w+\s*\.?", re.I)
_FOREIGN = "fjwz"


def headings(flow: Flow, parts: Parts) -> Iterator[Departure]:
    pieces = list(pieces_of(parts.body))
    size = _prose_size(pieces)
    letter = ""
    for at, piece in enumerate(pieces):
        follower = pieces[at + 1] if at + 1 < len(pieces) else None
        if piece.kind is Kind.DIVISION:
            yield from _division(piece.at, follower)
        elif piece.kind in (Kind.DIVISION_TITLE, Kind.SECTION, Kind.CLAUSE_TITLE):
            yield from facets(piece.kind.value, piece.at)
        elif piece.kind is Kind.ARTICLE:
            yield from _article(piece.at)
        is_clause = piece.kind in (Kind.CLAUSE, Kind.CLAUSE_TITLE)
        if is_clause and clause_of(piece.at.whole) not in (None, "."):
            yield departure("clause.number", piece.at, f"viết {quoted(piece.at.whole, 20)}")
        if piece.kind is Kind.POINT:
            yield from _point(piece.at, letter)
            letter = point_of(piece.at.whole)[0].lower()
        elif piece.kind is not Kind.TEXT:
            letter = ""
        yield from _same_size(piece, size)


def _division(paragraph: Paragraph, follower: Piece | None) -> Iterator[Departure]:
    yield from facets("division", paragraph)
    word, number, rest = division_of(paragraph.text)
    is_roman = _ROMAN.fullmatch(number) is not None
    if is_roman != (word in _WITH_ROMAN):
        yield departure("division.number", paragraph, f"viết {quoted(paragraph.text)}")
    if rest:
        yield departure("division.line", paragraph, f"viết {quoted(paragraph.text)}")
    elif follower is None or follower.kind is not Kind.DIVISION_TITLE:
        yield departure("division_title.missing", paragraph, "không có tiêu đề ngay dưới")


def _article(paragraph: Paragraph) -> Iterator[Departure]:
    """The word, its number and its title stand in bold; what the article says need not."""
    number, sign = article_of(paragraph.whole)
    if not number.isdecimal() or sign != ".":
        yield departure("article.number", paragraph, f"viết {quoted(paragraph.whole, 20)}")
    yield from facets("article", _head_of_article(paragraph), skip="align")
    yield from (d for d in facets("body", paragraph) if d.rule == "body.align")


def _head_of_article(paragraph: Paragraph) -> Paragraph:
    """Return "Điều 1." alone, as a paragraph."""
    if paragraph.label:
        return replace(paragraph, runs=paragraph.runs[:1])
    match = _ARTICLE.match(paragraph.raw)
    left = match.end() if match else 0
    runs = []
    for run in paragraph.runs:
        if left > 0:
            runs.append(replace(run, text=run.text[:left]))
            left -= len(run.text)
    return replace(paragraph, runs=tuple(runs))


def _point(paragraph: Paragraph, before: str) -> Iterator[Departure]:
    letters = decree().letters
    letter, sign = point_of(paragraph.whole)
    if sign != ")" or letter.isupper():
        yield departure("point.number", paragraph, f"viết {quoted(paragraph.whole, 20)}")
    letter = letter.lower()
    if letter in _FOREIGN:
        yield departure("point.letter", paragraph, f"điểm “{letter}”")
        return
    asked = letters[letters.index(before) + 1 :][:1] if before and before in letters else "a"
    if letter not in (asked, "a"):
        yield departure("point.letter", paragraph, f"điểm “{letter}”, phải là “{asked}”")


def _prose_size(pieces: list[Piece]) -> float | None:
    """Return the size most of the text is set in, where that is a right one."""
    counts: dict[float, int] = {}
    for piece in pieces:
        if piece.kind is Kind.TEXT:
            for run in piece.at.seen:
                counts[run.size] = counts.get(run.size, 0) + len(run.text)
    size = max(counts, key=lambda size: counts[size], default=0.0)
    least, most = decree().elements["body"].size
    return size if least <= size <= most else None


def _same_size(piece: Piece, size: float | None) -> Iterator[Departure]:
    if size is None or piece.kind not in (
        Kind.ARTICLE, Kind.CLAUSE, Kind.CLAUSE_TITLE, Kind.POINT,
    ):  # fmt: skip
        return
    element = decree().elements[piece.kind.value]
    sizes = {run.size for run in piece.at.seen}
    others = {other for other in sizes if element.size[0] <= other <= element.size[1]} - {size}
    if others:
        yield Departure(
            f"{piece.kind.value}.same_size",
            f"{element.name}, {spot(piece.at)}",
            f"cỡ chữ {measure(max(others))}, phần lời văn {measure(size)}",
            f"cỡ chữ bằng cỡ chữ của phần lời văn ({place(element.at)})",
        )
