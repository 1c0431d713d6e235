"""The sheet as it came, with each error beside its cell."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from django.utils.translation import gettext as _

from mangnon.documents.reading.files.bounded import OutOfTime, run_bounded
from mangnon.intake.reading import Sheet
from mangnon.intake.reading.sheet import ERRORS

PROGRAM = Path(__file__).with_name("marking_program.py")
MOST_ROWS_KEPT_IN_LOOK = 5_000
_SECONDS, _MEBIBYTES = 120, 2_048
Marks = list[tuple[int, list[tuple[int | None, str, bool]]]]


def write_errors(source: Path, sheet: Sheet, problems: pl.DataFrame, target: Path) -> None:
    """Write an .xlsx with the sheet's own rows and columns, and what is wrong beside the cells.

    The look of a workbook is kept up to 5,000 rows; a larger one, .xls and .csv come plain.
    """
    marks = _marks(sheet, problems)
    is_workbook = source.read_bytes()[:2] == b"PK"
    if is_workbook and sheet.cells.height <= MOST_ROWS_KEPT_IN_LOOK and sheet.name:
        _mark_copy(source, sheet, marks, target)
    else:
        _write_plain(sheet, marks, target)


def _marks(sheet: Sheet, problems: pl.DataFrame) -> Marks:
    """Return the marks of each row that has any, in the order of the rows."""
    found: dict[int, list[tuple[int | None, str, bool]]] = {}
    for row, column, text, is_warning in problems.sort("row", maintain_order=True).iter_rows():
        place = sheet.positions.get(column)
        found.setdefault(row, []).append((place, text, is_warning))
    return list(found.items())


def _mark_copy(source: Path, sheet: Sheet, marks: Marks, target: Path) -> None:
    wanted: dict[str, Any] = {
        "sheet": sheet.name,
        "heading_row": sheet.heading_row,
        "heading": ERRORS,
        "column": sheet.error_column,
        "rows": marks,
    }
    told = source.with_name("marks.json")
    told.write_text(json.dumps(wanted), encoding="utf-8")
    command = [sys.executable, "-I", str(PROGRAM), str(source), str(told), str(target)]
    try:
        answer = run_bounded(command, seconds=_SECONDS, mebibytes=_MEBIBYTES)
    except OutOfTime:
        answer = None
    if answer is None or answer.code:
        # Something in it only Excel understands: its rows matter, not its look.
        _write_plain(sheet, marks, target)


def _write_plain(sheet: Sheet, marks: Marks, target: Path) -> None:
    """Write the rows one after the other; a row once written is not held in memory."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(target), options)
    try:
        page = book.add_worksheet((sheet.name or _("Sheet"))[:31])
        red, yellow = (
            book.add_format({"bg_color": color, "num_format": "@"})
            for color in ("#F4B6B6", "#FFF2B3")
        )
        texts = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True, "bg_color": "#F4B6B6"})
        last = sheet.error_column if sheet.error_column is not None else sheet.cells.width
        of_row = dict(marks)
        page.set_column(last, last, 60)
        for at, row in enumerate(sheet.cells.iter_rows(), start=1):
            said = of_row.get(at, ())
            colors = {place: yellow if is_warning else red for place, _text, is_warning in said}
            for place, text in enumerate(row):
                if text is not None or place in colors:
                    page.write_string(at - 1, place, text or "", colors.get(place, texts))
            if at == sheet.heading_row:
                page.write_string(at - 1, last, ERRORS, bold)
            elif said:
                page.write_string(at - 1, last, " ".join(dict.fromkeys(t for _p, t, _w in said)))
    finally:
        book.close()
