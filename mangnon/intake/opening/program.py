"""A program of its own that opens one spreadsheet: a malicious file can harm nothing but it.

`program.py FILE FOLDER` writes the cells of each sheet that can be seen into FOLDER, as text, and
prints what it found as JSON; a file that it does not read is one word on standard error.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import fastexcel

from mangnon.intake.opening.archive import check_archive
from mangnon.intake.opening.delimited import cells_of_text
from mangnon.intake.opening.fonts import OldFonts
from mangnon.intake.opening.fonts_of_97 import OldFontsOf97
from mangnon.intake.opening.limits import MAX_CELLS, MAX_COLUMNS
from mangnon.intake.opening.refusing import Unreadable

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED, _MACROS, _BOOK = (
    name.encode("utf-16-le") for name in ("EncryptedPackage", "_VBA_PROJECT", "Workbook")
)


def main(arguments: list[str]) -> int:
    file, folder = Path(arguments[0]), Path(arguments[1])
    try:
        found = opened(file, folder)
    except Unreadable as error:
        sys.stderr.write(f"{error.word} {error.detail}".strip())
        return 1
    json.dump(found, sys.stdout)
    return 0


def opened(file: Path, folder: Path) -> dict[str, Any]:
    """Write the cells of the file's sheets into the folder and say which sheets there are."""
    with file.open("rb") as stream:
        start = stream.read(8)
    if not start:
        raise Unreadable("empty")
    if start.startswith(ZIP):
        hidden_rows = check_archive(file)
        return _sheets(file, folder, OldFonts(file), hidden_rows)
    if start == COMPOUND:
        _check_compound(file)
        return _sheets(file, folder, OldFontsOf97(file), {})
    if start.lstrip().startswith((b"<", b"\xef\xbb\xbf<")):
        raise Unreadable("web-page")
    cells_of_text(file).write_ipc(folder / "0.arrow")
    return {"sheets": [{"name": "", "file": "0.arrow"}], "hidden": []}


def _check_compound(file: Path) -> None:
    content = file.read_bytes()
    if _ENCRYPTED in content:
        raise Unreadable("locked")
    if _MACROS in content:
        raise Unreadable("macros")
    if _BOOK not in content and "Book".encode("utf-16-le") not in content:
        raise Unreadable("no-workbook")


def _sheets(
    file: Path, folder: Path, fonts: OldFonts | OldFontsOf97, hidden_rows: dict[str, int]
) -> dict[str, Any]:
    found: dict[str, Any] = {"sheets": [], "hidden": []}
    cells = 0
    try:
        book = fastexcel.read_excel(file)
        for at, name in enumerate(book.sheet_names):
            sheet = book.load_sheet(at, header_row=None, skip_rows=0, dtypes="string")
            if sheet.visible != "visible":
                found["hidden"].append(name)
                continue
            cells += sheet.width * sheet.height
            if cells > MAX_CELLS:
                raise Unreadable("too-large")
            if sheet.width > MAX_COLUMNS:
                raise Unreadable("too-wide", str(sheet.width))
            frame = sheet.to_polars()
            frame.columns = [f"c{n}" for n in range(frame.width)]
            frame, old = fonts.converted(name, frame)
            hidden = hidden_rows.get(fonts.parts.get(name, ""), 0)
            frame.write_ipc(folder / f"{at}.arrow")
            told = {"name": name, "file": f"{at}.arrow", "old_fonts": old, "hidden_rows": hidden}
            found["sheets"].append(told)
    except fastexcel.FastExcelError as error:
        raise Unreadable("locked" if "assword" in str(error) else "damaged") from None
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
