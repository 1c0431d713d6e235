"""A CSV file as the text of its cells, read and written so that nothing but marks changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mangnon.engine.issues import EngineError
from mangnon.engine.whole_files import written_whole

DELIMITERS = ",;\t"
BYTE_ORDER_MARK = "\ufeff"
MARK = "*"  # of a hidden cell: no zero, no "-" (nothing known), not empty (not applicable)


@dataclass(frozen=True)
class Sheet:
    """The headings and rows of a file; row 1 is the headings, as a spreadsheet counts."""

    headings: list[str]
    rows: list[list[str]]
    delimiter: str
    mark: str  # the byte order mark, where there is one
    newline: str

    def place(self, row: int, column: int) -> str:
        return f"dòng {row + 2}, cột “{self.headings[column].strip() or column + 1}”"


def read_sheet(file: Path) -> Sheet:
    """Return a CSV file; raise EngineError, with a sentence, when it is none."""
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise EngineError(
            f"{file.name}: không đọc được như CSV UTF-8; hãy lưu lại thành CSV UTF-8."
        ) from None
    except FileNotFoundError:
        raise EngineError(f"Không có tệp {file}.") from None
    except OSError as error:
        raise EngineError(f"Không đọc được {file}: {error.strerror}.") from None
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    body = text.removeprefix(mark)
    first = body.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise EngineError(f"{file.name}: không đọc được như CSV ({error}).") from None
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) < 2:
        raise EngineError(f"{file.name}: tệp không có dòng số liệu nào dưới dòng tiêu đề.")
    headings, *below = rows
    for number, row in enumerate(below, start=2):
        if len(row) != len(headings):
            raise EngineError(
                f"{file.name}, dòng {number}: có {len(row)} ô, dòng tiêu đề có {len(headings)};"
                " hãy sửa cho bằng nhau."
            )
    return Sheet(headings, below, delimiter, mark, "\r\n" if "\r\n" in body else "\n")


def write_sheet(sheet: Sheet, hidden: Iterable[tuple[int, int]], target: Path) -> None:
    """Write the sheet with the mark in each hidden cell; the file appears only when complete."""
    rows = [list(row) for row in sheet.rows]
    for row, column in hidden:
        rows[row][column] = MARK
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=sheet.delimiter, lineterminator=sheet.newline)
    writer.writerows([sheet.headings, *rows])
    try:
        with written_whole(target) as draft:
            draft.write_bytes((sheet.mark + buffer.getvalue()).encode())
    except OSError as error:
        raise EngineError(f"Không ghi được {target}: {error.strerror}.") from None
