"""The workbook to fill in: official headings, lists to choose from, a unit's own records."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mangnon.core.models import Unit, User
from mangnon.intake.importers import CellKind, Column, Importer

EMPTY_ROWS = 1_000  # below the records, with lists and formats ready
_FORMATS = {
    CellKind.DATE: "dd/mm/yyyy",
    CellKind.NUMBER: "General",
    CellKind.WHOLE: "0",
}
_LONGEST_NOTE = 900


def template(importer: Importer, unit: Unit, by: User) -> bytes:
    """Return the workbook of one kind of record, with what the register holds of the unit."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    columns = list(importer.columns())
    sheet = book.add_worksheet(_("Entry"))
    guide = book.add_worksheet(_("How to fill in"))
    formats = {kind: book.add_format({"num_format": _FORMATS.get(kind, "@")}) for kind in CellKind}
    records = list(importer.prefilled(unit, by))
    last_row = len(records) + EMPTY_ROWS
    _write_headings(book, sheet, columns, formats)
    for at, record in enumerate(records, start=1):
        for place, column in enumerate(columns):
            _write_cell(sheet, at, place, column, record, formats)
    _offer_lists(book, sheet, columns, last_row)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last_row, len(columns) - 1)
    _write_guide(book, guide, columns)
    book.close()
    return target.getvalue()


def _write_headings(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    columns: Sequence[Column],
    formats: dict[CellKind, Format],
) -> None:
    look = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    required = book.add_format(look | {"bg_color": "#CFE8D5"})
    optional = book.add_format(look | {"bg_color": "#EEF2EF"})
    sheet.set_row(0, 32)
    for place, column in enumerate(columns):
        hidden = {"hidden": True} if column.is_hidden else {}
        sheet.set_column(place, place, column.width, formats[column.kind], hidden)
        sheet.write_string(0, place, column.heading, required if column.is_required else optional)
        if column.hint:
            sheet.write_comment(0, place, column.hint[:_LONGEST_NOTE], {"author": "Măng Non"})


def _write_cell(
    sheet: Worksheet,
    row: int,
    place: int,
    column: Column,
    record: Any,
    formats: dict[CellKind, Format],
) -> None:
    """Write one value; text is written as text, so that none becomes a formula."""
    value = record.get(column.name)
    if value is None or value == "":
        return
    look = formats[column.kind]
    if isinstance(value, date):
        precision = record.get(f"{column.name}_precision") or "day"
        if precision == "day":
            sheet.write_datetime(row, place, value, look)
        else:
            sheet.write_string(
                row, place, f"{value:%m/%Y}" if precision == "month" else f"{value:%Y}"
            )
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, place, value, look)
    else:
        words = column.codes.get(str(value), ()) if column.kind is CellKind.CODE else ()
        sheet.write_string(row, place, words[0] if words else str(value), look)


def _offer_lists(
    book: xlsxwriter.Workbook, sheet: Worksheet, columns: Sequence[Column], last_row: int
) -> None:
    """Let each code be chosen from its words, which stand on a hidden sheet."""
    coded = [(place, column) for place, column in enumerate(columns) if column.codes]
    if not coded:
        return
    lists = book.add_worksheet(_("Lists"))
    lists.hide()
    for at, (place, column) in enumerate(coded):
        words = [said[0] if said else code for code, said in column.codes.items()]
        lists.write_column(0, at, words)
        letter = xlsxwriter.utility.xl_col_to_name(at)
        source = f"='{lists.get_name()}'!${letter}$1:${letter}${len(words)}"
        sheet.data_validation(
            1,
            place,
            last_row,
            place,
            {
                "validate": "list",
                "source": source,
                "error_type": "warning",
                "error_title": column.heading[:32],
                "error_message": _("Choose one of the list."),
            },
        )


def _write_guide(book: xlsxwriter.Workbook, guide: Worksheet, columns: Sequence[Column]) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#CFE8D5", "border": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for place, (heading, width) in enumerate(
        ((_("Column"), 28), (_("Required"), 10), (_("What to write"), 60), (_("Words known"), 70))
    ):
        guide.set_column(place, place, width)
        guide.write_string(0, place, heading, bold)
    shown = [column for column in columns if not column.is_hidden]
    for at, column in enumerate(shown, start=1):
        words = "; ".join(said[0] if said else code for code, said in column.codes.items())
        cells = (column.heading, _("yes") if column.is_required else "", column.hint, words)
        for place, text in enumerate(cells):
            guide.write_string(at, place, text, wrapped)
    guide.freeze_panes(1, 0)
