"""The cascade of a .docx: defaults, styles of table, paragraph and letters, then what is set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mangnon.documents.checking.word.numbers import Numbers
from mangnon.documents.checking.word.properties import (
    TOGGLES,
    Properties,
    paragraph_properties,
    run_properties,
    value,
)
from mangnon.documents.reading.files.docx_xml import qn

_MOST_STYLES = 20  # styles build on each other; a longer chain is a circle
_TOGGLED = tuple(TOGGLES.values())
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_BASE: Properties = {"size": 10.0, "colour": "AUTO", "ascii": "Times New Roman",
                     "hAnsi": "Times New Roman", "eastAsia": "Times New Roman"}  # fmt: skip


@dataclass
class Styles:
    """Answers how a paragraph, and a run in it, come out."""

    numbers: Numbers
    theme: dict[str, str] = field(default_factory=dict)
    elements: dict[str, Any] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)  # kind of style -> its default's id
    run_defaults: Properties = field(default_factory=dict)
    paragraph_defaults: Properties = field(default_factory=dict)
    _runs: dict[str, Properties] = field(default_factory=dict)

    @classmethod
    def of(cls, styles: Any, theme: Any, numbers: Numbers) -> Styles:
        made = cls(numbers, theme=_fonts_of(theme))
        if styles is None:
            return made
        defaults = styles.find(qn("w:docDefaults"))
        if defaults is not None:
            runs = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
            made.run_defaults = run_properties(runs, made.theme)
            made.paragraph_defaults = paragraph_properties(
                defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}")
            )
        for style in styles.iter(qn("w:style")):
            key, kind = style.get(qn("w:styleId"), ""), style.get(qn("w:type"), "paragraph")
            made.elements[key] = style
            if style.get(qn("w:default")) in ("1", "true", "on"):
                made.defaults[kind] = key
        return made

    def paragraph(self, element: Any, table: str | None) -> Properties:
        """Return how the paragraph stands: defaults, table, style with its numbers, itself."""
        found = dict(self.paragraph_defaults)
        for style in self._chain(table or ""):
            found |= paragraph_properties(style.find(qn("w:pPr")))
        for style in self._chain(self.style_of(element)):
            own = style.find(qn("w:pPr"))
            found |= self.numbers.indents(own) | paragraph_properties(own)
        return found | self.numbers.indents(element) | paragraph_properties(element)

    def style_of(self, element: Any) -> str:
        """Return the style a paragraph names, or the default one."""
        named = value(element, "w:pStyle")
        return named if named in self.elements else self.defaults.get("paragraph", "")

    def run(self, element: Any, style: str, table: str | None) -> Properties:
        """Return how a run prints; switches of styles that meet turn each other off."""
        named = value(element, "w:rStyle") or ""
        below = [self._styled(table or ""), self._styled(style), self._styled(named)]
        found = _BASE | self.run_defaults
        for layer in below:
            found |= {key: set_to for key, set_to in layer.items() if key not in _TOGGLED}
        for name in _TOGGLED:
            is_set = sum(layer.get(name, False) for layer in below) % 2 == 1
            found[name] = is_set or self.run_defaults.get(name, False)
        return found | run_properties(element, self.theme)

    def name_of(self, style: str) -> str:
        """Return the name of a style as Word shows it."""
        return value(self.elements.get(style), "w:name") or ""

    def _styled(self, style: str) -> Properties:
        if style not in self._runs:
            found: Properties = {}
            for step in self._chain(style):
                found |= run_properties(step.find(qn("w:rPr")), self.theme)
            self._runs[style] = found
        return self._runs[style]

    def _chain(self, style: str) -> list[Any]:
        """Return the style and those it builds on, the deepest first."""
        chain: list[Any] = []
        while style in self.elements and len(chain) < _MOST_STYLES:
            chain.append(self.elements[style])
            style = value(self.elements[style], "w:basedOn") or ""
        return chain[::-1]


def _fonts_of(theme: Any) -> dict[str, str]:
    """Return the fonts of the theme by the names that styles call them."""
    found: dict[str, str] = {}
    for kind in () if theme is None else ("major", "minor"):
        for script, names in (
            ("latin", ("HAnsi", "Ascii")),
            ("ea", ("EastAsia",)),
            ("cs", ("Bidi",)),
        ):
            face = theme.find(f".//{_DRAWING}{kind}Font/{_DRAWING}{script}")
            if face is not None and face.get("typeface"):
                found |= {f"{kind}{name}": face.get("typeface") for name in names}
    return found
