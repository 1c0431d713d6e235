"""The few pieces of WordprocessingML that python-docx has no call for."""

from __future__ import annotations

import math
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

TWIPS_PER_MM = 1440 / 25.4


def element(tag: str, **attributes: str | int) -> Any:
    """Return a new `w:` element with `w:` attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def at_least(length_mm: float) -> Twips:
    """Return a length in the whole units of a Word file, never a hair below what was asked."""
    return Twips(math.ceil(length_mm * TWIPS_PER_MM))


def add_page_number(paragraph: Paragraph, size: float) -> None:
    """Append the PAGE field, so that Word and LibreOffice number the pages themselves."""
    run = paragraph.add_run()
    run.font.size = Pt(size)
    instruction = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = " PAGE "
    for piece in (
        element("fldChar", fldCharType="begin"),
        instruction,
        element("fldChar", fldCharType="separate"),
        element("fldChar", fldCharType="end"),
    ):
        run._r.append(piece)


def add_rule(paragraph: Paragraph, length_mm: float, line_mm: float) -> None:
    """Turn an empty paragraph into a centred rule of the given length within a line."""
    margin = max(0.0, (line_mm - length_mm) / 2)
    style = paragraph.paragraph_format
    style.left_indent = style.right_indent = Mm(margin)
    style.first_line_indent = Mm(0)
    style.space_before, style.space_after = Pt(2), Pt(0)
    style.line_spacing = Pt(4)
    border = element("pBdr")
    border.append(element("top", val="single", sz=6, space=1, color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def fix_widths(table: Table, widths_mm: list[float]) -> None:
    """Give a table fixed column widths: Word, LibreOffice and the grid all hear the same."""
    table.autofit = False
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    total = sum(round(width * TWIPS_PER_MM) for width in widths_mm)
    properties.insert_element_before(
        element("tblW", w=total, type="dxa"),
        *("w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout"),
        *("w:tblCellMar", "w:tblLook"),
    )
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)


def cell_margins(table: Table, side_mm: float, top_mm: float = 0.0) -> None:
    margins = element("tblCellMar")
    for name, width in (("top", top_mm), ("left", side_mm), ("bottom", top_mm), ("right", side_mm)):
        margins.append(element(name, w=round(width * TWIPS_PER_MM), type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def repeat_as_header(row: Any) -> None:
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_on_one_page(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.insert(0, element("cantSplit"))


def center_vertically(cell: _Cell) -> None:
    cell._tc.get_or_add_tcPr().append(element("vAlign", val="center"))


def number_pages_from(section: Any, first: int) -> None:
    """Start the page numbers of a section again."""
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    properties.insert_element_before(
        element("pgNumType", start=first),
        *("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:docGrid"),
    )


def bookmark(run: Any, name: str, number: int) -> None:
    """Enclose a run in a bookmark: invisible to the reader, kept by Word and LibreOffice."""
    run._r.addprevious(element("bookmarkStart", id=number, name=name))
    run._r.addnext(element("bookmarkEnd", id=number))
