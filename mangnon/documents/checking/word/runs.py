"""The runs of a paragraph as they print: letters with one size, one face and one colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from mangnon.documents.checking.word.properties import Properties
from mangnon.documents.checking.word.styles import Styles
from mangnon.documents.reading.files.docx_text import BOX
from mangnon.documents.reading.files.docx_xml import qn
from mangnon.documents.reading.text import tidy

_LEFT_OUT = {qn(tag) for tag in ("w:del", "w:moveFrom", "w:pPr", "w:drawing", "w:pict", "w:object")}
_LEFT_OUT |= {BOX, qn("mc:Fallback")}
_BREAKS = {qn("w:br"), qn("w:cr")}
_CJK = "\u2e80"


@dataclass(frozen=True)
class Run:
    """`text` is what is seen: capitals where the run is set in capitals. `code` is a field's."""

    text: str
    size: float
    bold: bool
    italic: bool
    underlined: bool
    colour: str
    fonts: frozenset[str]
    code: str = ""

    @property
    def is_seen(self) -> bool:
        return any(not sign.isspace() for sign in self.text)


def runs_of(paragraph: Any, styles: Styles, style: str, table: str | None) -> list[Run]:
    """Return the runs of a paragraph in order, all tracked changes accepted."""
    found: list[Run] = []
    open_fields: list[bool] = []  # of each field that is open: do we stand in its code?
    for element in _elements(paragraph):
        looks = styles.run(element.find(qn("w:rPr")), style, table)
        if looks.get("hidden"):
            continue
        text, code = "", ""
        for child in element:
            if child.tag == qn("w:fldChar"):
                _step(open_fields, child.get(qn("w:fldCharType")))
            elif child.tag == qn("w:instrText"):
                code += child.text or ""
            elif not any(open_fields):
                text += _written(child)
        if text or code:
            found.append(_run(_tidy(text), code, looks))
    for field in paragraph.iter(qn("w:fldSimple")):
        code = field.get(qn("w:instr"), "")
        inner = next(field.iter(qn("w:r")), None)
        looks = styles.run(None if inner is None else inner.find(qn("w:rPr")), style, table)
        found.append(_run("", code, looks))
    return found


def _step(open_fields: list[bool], kind: str | None) -> None:
    """Follow the marks of a field: its code, then its result, then the text after it."""
    if kind == "begin":
        open_fields.append(True)
    elif open_fields and kind == "separate":
        open_fields[-1] = False
    elif open_fields and kind == "end":
        open_fields.pop()


def _elements(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _elements(child)


def _written(child: Any) -> str:
    if child.tag == qn("w:t"):
        return child.text or ""
    if child.tag in (qn("w:tab"), qn("w:ptab")):
        return "\t"
    if child.tag in _BREAKS:
        return "" if child.get(qn("w:type")) in ("page", "column") else "\n"
    return "-" if child.tag == qn("w:noBreakHyphen") else ""


def _tidy(text: str) -> str:
    """Make every space an ordinary one, but keep the tabs."""
    return "\t".join(map(tidy, text.split("\t")))


def _run(text: str, code: str, looks: Properties) -> Run:
    shown = text.upper() if looks.get("caps") else text
    return Run(
        text=shown,
        size=looks["size"],
        bold=looks["bold"],
        italic=looks["italic"],
        underlined=looks.get("underline", "none") not in ("none", ""),
        colour=looks["colour"],
        fonts=frozenset(looks.get(slot, "") for slot in {_slot(sign) for sign in shown.strip()}),
        code=code,
    )


def _slot(sign: str) -> str:
    """Return which of the four fonts of a run a letter is set in."""
    if sign < "\x80":
        return "ascii"
    return "eastAsia" if sign >= _CJK else "hAnsi"


def split_at_tabs(runs: list[Run]) -> list[list[Run]]:
    """Part runs where a tab (or a row of spaces as wide) leads from one column to the next."""
    pieces: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\t")
        pieces[-1].append(replace(run, text=first))
        pieces += [[replace(run, text=other)] for other in others]
    return [piece for piece in pieces if any(run.is_seen for run in piece)]
