"""A program of its own that marks the errors in a copy of a workbook, its look kept.

`marking_program.py FILE MARKS OUT`: MARKS is JSON with the sheet, the row of the headings, the
heading of the last column, and for each row its marks as [place, sentence, is only a warning].
"""

import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.worksheet import Worksheet

RED, YELLOW = PatternFill("solid", fgColor="FFF4B6B6"), PatternFill("solid", fgColor="FFFFF2B3")
WIDE = 60


def main(arguments: list[str]) -> int:
    file, marks, out = (Path(argument) for argument in arguments)
    with file.open("rb") as stream:  # of a path, openpyxl would ask for the right ending
        book = openpyxl.load_workbook(stream)
    wanted: dict[str, Any] = json.loads(marks.read_text(encoding="utf-8"))
    mark(book[wanted["sheet"]], wanted)
    book.active = book.sheetnames.index(wanted["sheet"])
    book.save(out)
    return 0


def mark(sheet: Worksheet, wanted: dict[str, Any]) -> None:
    first, last = _filled_columns(sheet)
    at = wanted["column"] + first if wanted["column"] is not None else last + 1
    heading = sheet.cell(wanted["heading_row"], at, wanted["heading"])
    heading.font, heading.fill = Font(bold=True), RED
    sheet.column_dimensions[heading.column_letter].width = WIDE
    for row, marks in wanted["rows"]:
        for place, sentence, is_warning in marks:
            if place is None:
                continue
            cell = sheet.cell(row, first + place)
            cell.fill = YELLOW if is_warning else RED
            if hasattr(cell, "comment"):  # a cell merged into another has none
                cell.comment = Comment(sentence, "Măng Non", height=90, width=300)
        said = sheet.cell(row, at)
        try:
            said.value = " ".join(dict.fromkeys(sentence for _, sentence, _ in marks))
        except IllegalCharacterError:
            said.value = "?"
        said.data_type = "s"
        said.alignment = Alignment(wrap_text=True, vertical="top")


def _filled_columns(sheet: Worksheet) -> tuple[int, int]:
    """Return the first and the last column with anything in it."""
    filled = [
        cell.column for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")
    ]
    return min(filled, default=1), max(filled, default=1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
