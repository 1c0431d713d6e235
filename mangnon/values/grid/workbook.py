"""The grid as a workbook to fill in, and what a filled one says.

A hidden sheet holds of which body and period the workbook is and which version of each cell went
out, so that a cell that somebody changed meanwhile is not overwritten unseen.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from mangnon.core.models import Refused, Unit
from mangnon.documents.reading.files.bounded import OutOfTime, run_bounded
from mangnon.ui.formats import number
from mangnon.values.grid.desk import Desk
from mangnon.values.grid.items import Item
from mangnon.values.grid.layout import Grid, grid_of
from mangnon.values.grid.periods import Period
from mangnon.values.grid.reading import LONGEST, NO_DATA_SIGNS, read
from mangnon.values.grid.saving import Typed

PROGRAM = Path(__file__).with_name("workbook_program.py")
SECONDS, MEBIBYTES = 60, 2_048
HIDDEN = "_mangnon"
HEAD_ROW, FIRST_ROW, FIRST_COLUMN = 3, 4, 2  # from 0: title, body, an empty row, heads
MOST_SHOWN = 10
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}

Cells = Mapping[str, str]


def write_workbook(desk: Desk, period: Period) -> bytes:
    """Return the workbook of the body's own columns, with what is entered so far."""
    grid, target = _grid(desk, period), io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet, hidden = book.add_worksheet(_("Entry")), book.add_worksheet(HIDDEN)
    hidden.very_hidden()
    box = FONT | {"border": 1}
    head = book.add_format(box | {"bold": True, "text_wrap": True, "bg_color": "#E8F3EC"})
    text = book.add_format(box)
    figure = book.add_format(box | {"locked": False, "align": "right", "num_format": "General"})
    total = book.add_format(box | {"bold": True, "align": "right", "num_format": "#,##0"})
    for row, told in enumerate(_title(desk, period)):
        sheet.write_string(row, 0, told, book.add_format(FONT | {"bold": not row}))
    for place, words in _fixed(grid).items():
        is_formula = words.startswith("=")
        look = total if is_formula else head if place.endswith(str(HEAD_ROW + 1)) else text
        (sheet.write_formula if is_formula else sheet.write_string)(place, words, look)
    for row, column, cell in _places(grid):
        _write_cell(sheet, row, column, cell.text, cell.item, figure)
        hidden.write_number(row, column, cell.version)
    hidden.write_string(0, 0, json.dumps(_about(desk, period, grid)))
    sheet.set_row(HEAD_ROW, 110)
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, 1, 28)
    sheet.set_column(FIRST_COLUMN, FIRST_COLUMN + len(grid.items), 16)
    sheet.freeze_panes(FIRST_ROW, FIRST_COLUMN)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    book.close()
    return target.getvalue()


@dataclass(frozen=True)
class Filled:
    """A cell of the workbook that says another figure than the register, or one that is none."""

    place: str
    unit: Unit
    item: Item
    before: str
    typed: Typed


def read_workbook(desk: Desk, period: Period, file: Path, name: str) -> list[Filled]:
    """Return what was filled in; raise Refused, saying where, when it is not our workbook any more.

    What stands in a workbook that is read twice has the same keys, so it is written once.
    """
    sheets = _opened(file, name)
    hidden = sheets.get(HIDDEN)
    entry = next((cells for title, cells in sheets.items() if title != HIDDEN), None)
    if hidden is None or entry is None:
        raise Refused(
            _("%(file)s is not a sheet that was taken out here; take one out and fill it in.")
            % {"file": name}
        )
    grid = _grid(desk, period)
    _require_ours(hidden.get("A1", ""), _about(desk, period, grid), name)
    _require_untouched(grid, entry)
    found = []
    for row, column, cell in _places(grid):
        place = xl_rowcol_to_cell(row, column)
        text, seen = _typed_text(entry.get(place, "")), hidden.get(place, "")
        if not seen.isascii() or not seen.isdigit() or len(seen) > 9:
            says = _("%(file)s was changed in its hidden part; take it out anew.")
            raise Refused(says % {"file": name})
        if _is_same(text, cell.text, cell.item):
            continue
        about = f"{desk.by.pk} {desk.year} {period} {cell.item.key} {seen} {text}"
        key = uuid5(UUID(int=cell.unit.pk), about)
        typed = Typed(cell.unit.pk, cell.item.key, text, int(seen), key)
        found.append(Filled(place, cell.unit, cell.item, cell.text, typed))
    return found


def _grid(desk: Desk, period: Period) -> Grid:
    """Return the grid of the columns that the body writes itself."""
    return grid_of(_own(desk), period)


def _own(desk: Desk) -> Desk:
    return Desk(
        desk.by, desk.unit, desk.organisation, desk.year, desk.written, desk.own, desk.units
    )


def _title(desk: Desk, period: Period) -> Sequence[str]:
    return (
        f"{_('Reported figures')}: {period.label} {desk.year}",
        f"{desk.body}. " + _("0: none; -: no data yet; x: does not occur; empty: not answered."),
    )


def _about(desk: Desk, period: Period, grid: Grid) -> dict[str, Any]:
    return {
        "unit": desk.unit.pk, "organisation": desk.organisation and desk.organisation.pk,
        "year": desk.year, "period": str(period), "items": [item.key for item in grid.items],
        "units": [unit.pk for unit in grid.units],
    }  # fmt: skip


def _places(grid: Grid) -> Iterator[tuple[int, int, Any]]:
    for row, line in enumerate(grid.lines, start=FIRST_ROW):
        for column, cell in enumerate(line.cells, start=FIRST_COLUMN):
            yield row, column, cell


def _fixed(grid: Grid) -> dict[str, str]:
    """Return what nobody changes, by its place: heads, names of units and the sums below."""
    at = xl_rowcol_to_cell
    found = {at(HEAD_ROW, 0): _("Code"), at(HEAD_ROW, 1): _("Unit")}
    for column, item in enumerate(grid.items, start=FIRST_COLUMN):
        found[at(HEAD_ROW, column)] = f"{item.code} {item.title} ({item.way_words})"
    for row, unit in enumerate(grid.units, start=FIRST_ROW):
        found |= {at(row, 0): unit.code, at(row, 1): str(unit)}
    summed = [row for row, line in enumerate(grid.lines, start=FIRST_ROW) if line.is_summed]
    last = FIRST_ROW + len(grid.units)
    found[at(last, 1)] = _("Sum of the lowest units")
    for column, item in enumerate(grid.items, start=FIRST_COLUMN):
        if item.is_count:
            found[at(last, column)] = f"=SUM({','.join(_spans(summed, column))})"
    return found


def _spans(rows: Sequence[int], column: int) -> Iterator[str]:
    """Yield ranges of rows that follow each other: "C5:C9"."""
    first = before = None
    for row in [*rows, None]:
        if first is not None and before is not None and (row is None or row != before + 1):
            yield f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(before, column)}"
            first = None
        first, before = (row if first is None else first), row


def _write_cell(sheet: Any, row: int, column: int, text: str, item: Item, look: Any) -> None:
    figure = read(text, item) if text else None
    if figure is not None and figure.value is not None:
        sheet.write_number(row, column, float(figure.value), look)
    elif text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def _opened(file: Path, name: str) -> dict[str, dict[str, str]]:
    try:
        command = [sys.executable, "-I", str(PROGRAM), str(file)]
        answer = run_bounded(command, seconds=SECONDS, mebibytes=MEBIBYTES)
    except OutOfTime:
        answer = None
    if answer is None or answer.code:
        raise Refused(
            _(
                "%(file)s is no workbook (.xlsx) that can be read; open it in Excel and save "
                "it again."
            )
            % {"file": name}
        )
    found: dict[str, dict[str, str]] = json.loads(answer.output)
    return found


def _require_ours(told: str, wanted: Mapping[str, Any], name: str) -> None:
    try:
        found = json.loads(told)
    except ValueError:
        found = None
    if found == wanted:
        return
    same = ("unit", "organisation", "year", "period")
    if isinstance(found, dict) and all(found.get(key) == wanted[key] for key in same):
        says = _("Units or columns have changed since %(file)s was taken out; take it out anew.")
    else:
        says = _("%(file)s is of another body or period; choose its own page.")
    raise Refused(says % {"file": name})


def _require_untouched(grid: Grid, entry: Cells) -> None:
    wrong = [
        _("%(place)s was “%(was)s”, now “%(now)s”")
        % {"place": place, "was": words, "now": entry.get(place, "")[:60]}
        for place, words in _fixed(grid).items()
        if entry.get(place, "") != words
    ]
    if wrong:
        more = "; …" if len(wrong) > MOST_SHOWN else ""
        raise Refused(
            _(
                "Heads, names or sums were overwritten, so rows may have slipped: %(places)s. "
                "Take it out anew."
            )
            % {"places": "; ".join(wrong[:MOST_SHOWN]) + more}
        )


def _typed_text(text: str) -> str:
    """Return what a cell says as a person would type it: Excel keeps numbers with a point."""
    plain = text.strip()
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return plain
    if not value.is_finite() or abs(value.adjusted()) > LONGEST:
        return plain  # written out, "1e999999999" would fill the memory
    return number(value).replace("\u2212", "-")


def _is_same(text: str, shown: str, item: Item) -> bool:
    if text in NO_DATA_SIGNS:
        text = NO_DATA_SIGNS[0]
    try:
        return read(text, item) == read(shown, item)
    except Refused:
        return False
