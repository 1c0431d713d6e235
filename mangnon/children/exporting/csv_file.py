"""Rows of children as a CSV between the lines that say who took them and why."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from mangnon.children.exporting.columns import Column, Value
from mangnon.children.exporting.marking import Mark
from mangnon.core.sealed_files import Sealing
from mangnon.ui.formats import date_text

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BYTE_ORDER = "\ufeff"  # without it Excel does not read a CSV as UTF-8


class Encoded:
    """Takes the lines of a CSV as text and gives them on as UTF-8."""

    def __init__(self, stream: Sealing) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(text.encode())


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
    target: Sealing, mark: Mark, columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> int:
    """Write the rows between the lines of the mark; return how many there were."""
    lines, written = Encoded(target), 0
    lines.write(BYTE_ORDER)
    writer = csv.writer(lines)
    writer.writerows([f"# {label}: {text}"] for label, text in mark.lines)
    writer.writerow([*(str(column.heading) for column in columns), _("Number of the export")])
    for row in rows:
        writer.writerow([*map(cell_text, row), mark.number])
        written += 1
    writer.writerow([f"# {_('End of the file: %(rows)s rows.') % {'rows': written}}"])
    return written
