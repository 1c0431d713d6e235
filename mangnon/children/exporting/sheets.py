"""Rows of children as a workbook or as a CSV, each with the mark of who took them and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter
from django.utils.translation import gettext as _

from mangnon.children.exporting.columns import Column, Kind, Value
from mangnon.ui.formats import date_text

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
WIDTHS = {Kind.TEXT: 22, Kind.DATE: 12, Kind.WHOLE: 8}


@dataclass(frozen=True)
class Mark:
    """Who took the rows, when and why, line by line; `number` stands in every row too."""

    number: str
    foot: str
    lines: Sequence[tuple[str, str]]


def cell_text(value: Value) -> str:
    """Return what stands in the cell of a CSV: never a formula.

    >>> cell_text("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    if value is None:
        return ""
    if isinstance(value, date):
        return date_text(value)
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def write_csv(
    target: Path, mark: Mark, columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> int:
    """Write the rows between the lines of the mark; return how many there were."""
    written = 0
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        stream.writelines(_note(f"{label}: {text}") for label, text in mark.lines)
        writer = csv.writer(stream)
        writer.writerow([*(str(column.heading) for column in columns), _("Number of the export")])
        for row in rows:
            writer.writerow([*(cell_text(value) for value in row), mark.number])
            written += 1
        stream.write(_note(_("End of the file: %(rows)s rows.") % {"rows": written}))
    return written


def write_xlsx(
    target: Path, mark: Mark, columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> int:
    """Write a cover sheet and the rows, row by row; return how many there were."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(target), options) as book:
        book.set_properties(
            {
                "title": _("Children taken out of the register: %(number)s")
                % {"number": mark.number},
                "author": "Măng Non",
                "keywords": mark.number,
                "comments": "\n".join(f"{label}: {text}" for label, text in mark.lines),
            }
        )
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        cover = book.add_worksheet(_("About the file"))
        cover.set_column(0, 0, 24)
        cover.set_column(1, 1, 80)
        for place, (label, text) in enumerate(mark.lines):
            cover.write_string(place, 0, label, bold)
            cover.write_string(place, 1, text, wrapped)
        sheet = book.add_worksheet(_("List of children"))
        for page in (cover, sheet):
            page.set_footer(f"&L&8 {mark.foot}&R&8 &P/&N")  # a digit would be its size
            page.set_paper(9)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 1)
        return _write_rows(book, sheet, mark, columns, rows, bold)


def _write_rows(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    mark: Mark,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    bold: xlsxwriter.format.Format,
) -> int:
    as_text = book.add_format({"num_format": "@"})
    as_date = book.add_format({"num_format": "dd/mm/yyyy"})
    headings = [*(str(column.heading) for column in columns), _("Number of the export")]
    for place, heading in enumerate(headings):
        kind = columns[place].kind if place < len(columns) else Kind.TEXT
        sheet.set_column(place, place, WIDTHS[kind])
        sheet.write_string(0, place, heading, bold)
    written = 0
    for row in rows:
        written += 1
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(written, place, value, as_date)
            elif isinstance(value, int):
                sheet.write_number(written, place, value)
            elif value:
                sheet.write_string(written, place, value, as_text)
        sheet.write_string(written, len(columns), mark.number, as_text)
    return written


def _note(text: str) -> str:
    """Return a line of a CSV that is no row of it, always one cell."""
    stream = io.StringIO()
    csv.writer(stream).writerow([f"# {text}"])
    return stream.getvalue()
