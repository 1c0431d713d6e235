"""Automatic numbers: what they say (by the reader's `Numbering`) and how far they indent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mangnon.documents.checking.word.properties import (
    Properties,
    paragraph_properties,
    value,
)
from mangnon.documents.reading.files.docx_numbering import Numbering
from mangnon.documents.reading.files.docx_xml import qn


@dataclass
class Numbers:
    """`label` must be called once a paragraph, in the order of the text."""

    numbering: Numbering
    levels: dict[tuple[str, str], Properties] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any, numbering: Numbering) -> Numbers:
        made = cls(numbering)
        if root is None:
            return made
        shapes: dict[str, dict[str, Properties]] = {}
        for abstract in root.iter(qn("w:abstractNum")):
            shapes[abstract.get(qn("w:abstractNumId"), "")] = dict(map(_level, _levels(abstract)))
        for number in root.iter(qn("w:num")):
            name = number.get(qn("w:numId"), "")
            shape = shapes.get(value(number, "w:abstractNumId") or "", {})
            own = dict(_level(x) for o in number.findall(qn("w:lvlOverride")) for x in _levels(o))
            for depth, level in (shape | own).items():
                made.levels[name, depth] = level
        return made

    def indents(self, element: Any) -> Properties:
        """Return the indents that the number of this `w:pPr` brings with it."""
        numbered = None if element is None else element.find(qn("w:numPr"))
        if numbered is None:
            return {}
        name, depth = value(numbered, "w:numId") or "", value(numbered, "w:ilvl") or "0"
        return self.levels.get((name, depth), {})

    def label(self, paragraph: Any, *, is_empty: bool) -> str:
        return self.numbering.label(paragraph, is_empty=is_empty)


def _levels(parent: Any) -> list[Any]:
    found: list[Any] = parent.findall(qn("w:lvl"))
    return found


def _level(element: Any) -> tuple[str, Properties]:
    properties = paragraph_properties(element.find(qn("w:pPr")))
    kept = {key: length for key, length in properties.items() if key in ("left", "first")}
    return element.get(qn("w:ilvl"), "0"), kept
