"""The text of a Word paragraph as Word shows it, all tracked changes accepted."""

import re
from collections.abc import Iterator
from typing import Any

from mangnon.documents.reading.files.docx_xml import qn

_CHOICE, _ALTERNATE = qn("mc:Choice"), qn("mc:AlternateContent")
_DELETED = {qn("w:del"), qn("w:moveFrom"), qn("w:delText"), qn("w:delInstrText")}
_SKIPPED = _DELETED | {
    qn(tag) for tag in ("w:pPr", "w:rPr", "w:instrText", "w:pict", "w:drawing", "w:object", "w:rt")
}
_BREAKS = {qn("w:br"), qn("w:cr")}
_TABS = {qn("w:tab"), qn("w:ptab")}
_OFF = {"0", "false", "off", "none"}
BOX = qn("w:txbxContent")

# Signs of the Symbol and Wingdings fonts, which Word keeps at U+F0xx.
SIGNS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf06e": "▪",
    "\uf071": "▪",
    "\uf02d": "-",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0a3": "≤",
    "\uf0b3": "≥",
    "\uf0b0": "°",
    "\uf03c": "<",
    "\uf03e": ">",
    "\uf03d": "=",
    "\uf025": "%",
}
_PRIVATE = range(0xF000, 0xF100)
_SIGN = re.compile("[\uf000-\uf0ff]")


def shown(text: str) -> str:
    """Write the signs of symbol fonts as ordinary letters; one that is unknown is a bullet."""
    return _SIGN.sub(lambda sign: SIGNS.get(sign[0], "•"), text)


def text_of(element: Any) -> str:
    """Return the element's own text; soft breaks are newlines, text boxes are not part of it."""
    return shown("".join(_pieces(element)))


def boxes_of(element: Any) -> list[Any]:
    """Return the text boxes anchored in a paragraph, each once, from the form Word prefers."""
    found: list[Any] = []
    for child in element:
        if child.tag == BOX:
            found.append(child)
        elif child.tag == _ALTERNATE:
            forms = [boxes_of(form) for form in child]
            found += next((form for form in forms if form), [])
        elif child.tag not in _DELETED:
            found += boxes_of(child)
    return found


def joins_next(paragraph: Any) -> bool:
    """True when the mark that ends the paragraph is deleted: its text goes on in the next."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return mark is not None and any(
        mark.find(qn(tag)) is not None for tag in ("w:del", "w:moveFrom")
    )


def is_bold(paragraphs: list[Any]) -> bool:
    """True for a paragraph in a heading style, or with every written run in bold."""
    style = paragraphs[-1].find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if style is not None and style.get(qn("w:val"), "").startswith("Heading"):
        return True
    runs = [run for paragraph in paragraphs for run in _own_runs(paragraph)]
    marks = [_is_on(run, "w:b") for run in runs if text_of(run).strip()]
    return bool(marks) and all(marks)


def _own_runs(paragraph: Any) -> Iterator[Any]:
    for child in paragraph:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag not in _SKIPPED:
            yield from _own_runs(child)


def _pieces(element: Any) -> Iterator[str]:
    if element.tag == qn("w:r") and (_is_on(element, "w:vanish") or _is_note_sign(element)):
        return
    for child in element:
        if child.tag in _SKIPPED or child.tag == BOX:
            continue
        if child.tag in (qn("w:t"), qn("m:t")):
            yield child.text or ""
        elif child.tag in _TABS:
            yield "   "
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag == qn("w:sym"):
            yield _symbol(child.get(qn("w:char"), ""))
        elif child.tag == _ALTERNATE:
            choice = child.find(_CHOICE)
            yield from () if choice is None else _pieces(choice)
        else:
            yield from _pieces(child)


def _is_on(run: Any, tag: str) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn(tag)}")
    return mark is not None and mark.get(qn("w:val"), "1") not in _OFF


def _is_note_sign(run: Any) -> bool:
    """True for a raised figure or star, which points to a footnote; "m²" stays."""
    raised = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    if raised is None or raised.get(qn("w:val")) != "superscript":
        return False
    sign = "".join(text.text or "" for text in run.iter(qn("w:t"))).strip("()[] ")
    before = run.getprevious()
    written = "".join(t.text or "" for t in before.iter(qn("w:t"))) if before is not None else ""
    return (sign.isdigit() or set(sign) == {"*"}) and not written.rstrip().endswith("m")


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 31 < number < 0xD800 or number in _PRIVATE else "•"
