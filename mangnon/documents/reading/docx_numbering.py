"""Automatic numbers of Word paragraphs, written out as the reader would see them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "-", "\uf0d8": "➢", "\uf0fc": "✓"}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Level:
    form: str
    text: str
    start: int


@dataclass
class Numbering:
    """Counters of one document; `label` must be called once a paragraph, in order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    of_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, numbering_xml: bytes | None, styles_xml: bytes | None) -> "Numbering":
        """Read the definitions; a document without them has no automatic numbers."""
        numbering = cls()
        if numbering_xml:
            root = parse_xml(numbering_xml)
            for abstract in root.iter(qn("w:abstractNum")):
                key = abstract.get(qn("w:abstractNumId"), "")
                numbering.levels[key] = dict(map(_level, abstract.iter(qn("w:lvl"))))
            for number in root.iter(qn("w:num")):
                link = number.find(qn("w:abstractNumId"))
                if link is not None:
                    key = number.get(qn("w:numId"), "")
                    numbering.abstract[key] = link.get(qn("w:val"), "")
        if styles_xml:
            for style in parse_xml(styles_xml).iter(qn("w:style")):
                if found := _reference(style.find(qn("w:pPr"))):
                    numbering.of_style[style.get(qn("w:styleId"), "")] = found
        return numbering

    def label(self, paragraph: Any, *, is_empty: bool) -> str:
        """Return the number or bullet of this paragraph, or an empty text."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None or is_empty:
            return ""
        found = _reference(properties)
        style = properties.find(qn("w:pStyle"))
        if found is None and style is not None:
            found = self.of_style.get(style.get(qn("w:val"), ""))
        if found is None or found[0] == "0":
            return ""
        key = self.abstract.get(found[0], "")
        levels, depth = self.levels.get(key, {}), found[1]
        if depth not in levels:
            return ""
        return self._written(levels, self._count(key, levels, depth), depth)

    def _count(self, key: str, levels: dict[int, Level], depth: int) -> dict[int, int]:
        counter = self.counters[key]
        for shallower in range(depth):
            if shallower in levels:
                counter.setdefault(shallower, levels[shallower].start)
        counter[depth] = counter.get(depth, levels[depth].start - 1) + 1
        for deeper in [d for d in counter if d > depth]:
            del counter[deeper]
        return counter

    @staticmethod
    def _written(levels: dict[int, Level], counter: dict[int, int], depth: int) -> str:
        level = levels[depth]
        if level.form == "bullet":
            return _BULLETS.get(level.text, level.text if level.text.strip() else "-")
        text = level.text
        for at in range(depth + 1):
            if at in levels and at in counter:
                text = text.replace(f"%{at + 1}", _number(counter[at], levels[at].form))
        return text.strip()


def _level(element: Any) -> tuple[int, Level]:
    def value(tag: str, default: str) -> str:
        found = element.find(qn(tag))
        return default if found is None else str(found.get(qn("w:val"), default))

    start = value("w:start", "1")
    level = Level(
        value("w:numFmt", "decimal"),
        value("w:lvlText", ""),
        int(start) if start.isdigit() else 1,
    )
    depth = element.get(qn("w:ilvl"), "0")
    return int(depth) if depth.isdigit() else 0, level


def _reference(properties: Any) -> tuple[str, int] | None:
    numbered = None if properties is None else properties.find(qn("w:numPr"))
    if numbered is None:
        return None
    key, depth = numbered.find(qn("w:numId")), numbered.find(qn("w:ilvl"))
    if key is None:
        return None
    deep = "0" if depth is None else depth.get(qn("w:val"), "0")
    return key.get(qn("w:val"), "0"), int(deep) if deep.isdigit() else 0


def _number(count: int, form: str) -> str:
    if form in {"upperRoman", "lowerRoman"} and count < 400:
        text, left = "", count
        for worth, sign in _ROMAN:
            text, left = text + sign * (left // worth), left % worth
        return text if form == "upperRoman" else text.lower()
    if form in {"upperLetter", "lowerLetter"}:
        letter = "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26]
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{count:02d}"
    return str(count)
