"""Rows of CSV files that people fill in, each with where it stands, or Refused with the reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from mangnon.core.refused import Refused

Row = Mapping[str, str]


def rows_of_file(file: Path, columns: tuple[str, ...]) -> list[tuple[Row, str]]:
    """Return the rows of a CSV file, each with where it stands; raise Refused when it is none."""
    if file.exists() and not file.is_file():
        raise Refused(_("%(file)s is not a file; choose a CSV file.") % {"file": file})
    try:
        return rows_of_bytes(file.read_bytes(), file.name, columns)
    except FileNotFoundError:
        raise Refused(_("There is no file %(file)s.") % {"file": file}) from None


def rows_of_bytes(content: bytes, name: str, columns: tuple[str, ...]) -> list[tuple[Row, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = None
    if text is None or "\x00" in text.partition("\n")[0]:
        raise Refused(
            _("%(file)s is not UTF-8; save it as CSV UTF-8 and load again.") % {"file": name}
        )
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        if missing := set(columns) - set(reader.fieldnames or ()):
            raise Refused(
                _("%(file)s: the columns %(missing)s are missing; add them and load again.")
                % {"file": name, "missing": ", ".join(sorted(missing))}
            )
        rows: list[tuple[Row, str]] = [
            (row, f"{name}:{number}") for number, row in enumerate(reader, start=2)
        ]
    except csv.Error as error:
        raise Refused(
            _("%(file)s cannot be read as CSV (%(error)s); save it again as CSV UTF-8.")
            % {"file": name, "error": error}
        ) from None
    for row, where in rows:
        if None in row or None in row.values() or any("\x00" in t for t in (*row, *row.values())):
            raise Refused(
                _("%(where)s: the row has not one text for each column.") % {"where": where}
            )
    return rows


def day_of(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            _("%(where)s: “%(text)s” is not a date; write it as 2025-07-01.")
            % {"where": where, "text": text}
        ) from None
