"""Completeness and timeliness as a spreadsheet: counts, and shares by formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from mangnon.reports.obligations.counting import Counted

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", "border": 1}
SHARE = "[$-42A]0.0%"  # a decimal comma, whatever the reader's machine
HEAD_ROW, FIRST_ROW, PAPER_A4 = 2, 3, 9


def completeness_workbook(
    sheets: Sequence[tuple[str, Sequence[Counted]]], *, title: str, when: datetime
) -> bytes:
    """Return the .xlsx with a sheet for each name and its lines; equal lines give equal bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": title, "created": when.replace(tzinfo=None)})
    forms = {
        "title": book.add_format({"font_name": "Times New Roman", "bold": True, "font_size": 14}),
        "head": book.add_format(
            {**FONT, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"}
        ),
        "text": book.add_format({**FONT, "text_wrap": True}),
        "number": book.add_format({**FONT, "num_format": "[$-42A]#,##0"}),
        "share": book.add_format({**FONT, "num_format": SHARE}),
    }
    for name, lines in sheets:
        _write(book.add_worksheet(name), name, lines, title, forms)
    book.close()
    return buffer.getvalue()


def heads() -> list[str]:
    return [
        _("Reports owed"), _("Sent in time"), _("Sent late"), _("Not sent yet"),
        _("of these overdue"), _("Accepted"), _("Sent, of all"), _("In time, of all"),
    ]  # fmt: skip


def _write(
    sheet: Any, name: str, lines: Sequence[Counted], title: str, forms: dict[str, Any]
) -> None:
    sheet.write_string(0, 0, title, forms["title"])
    for column, head in enumerate([name, *heads()]):
        sheet.write_string(HEAD_ROW, column, head, forms["head"])
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, len(heads()), 13)
    for row, line in enumerate(lines, start=FIRST_ROW):
        sheet.write_string(row, 0, line.name, forms["text"])
        at = row + 1
        sheet.write_formula(row, 1, f"=C{at}+D{at}+E{at}", forms["number"], line.owed)
        numbers = (line.in_time, line.late, line.missing, line.overdue, line.accepted)
        for column, number in enumerate(numbers, start=2):
            sheet.write_number(row, column, number, forms["number"])
        for column, above, share in (
            (7, f"(C{at}+D{at})", line.share_sent), (8, f"C{at}", line.share_in_time),
        ):  # fmt: skip
            formula = f'=IF(B{at}=0,"",{above}/B{at})'
            sheet.write_formula(row, column, formula, forms["share"], (share or 0) / 100)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
