"""Asks the program to open a file, and says in a sentence why it did not."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from mangnon.core.refused import Refused
from mangnon.documents.reading.files.bounded import OutOfTime, run_bounded
from mangnon.intake.opening.limits import MAX_COLUMNS, MAX_FILE, MEBIBYTE, MEBIBYTES, SECONDS

PROGRAM = Path(__file__).with_name("program.py")


@dataclass(frozen=True)
class Cells:
    """The cells of one sheet as text: the first row is row 1, `c0` the first column with any."""

    sheet: str
    frame: pl.DataFrame
    old_fonts: int = 0  # cells that were not written in Unicode
    hidden_rows: int = 0


@dataclass(frozen=True)
class Opened:
    """The sheets that can be seen, and the names of those that cannot."""

    sheets: list[Cells]
    hidden: list[str]


def open_file(path: Path, name: str) -> Opened:
    """Return the cells of the file's sheets; raise Refused when it is none that we read."""
    refuse_too_large(path, name)
    with tempfile.TemporaryDirectory(prefix="mangnon-sheet-") as folder:
        command = [sys.executable, "-I", str(PROGRAM), str(path), folder]
        try:
            answer = run_bounded(command, seconds=SECONDS, mebibytes=MEBIBYTES)
        except OutOfTime:
            raise Refused(_sentence("too-large", name)) from None
        if answer.code:
            word, _space, detail = answer.complaint.partition(" ")
            raise Refused(_sentence(word, name, detail))
        found = json.loads(answer.output)
        sheets = [
            Cells(
                sheet["name"],
                pl.read_ipc(Path(folder) / sheet["file"]),
                sheet.get("old_fonts", 0),
                sheet.get("hidden_rows", 0),
            )
            for sheet in found["sheets"]
        ]
    return Opened(sheets, found["hidden"])


def refuse_too_large(path: Path, name: str) -> None:
    """Raise Refused unless there is a file of a size that is read at all."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise Refused(_("There is no file %(file)s.") % {"file": name}) from None
    if not path.is_file():
        raise Refused(_("%(file)s is not a file; choose a spreadsheet.") % {"file": name})
    if size > MAX_FILE:
        raise Refused(_sentence("file-too-large", name, str(size // MEBIBYTE)))


def _sentence(word: str, name: str, detail: str = "") -> str:
    """Say what is wrong with the file; a program that ended without a word ran out of memory."""
    about = {"file": name, "detail": detail, "columns": MAX_COLUMNS, "size": MAX_FILE // MEBIBYTE}
    sentences = {
        "file-too-large": _(
            "%(file)s has %(detail)s MB, more than the %(size)s MB that are taken; split it into "
            "several files."
        ),
        "too-wide": _(
            "%(file)s has %(detail)s columns, more than the %(columns)s that are read; delete the "
            "columns that hold no data."
        ),
        "empty": _("%(file)s is empty; choose the file that holds the rows."),
        "locked": _(
            "%(file)s is protected by a password; open it in Excel, take the password off and "
            "save it again."
        ),
        "macros": _(
            "%(file)s holds macros, which may do harm; open it in Excel and save it as a workbook "
            "without macros (.xlsx)."
        ),
        "entities": _(
            "%(file)s refers to things outside of itself, as no Excel file does; make the file "
            "anew in Excel."
        ),
        "web-page": _(
            "%(file)s is a web page or XML text with the name of a spreadsheet; open it in Excel "
            "and save it as .xlsx."
        ),
        "damaged": _(
            "%(file)s is damaged and cannot be read; open it in Excel and save it as .xlsx again."
        ),
        "no-workbook": _("%(file)s is not a spreadsheet; choose a file .xlsx, .xls or .csv."),
    }
    too_large = _(
        "%(file)s is too large when it is unpacked, or has a cell far away from its table; copy "
        "the table into a new workbook."
    )
    return sentences.get(word, too_large) % about
