"""Ways in which a typist spoils a right document, one change at a time."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from mangnon.documents.checking import check_document
from mangnon.documents.writing import write
from tests.documents_writing.kinds import KINDS

Change = Callable[[Any], None]


@cache
def written(kind: str) -> bytes:
    return write(KINDS[kind])


def spoilt(kind: str, *changes: Change) -> bytes:
    """Return a right document of the kind after some changes."""
    word = docx.Document(io.BytesIO(written(kind)))
    for change in changes:
        change(word)
    saved = io.BytesIO()
    word.save(saved)
    return saved.getvalue()


def found_in(content: bytes) -> list[tuple[str, str, str]]:
    return [(d.rule, d.where, d.found) for d in check_document("van-ban.docx", content)]


def paragraphs(word: Any, start: str) -> list[Paragraph]:
    every = (Paragraph(p, word) for p in word.element.body.iter(qn("w:p")))
    return [p for p in every if p.text.replace("\u00a0", " ").startswith(start)]


def first(word: Any, start: str) -> Paragraph:
    found = paragraphs(word, start)
    assert found, f"no paragraph begins with {start!r}"
    return found[0]


def size(start: str, points: float) -> Change:
    def change(word: Any) -> None:
        for run in first(word, start).runs:
            run.font.size = Pt(points)

    return change


def face(start: str, **faces: bool) -> Change:
    """Set bold or italic of all the words of a paragraph."""

    def change(word: Any) -> None:
        for run in first(word, start).runs:
            for name, value in faces.items():
                setattr(run.font, name, value)

    return change


def text(start: str, words: str) -> Change:
    def change(word: Any) -> None:
        one, *others = first(word, start).runs
        one.text = words
        for run in others:
            run.text = ""

    return change


def form(start: str, **values: Any) -> Change:
    def change(word: Any) -> None:
        for name, value in values.items():
            setattr(first(word, start).paragraph_format, name, value)

    return change


def font(start: str, name: str) -> Change:
    def change(word: Any) -> None:
        for run in first(word, start).runs:
            fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
            for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{slot}"), name)

    return change


def colour(start: str, red: int, green: int, blue: int) -> Change:
    def change(word: Any) -> None:
        first(word, start).runs[0].font.color.rgb = RGBColor(red, green, blue)

    return change


def gone(start: str) -> Change:
    """Take a paragraph's words away; a cell keeps its empty paragraph."""
    return text(start, "")


def removed(*starts: str) -> Change:
    def change(word: Any) -> None:
        for start in starts:
            element = first(word, start)._p
            element.getparent().remove(element)

    return change


def added(start: str, words: str) -> Change:
    """Write a paragraph after another that looks the same."""

    def change(word: Any) -> None:
        model = first(word, start)._p
        twin = deepcopy(model)
        model.addnext(twin)
        new = Paragraph(twin, word)
        for run in new.runs[1:]:
            twin.remove(run._r)
        new.runs[0].text = words

    return change


def moved(start: str, *, below: str) -> Change:
    """Move a paragraph of the heading to below another one; its cell keeps an empty paragraph."""

    def change(word: Any) -> None:
        element = first(word, start)._p
        element.addprevious(element.makeelement(qn("w:p")))
        first(word, below)._p.getnext().addnext(element)

    return change


def swapped(one: str, other: str) -> Change:
    def change(word: Any) -> None:
        ours, theirs = first(word, one), first(word, other)
        before, after = ours.text, theirs.text
        text(one, after)(word)
        theirs.runs[0].text = before

    return change


def rule_after(start: str, length_mm: float | None, *, dashed: bool = False) -> Change:
    """Change the rule that is drawn below a paragraph; None takes it away."""

    def change(word: Any) -> None:
        element = first(word, start)._p.getnext()
        rule = Paragraph(element, word)
        borders = element.pPr.find(qn("w:pBdr"))
        if length_mm is None:
            element.pPr.remove(borders)
            return
        form = rule.paragraph_format
        room = form.left_indent.mm + form.right_indent.mm + drawn(word, element)
        form.left_indent = form.right_indent = Mm((room - length_mm) / 2)
        if dashed:
            borders[0].set(qn("w:val"), "dashed")

    return change


def drawn(word: Any, element: Any) -> float:
    """Return how long the rule is that a paragraph draws, from the room that it stands in."""
    cell = next(element.iterancestors(qn("w:tc")), None)
    room = 165.0
    if cell is not None:
        room = int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) / 1440 * 25.4
    form = Paragraph(element, word).paragraph_format
    return room - form.left_indent.mm - form.right_indent.mm


def margin(side: str, length_mm: float, section: int = 0) -> Change:
    def change(word: Any) -> None:
        setattr(word.sections[section], f"{side}_margin", Mm(length_mm))

    return change


def paper(width_mm: float, height_mm: float) -> Change:
    def change(word: Any) -> None:
        word.sections[0].page_width, word.sections[0].page_height = Mm(width_mm), Mm(height_mm)

    return change


def header(change_it: Callable[[Paragraph], None], section: int = 0) -> Change:
    """Change the paragraph that shows the number of the page."""

    def change(word: Any) -> None:
        change_it(word.sections[section].header.paragraphs[0])

    return change


def attribute(path: str, name: str, value: str | None) -> Change:
    """Set or remove an attribute of the first element of the body that the path finds."""

    def change(word: Any) -> None:
        element = word.element.body.find(path, word.element.nsmap)
        if value is None:
            element.getparent().remove(element)
        else:
            element.set(qn(name), value)

    return change
