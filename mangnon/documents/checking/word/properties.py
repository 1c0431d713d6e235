"""What one `w:rPr` or `w:pPr` says, as plain values: sizes and spaces in points."""

from __future__ import annotations

import re
from typing import Any

from mangnon.documents.reading.files.docx_xml import qn

Properties = dict[str, Any]

TOGGLES = {"w:b": "bold", "w:i": "italic", "w:caps": "caps", "w:vanish": "hidden"}
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_OFF = {"0", "false", "off", "none"}
_UNITS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pc": 12.0, "pi": 12.0}
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|mm|cm|in|pc|pi)")
_LONGEST = 10_000.0  # points; longer than any page, so a slip or an attack


def points(written: str | None, per_point: float = 20.0) -> float | None:
    """Return a length in points: twentieths of a point, or a number with its unit."""
    if written is None:
        return None
    if match := _MEASURE.fullmatch(written.strip()):
        length = float(match[1]) * _UNITS[match[2]]
    else:
        try:
            length = float(written) / per_point
        except ValueError:
            return None
    return max(-_LONGEST, min(length, _LONGEST)) if length == length else None


def value(parent: Any, tag: str, attribute: str = "w:val") -> str | None:
    """Return an attribute of a child element, or None where either is not there."""
    found = None if parent is None else parent.find(qn(tag))
    return None if found is None else found.get(qn(attribute))


def is_on(parent: Any, tag: str) -> bool | None:
    """Return whether a switch is on, off, or (None) not mentioned."""
    found = None if parent is None else parent.find(qn(tag))
    return None if found is None else found.get(qn("w:val"), "1") not in _OFF


def run_properties(element: Any, theme: dict[str, str]) -> Properties:
    """Return what a `w:rPr` sets; fonts of the theme by their names."""
    found: Properties = {}
    if element is None:
        return found
    for tag, name in TOGGLES.items():
        if (switch := is_on(element, tag)) is not None:
            found[name] = switch
    if (size := points(value(element, "w:sz"), per_point=2)) is not None:
        found["size"] = size
    if (colour := element.find(qn("w:color"))) is not None:
        found["colour"] = _colour(colour)
    if (line := value(element, "w:u")) is not None:
        found["underline"] = line
    if (fonts := element.find(qn("w:rFonts"))) is not None:
        found |= _fonts(fonts, theme)
    return found


def _colour(colour: Any) -> str:
    written: str = (colour.get(qn("w:val")) or "auto").upper()
    of_theme = colour.get(qn("w:themeColor"))
    is_plain = colour.get(qn("w:themeTint")) is None
    if of_theme in ("text1", "dark1") and is_plain:
        return "AUTO"
    return written


def _fonts(fonts: Any, theme: dict[str, str]) -> Properties:
    found: Properties = {}
    for slot in SLOTS:
        of_theme = fonts.get(qn(f"w:{'cstheme' if slot == 'cs' else slot + 'Theme'}"))
        name = theme.get(of_theme, "") if of_theme else fonts.get(qn(f"w:{slot}"))
        if name:
            found[slot] = name
    return found


def paragraph_properties(element: Any) -> Properties:
    """Return what a `w:pPr` sets about the place of the paragraph and the space around it."""
    found: Properties = {}
    if element is None:
        return found
    if (align := value(element, "w:jc")) is not None:
        found["align"] = {"start": "left", "end": "right", "distribute": "both"}.get(align, align)
    if (indent := element.find(qn("w:ind"))) is not None:
        found |= _indents(indent)
    if (spacing := element.find(qn("w:spacing"))) is not None:
        found |= _spacing(spacing)
    if (contextual := is_on(element, "w:contextualSpacing")) is not None:
        found["contextual"] = contextual
    if (breaks := is_on(element, "w:pageBreakBefore")) is not None:
        found["breaks"] = breaks
    if (tabs := element.find(qn("w:tabs"))) is not None:
        stops = (points(tab.get(qn("w:pos"))) for tab in tabs if tab.get(qn("w:val")) != "clear")
        found["tabs"] = sorted(stop for stop in stops if stop is not None)
    if (borders := element.find(qn("w:pBdr"))) is not None:
        for side in ("top", "bottom"):
            if (style := value(borders, f"w:{side}")) is not None:
                found[f"border_{side}"] = style
    return found


def _indents(indent: Any) -> Properties:
    found: Properties = {}
    for name, attributes in (("left", ("w:left", "w:start")), ("right", ("w:right", "w:end"))):
        for attribute in attributes:
            if (length := points(indent.get(qn(attribute)))) is not None:
                found[name] = length
    if (hanging := points(indent.get(qn("w:hanging")))) is not None:
        found["first"] = -hanging
    elif (first := points(indent.get(qn("w:firstLine")))) is not None:
        found["first"] = first
    return found


def _spacing(spacing: Any) -> Properties:
    found: Properties = {}
    for side in ("before", "after"):
        if (length := points(spacing.get(qn(f"w:{side}")))) is not None:
            found[side] = length
        if (automatic := spacing.get(qn(f"w:{side}Autospacing"))) is not None:
            found[f"{side}_auto"] = automatic not in _OFF
    if (line := points(spacing.get(qn("w:line")))) is not None:
        found["line"] = line
        found["line_rule"] = spacing.get(qn("w:lineRule"), "auto")
    return found
