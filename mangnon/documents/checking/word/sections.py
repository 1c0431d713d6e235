"""Sections of a .docx: paper, margins, headers and footers, page numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mangnon.documents.checking.word.package import Package
from mangnon.documents.checking.word.properties import is_on, points
from mangnon.documents.reading.files.docx_xml import qn

_POINT = 25.4 / 72
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
KINDS = ("default", "first", "even")
Sheets = dict[str, Any]  # kind of page -> root of its header or footer; None where it is empty


@dataclass
class Section:
    """Lengths in millimetres. `restarts` is the number its pages begin with, None: they go on."""

    width: float
    height: float
    margins: dict[str, float]
    has_own_first: bool
    restarts: int | None
    number_form: str
    headers: Sheets = field(default_factory=dict)
    footers: Sheets = field(default_factory=dict)

    @property
    def text_width(self) -> float:
        return self.width - self.margins["left"] - self.margins["right"]

    @property
    def is_landscape(self) -> bool:
        return self.width > self.height


def sections_of(package: Package) -> list[Section]:
    """Return the sections in order; headers and footers not named go on from the one before."""
    body = package.root("word/document.xml").find(qn("w:body"))
    found: list[Section] = []
    for element in _ends(body):
        section = _section(element)
        for sheets, tag in ((section.headers, "header"), (section.footers, "footer")):
            if found:
                sheets.update(getattr(found[-1], f"{tag}s"))
            for reference in element.findall(qn(f"w:{tag}Reference")):
                kind = reference.get(qn("w:type"), "default")
                sheets[kind] = package.target(reference.get(_RELATION, ""))
        found.append(section)
    return found


def _ends(body: Any) -> Iterator[Any]:
    """Yield the `w:sectPr` of each section; Word's own page where there is none at all."""
    found = [element for element in body.iter(qn("w:sectPr")) if _is_in_force(element, body)]
    yield from found or [body]


def _is_in_force(element: Any, body: Any) -> bool:
    parent = element.getparent()
    return parent is body or parent.tag == qn("w:pPr")


def _section(element: Any) -> Section:
    size, margins = element.find(qn("w:pgSz")), element.find(qn("w:pgMar"))
    numbers = element.find(qn("w:pgNumType"))
    sides = {
        side: _length(margins, f"w:{side}", 25.4) for side in ("top", "bottom", "left", "right")
    }
    sides["left"] += _length(margins, "w:gutter", 0.0)
    sides["header"] = _length(margins, "w:header", 12.7)
    start = None if numbers is None else numbers.get(qn("w:start"))
    return Section(
        width=_length(size, "w:w", 215.9),
        height=_length(size, "w:h", 279.4),
        margins=sides,
        has_own_first=bool(is_on(element, "w:titlePg")),
        restarts=int(start) if start and start.isdecimal() and len(start) < 7 else None,
        number_form="decimal" if numbers is None else numbers.get(qn("w:fmt"), "decimal"),
    )


def _length(element: Any, attribute: str, default: float) -> float:
    found = None if element is None else points(element.get(qn(attribute)))
    return default if found is None else abs(found) * _POINT
