"""Automatic numbers of Word paragraphs, written out as the reader would see them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from mangnon.documents.reading.files.docx_text import shown
from mangnon.documents.reading.files.docx_xml import parse_xml, qn

_WINGDINGS = {"§": "▪", "n": "▪", "q": "▪", "Ø": "➢", "ü": "✓", "·": "•", "-": "-"}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MOST_STYLES = 20  # styles build on each other; a longer chain is a circle


@dataclass(frozen=True)
class Level:
    """How one level is written; `restarts` is false for numbers that run through the document."""

    form: str
    text: str
    start: int
    restarts: bool = True
    is_decimal: bool = False


@dataclass
class Numbering:
    """Counters of one document; `label` must be called once a paragraph, in order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    of_style: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)
    depth_of_style: dict[tuple[str, str], int] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, numbering_xml: bytes | None, styles_xml: bytes | None) -> "Numbering":
        """Read the definitions; a document without them has no automatic numbers."""
        numbering = cls()
        if styles_xml:
            numbering._read_styles(parse_xml(styles_xml))
        if numbering_xml:
            numbering._read_numbers(parse_xml(numbering_xml))
        return numbering

    def _read_styles(self, root: Any) -> None:
        for style in root.iter(qn("w:style")):
            name = style.get(qn("w:styleId"), "")
            if found := _reference(style.find(qn("w:pPr"))):
                self.of_style[name] = found
            if base := _value(style, "w:basedOn", ""):
                self.based_on[name] = base

    def _read_numbers(self, root: Any) -> None:
        shapes: dict[str, dict[int, Level]] = {}
        linked: dict[str, str] = {}
        for abstract in root.iter(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"), "")
            shapes[key] = dict(map(_level, abstract.findall(qn("w:lvl"))))
            linked[key] = _value(abstract, "w:numStyleLink", "")
            for level in abstract.findall(qn("w:lvl")):
                if style := _value(level, "w:pStyle", ""):
                    self.depth_of_style[key, style] = _level(level)[0]
        for number in root.iter(qn("w:num")):
            self.abstract[number.get(qn("w:numId"), "")] = _value(number, "w:abstractNumId", "")
        for number in root.iter(qn("w:num")):
            name = number.get(qn("w:numId"), "")
            key = self.abstract[name]
            if not shapes.get(key) and linked.get(key) in self.of_style:
                key = self.abstract.get(self.of_style[linked[key]][0], key)
                self.abstract[name] = key
            self.levels[name] = dict(shapes.get(key, {}))
            self._read_overrides(name, number)

    def _read_overrides(self, name: str, number: Any) -> None:
        for override in number.findall(qn("w:lvlOverride")):
            depth = _whole(override.get(qn("w:ilvl"), "0"), 0)
            level = override.find(qn("w:lvl"))
            if level is not None:
                self.levels[name][depth] = _level(level)[1]
            start = _value(override, "w:startOverride", "")
            if start.isdecimal():
                self.overrides.setdefault(name, {})[depth] = _whole(start, 1)

    def label(self, paragraph: Any, *, is_empty: bool) -> str:
        """Return the number or bullet of this paragraph, or an empty text."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None or is_empty:
            return ""
        found = _reference(properties) or self._by_style(_value(properties, "w:pStyle", ""))
        if found is None or found[0] == "0":
            return ""
        name, depth = found[0], found[1] or 0
        levels = self.levels.get(name, {})
        if depth not in levels:
            return ""
        return _written(levels, self._count(name, levels, depth), depth)

    def _by_style(self, style: str) -> tuple[str, int] | None:
        """Return the numbering a style carries, its own or that of the style it builds on."""
        first = style
        for _ in range(_MOST_STYLES):
            if style in self.of_style:
                name, depth = self.of_style[style]
                key = self.abstract.get(name, "")
                linked = self.depth_of_style.get(
                    (key, first), self.depth_of_style.get((key, style))
                )
                return name, depth if depth is not None else linked or 0
            style = self.based_on.get(style, "")
        return None

    def _count(self, name: str, levels: dict[int, Level], depth: int) -> dict[int, int]:
        """Numbers of one shape count on together, until one of them says where it starts."""
        counter = self.counters[self.abstract.get(name, "")]
        starts = self.overrides.get(name, {})
        if depth in starts:
            counter[depth] = starts.pop(depth) - 1
        for shallower in range(depth):
            if shallower in levels:
                counter.setdefault(shallower, levels[shallower].start)
        counter[depth] = counter.get(depth, levels[depth].start - 1) + 1
        for deeper in [d for d in counter if d > depth]:
            if deeper not in levels or levels[deeper].restarts:
                del counter[deeper]
        return counter


def _written(levels: dict[int, Level], counter: dict[int, int], depth: int) -> str:
    level = levels[depth]
    if level.form == "bullet":
        return level.text if level.text.strip() else "-"
    text = level.text
    for at in range(depth + 1):
        if at in levels and at in counter:
            form = "decimal" if level.is_decimal else levels[at].form
            text = text.replace(f"%{at + 1}", _number(counter[at], form))
    return text.strip()


def _level(element: Any) -> tuple[int, Level]:
    text, form = _value(element, "w:lvlText", ""), _value(element, "w:numFmt", "decimal")
    if form == "bullet":
        fonts = element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        font = "" if fonts is None else fonts.get(qn("w:ascii"), "")
        text = _WINGDINGS.get(text, "•") if font.startswith("Wingdings") else shown(text)
    level = Level(
        form,
        text,
        _whole(_value(element, "w:start", "1"), 1),
        restarts=_value(element, "w:lvlRestart", "1") != "0",
        is_decimal=element.find(qn("w:isLgl")) is not None,
    )
    return _whole(element.get(qn("w:ilvl"), "0"), 0), level


def _value(element: Any, tag: str, default: str) -> str:
    found = element.find(qn(tag))
    return default if found is None else str(found.get(qn("w:val"), default))


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else default


def _reference(properties: Any) -> tuple[str, int | None] | None:
    numbered = None if properties is None else properties.find(qn("w:numPr"))
    if numbered is None or numbered.find(qn("w:numId")) is None:
        return None
    depth = _value(numbered, "w:ilvl", "")
    return _value(numbered, "w:numId", "0"), _whole(depth, 0) if depth else None


def _number(count: int, form: str) -> str:
    if form in {"upperRoman", "lowerRoman"} and count < 400:
        text, left = "", count
        for worth, sign in _ROMAN:
            text, left = text + sign * (left // worth), left % worth
        return text if form == "upperRoman" else text.lower()
    if form in {"upperLetter", "lowerLetter"}:
        letter = _LETTERS[(count - 1) % 26]
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{count:02d}"
    return "" if form == "none" else str(count)
