"""A program of its own that reads one workbook: a malicious file can harm nothing but it.

`workbook_program.py FILE` prints as JSON the cells of each sheet by its name, by their place: a
text, a number as text, or a formula as it is written, with "=" before it. A file that it does not
read is one word on standard error.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import openpyxl

from mangnon.intake.opening.archive import check_archive
from mangnon.intake.opening.refusing import Unreadable

MOST_CELLS = 200_000


def main(arguments: list[str]) -> int:
    file = Path(arguments[0])
    warnings.simplefilter("ignore")
    try:
        check_archive(file)
        found = sheets(file)
    except Unreadable as error:
        sys.stderr.write(error.word)
        return 1
    json.dump(found, sys.stdout)
    return 0


def sheets(file: Path) -> dict[str, dict[str, str]]:
    with file.open("rb") as stream:  # of a path, openpyxl would ask for the right ending
        book = openpyxl.load_workbook(stream)
    if sum(sheet.max_row * sheet.max_column for sheet in book.worksheets) > MOST_CELLS:
        raise Unreadable("too-large")
    return {
        sheet.title: {
            cell.coordinate: text
            for row in sheet.iter_rows()
            for cell in row
            if (text := text_of(cell.value)) is not None
        }
        for sheet in book.worksheets
    }


def text_of(value: Any) -> str | None:
    """Return a value as text; numbers with a point, without the noise of binary fractions."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, float):
        return format(value, ".12g")
    return str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
