"""Rows of children as a workbook, with a cover sheet that says who took them and why.

xlsxwriter makes all of the workbook but its rows, and one blank row in the formats of the columns.
The rows take the place of that one while the workbook goes into its sealed file: so no plain text
of them stands on a disk, and a row costs a third of what it costs when it is written cell by cell.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from mangnon.children.exporting.columns import Column, Kind, Value
from mangnon.children.exporting.marking import Mark
from mangnon.core.sealed_files import Sealing

MOST_ROWS = 2**20 - 1  # of a sheet, beside the headings
COVER_WIDTH, LINE = 80, 15  # signs, points
WIDTHS = {Kind.TEXT: 22, Kind.DATE: 12, Kind.WHOLE: 8}
FORMATS = {Kind.TEXT: "@", Kind.DATE: "dd/mm/yyyy", Kind.WHOLE: "0"}
FIRST_DAY = date(1899, 12, 30)
ROWS_FILE = "xl/worksheets/sheet2.xml"
BLANK_ROW = re.compile(r'<row r="2".*?</row>', re.S)
STYLE = re.compile(r'<c r="[A-Z]+2" s="(\d+)"/>')
# Signs that XML gives a meaning or does not take, and what a spreadsheet takes for such a sign.
SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def write_xlsx(
    target: Sealing, mark: Mark, columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> int:
    """Write a cover sheet and the rows, row by row; return how many there were."""
    frame = ZipFile(io.BytesIO(_without_rows(mark, columns)))
    kinds = [*(column.kind for column in columns), Kind.TEXT]
    written = 0
    with ZipFile(target, "w", ZIP_DEFLATED) as book:  # type: ignore[call-overload] # never closed
        for part in frame.namelist():
            content = frame.read(part)
            if part != ROWS_FILE:
                book.writestr(part, content)
                continue
            head, blank, foot = _around_blank_row(content.decode())
            cells = [
                _cell_of(xl_col_to_name(place), style, kind)
                for place, (style, kind) in enumerate(zip(blank, kinds, strict=True))
            ]
            with book.open(part, "w") as sheet:
                sheet.write(head.encode())
                for written, row in enumerate(rows, start=1):
                    sheet.write(_row(written + 1, (*row, mark.number), cells).encode())
                sheet.write(foot.encode())
    return written


def _around_blank_row(sheet: str) -> tuple[str, list[str], str]:
    """Return what stands before and behind the blank row, and the styles of its cells."""
    blank = BLANK_ROW.search(sheet)
    if blank is None:
        raise ValueError("xlsxwriter wrote no blank row")
    # How far the sheet reaches need not be said; the blank row's end would be wrong.
    head = re.sub(r"<dimension [^>]*/>", "", sheet[: blank.start()])
    return head, STYLE.findall(blank[0]), sheet[blank.end() :]


def _row(number: int, row: Sequence[Value], cells: list[Callable[[int, Value], str]]) -> str:
    written = [
        cell(number, value)
        for cell, value in zip(cells, row, strict=True)
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(written)}</row>'


def _cell_of(column: str, style: str, kind: Kind) -> Callable[[int, Value], str]:
    """Return what writes the cells of a column."""

    def text(row: int, value: Value) -> str:
        inside = SPECIAL.sub(_escaped, str(value))
        return (
            f'<c r="{column}{row}" s="{style}" t="inlineStr">'
            f'<is><t xml:space="preserve">{inside}</t></is></c>'
        )

    def day(row: int, value: Value) -> str:
        days = (value - FIRST_DAY).days if isinstance(value, date) else value
        return f'<c r="{column}{row}" s="{style}"><v>{days}</v></c>'

    return text if kind is Kind.TEXT else day


def _escaped(sign: re.Match[str]) -> str:
    return ESCAPED.get(sign[0]) or f"_x{ord(sign[0]):04X}_"


def _without_rows(mark: Mark, columns: Sequence[Column]) -> bytes:
    """Return the workbook with its cover sheet, the headings of the rows and a blank row."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        lines = "\n".join(f"{label}: {text}" for label, text in mark.lines)
        title = _("Children taken out of the register: %(number)s") % {"number": mark.number}
        book.set_properties(
            {"title": title, "author": "Măng Non", "keywords": mark.number, "comments": lines}
        )
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        cover = book.add_worksheet(_("About the file"))
        cover.set_column(0, 0, 24)
        cover.set_column(1, 1, COVER_WIDTH)
        for place, (label, text) in enumerate(mark.lines):
            cover.write_string(place, 0, label, bold)
            cover.write_string(place, 1, text, wrapped)
            cover.set_row(place, LINE * (1 + len(text) // COVER_WIDTH))
        cover.fit_to_pages(1, 0)
        sheet = book.add_worksheet(_("List of children"))
        for page in (cover, sheet):
            page.set_footer(f"&L&8 {mark.foot}&R&8 &P/&N")  # a digit would be its size
            page.set_paper(9)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 1)
        formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
        _head(sheet, columns, bold, formats)
    return content.getvalue()


def _head(
    sheet: Worksheet, columns: Sequence[Column], bold: object, formats: dict[Kind, object]
) -> None:
    headings = [(str(column.heading), column.kind) for column in columns]
    headings.append((_("Number of the export"), Kind.TEXT))
    for place, (heading, kind) in enumerate(headings):
        sheet.set_column(place, place, WIDTHS[kind])
        sheet.write_string(0, place, heading, bold)
        sheet.write_blank(1, place, None, formats[kind])
