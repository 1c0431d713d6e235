"""Rules of running text: indents, spaces, lines, and faces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mangnon.documents.checking.anatomy.body import Kind, Piece, pieces_of
from mangnon.documents.checking.anatomy.parts import Parts
from mangnon.documents.checking.departure import Departure, departure, measure
from mangnon.documents.checking.rules.facets import facets
from mangnon.documents.checking.rules.head import lines_of
from mangnon.documents.checking.word.flow import Flow, Paragraph
from mangnon.documents.checking.word.runs import Run
from mangnon.documents.decree import decree

_MM = 25.4 / 72
_NEAR = 0.5  # mm
_TAB = 36.0  # points, where a document sets no tab stops of its own
_AUTOMATIC = 14.0  # points of space that a page of the web has between paragraphs


def body(flow: Flow, parts: Parts) -> Iterator[Departure]:
    """Check the running text, each paragraph for itself and the gap to the one before."""
    before: Piece | None = None
    for piece in pieces_of(parts.body):
        if piece.kind in (Kind.TEXT, Kind.CLAUSE, Kind.POINT):
            code = piece.kind.value
            yield from facets(code, _without_emphasis(piece))
            yield from running(code, piece.at)
        elif piece.kind is Kind.ARTICLE:
            yield from running("article", piece.at)
        is_apart = piece.is_after_table or piece.kind in (Kind.ASIDE, Kind.DIVISION_TITLE)
        if before and not is_apart and before.kind not in (Kind.ASIDE, Kind.DIVISION):
            yield from _gap(before, piece)
        before = piece


def _without_emphasis(piece: Piece) -> Paragraph:
    """Leave out words in brackets that stand in italics, as references do."""
    paragraph = piece.at
    return replace(paragraph, runs=tuple(map(_upright, _joined(paragraph))))


def _joined(paragraph: Paragraph) -> list[Run]:
    """Join runs that look alike, so that "(" and ")" stand in one run with what they enclose."""
    joined: list[Run] = []
    for run in paragraph.runs:
        if joined and replace(joined[-1], text="", fonts=run.fonts) == replace(run, text=""):
            joined[-1] = replace(joined[-1], text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


def _upright(run: Run) -> Run:
    text = run.text.strip(" .,;:\n")
    is_aside = run.italic and text.startswith("(") and text.endswith(")")
    return replace(run, italic=False) if is_aside else run


def running(code: str, paragraph: Paragraph) -> Iterator[Departure]:
    """Check the indent and the lines of a paragraph of running text."""
    rules = decree()
    rule = "article.indent" if code == "article" else "body.indent"
    first, left = first_line(paragraph), paragraph.points("left") * _MM
    is_right = any(abs(first - asked) <= _NEAR for asked in rules.first_line.allowed)
    if not is_right or (abs(left) > _NEAR and not _is_short(paragraph)):
        found = f"đầu dòng lùi {measure(first)} mm"
        if abs(left) > _NEAR:
            found += f", cả đoạn lùi {measure(left)} mm"
        yield departure(rule, paragraph, found)
    least, most = rules.lines.allowed
    if not least - 0.05 <= (lines := lines_of(paragraph)) <= most + 0.02:
        yield departure("body.lines", paragraph, f"giãn dòng {measure_lines(lines)} lines")


def measure_lines(lines: float) -> str:
    return f"{lines:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def first_line(paragraph: Paragraph) -> float:
    """Return where the first line begins, in millimetres from the margin; a tab moves it on."""
    start = paragraph.points("left") + paragraph.points("first")
    raw = paragraph.raw
    if not paragraph.label:
        for _tab in range(len(raw) - len(raw.lstrip("\t"))):
            stops = paragraph.properties.get("tabs", [])
            ahead = [stop for stop in stops if stop > start + 0.1]
            start = ahead[0] if ahead else (start // _TAB + 1) * _TAB
    return start * _MM


def _is_short(paragraph: Paragraph) -> bool:
    """A text of one line has no second line that could stand anywhere."""
    room = paragraph.room or 165.0
    return len(paragraph.text) * 2.2 < room - paragraph.points("left") * _MM


def _gap(before: Piece, piece: Piece) -> Iterator[Departure]:
    rules = decree()
    if before.at.number + 1 != piece.at.number:
        return  # an empty paragraph, or a table, stands between
    ours, theirs = before.at, piece.at
    is_joined = ours.style == theirs.style
    gap = 0.0
    for paragraph, side in ((ours, "after"), (theirs, "before")):
        if is_joined and paragraph.properties.get("contextual"):
            continue
        is_auto = paragraph.properties.get(f"{side}_auto", False)
        gap += _AUTOMATIC if is_auto else paragraph.points(side)
    if gap < rules.gap.least - 0.05:
        yield departure("body.gap", theirs, f"cách đoạn trên {measure(gap)}pt")
