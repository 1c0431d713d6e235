"""Write catalog/demo/plan.docx from plan.txt; the same text always gives the same bytes."""

import datetime as dt
import io
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

FOLDER = Path(__file__).parents[1] / "mangnon" / "catalog" / "demo"
HEADING_LINES = 6
MOMENT = (2025, 5, 20, 0, 0, 0)


def main() -> None:
    lines = (FOLDER / "plan.txt").read_text("utf-8").splitlines()
    target = FOLDER / "plan.docx"
    target.write_bytes(write(lines))
    print(target)


def write(lines: list[str]) -> bytes:
    """Return the .docx: heading table, title, body, and a table for recipients and signer."""
    document = _blank()
    _heading(document, lines[:HEADING_LINES])
    foot = lines.index("Nơi nhận:")
    for at, line in enumerate(lines[HEADING_LINES:foot]):
        if at < 2:
            _paragraph(document, line, bold=True, centred=True)
        else:
            is_heading = line.isupper() or _is_title(line)
            _paragraph(document, line, bold=is_heading, indent=True)
    _foot(document, lines[foot:])
    return _settled(document)


def _is_title(line: str) -> bool:
    """Numbered headings such as "1. Sở Y tế" are bold; sentences are not."""
    return line[:1].isdigit() and not line.endswith((".", ";", ":"))


def _blank():
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(6)
    moment = dt.datetime(*MOMENT, tzinfo=dt.UTC)
    properties = document.core_properties
    properties.author, properties.title = "Măng Non", "Kế hoạch công tác trẻ em năm 2025 (mẫu)"
    properties.created = properties.modified = moment
    properties.comments = ""
    return document


def _heading(document, lines: list[str]) -> None:
    issuer, province, motto, freedom, number, dated = lines
    table = document.add_table(rows=2, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, (Cm(6), Cm(10)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    _cell(table.cell(0, 0), [(issuer, True), (province, True)], size=12)
    _cell(table.cell(0, 1), [(motto, True), (freedom, True)], size=12)
    _cell(table.cell(1, 0), [(number, False)])
    _cell(table.cell(1, 1), [(dated, False)], italic=True)


def _foot(document, lines: list[str]) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.cell(0, 0), table.cell(0, 1)
    recipients = [line for line in lines if line.startswith(("Nơi nhận", "-"))]
    _cell(left, [(line, line.startswith("Nơi")) for line in recipients], size=11, centred=False)
    signer = [line for line in lines if line not in recipients]
    spaced = [*signer[:-1], "", "", "", signer[-1]]
    _cell(right, [(line, True) for line in spaced])


def _cell(cell, lines, *, size: int = 13, centred: bool = True, italic: bool = False) -> None:
    for at, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _paragraph(document, text: str, *, bold: bool, centred: bool = False, indent: bool = False):
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        paragraph.paragraph_format.first_line_indent = Cm(1.27)


def _settled(document) -> bytes:
    """Save with fixed times in the package, so that the file only changes with its text."""
    raw, settled = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in sorted(source.namelist()):
            package.writestr(zipfile.ZipInfo(name, MOMENT), source.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()


if __name__ == "__main__":
    main()
