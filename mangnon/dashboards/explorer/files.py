"""The lines as files: CSV, a workbook, JSON. The same columns in each, numbers as numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from mangnon.dashboards.explorer.lines import Line
from mangnon.dashboards.explorer.page import Explored
from mangnon.indicators.moving import as_number
from mangnon.ui.formats import UNIT_SUFFIXES, date_text

BYTE_ORDER = "\ufeff"  # without it Excel does not read a CSV as UTF-8
WIDE, NARROW = 30, 13


def columns(found: Explored) -> list[str]:
    """Return the headings."""
    return [
        _("Indicator"), _("Code of the unit"), _("Unit"), *found.titles, _("Time"), _("Figure"),
        _("Measure"), _("Low"), _("High"), _("Numerator"), _("Denominator"), _("State"), _("Note"),
    ]  # fmt: skip


def rows(found: Explored) -> list[list[str | float | int | None]]:
    """Return the lines; a figure that is not there is empty, and its state says which absence."""
    return [_cells(found, line) for line in found.lines]


def to_csv(found: Explored) -> bytes:
    """Return the lines as CSV in UTF-8; decimals have a point, as in every CSV of the system."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns(found))
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows(found))
    return (BYTE_ORDER + text.getvalue()).encode()


def to_xlsx(found: Explored) -> bytes:
    """Return a workbook: the lines, and a sheet that says what they are."""
    content, definition = io.BytesIO(), found.source.definition
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        decimals = f".{'0' * definition.decimals}" if definition.decimals else ""
        figure = book.add_format({"num_format": f"#,##0{decimals}"})
        whole = book.add_format({"num_format": "#,##0"})
        sheet = book.add_worksheet(_("Figures"))
        headings = columns(found)
        sheet.write_row(0, 0, headings, bold)
        sheet.set_column(0, len(headings) - 1, NARROW)
        sheet.set_column(2, 2, WIDE)
        counts = {headings.index(_("Numerator")), headings.index(_("Denominator"))}
        for number, row in enumerate(rows(found), start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, int | float):
                    sheet.write_number(number, place, cell, whole if place in counts else figure)
                elif cell:
                    sheet.write_string(number, place, cell)
        sheet.freeze_panes(1, 3)
        about = book.add_worksheet(_("About the figures"))
        about.set_column(0, 0, WIDE)
        about.set_column(1, 1, 3 * WIDE)
        for number, (label, said) in enumerate(receipt(found)):
            about.write_string(number, 0, label, bold)
            about.write_string(number, 1, said)
    return content.getvalue()


def to_json(found: Explored) -> dict[str, Any]:
    """Return the lines under the names that `indicators show` gives them."""
    return {
        "leaf": found.source.definition.leaf,
        "snapshot": found.source.run.snapshot.code,
        "dimensions": list(found.choice.dimensions),
        "rows": [
            {
                "unit": line.unit.code,
                "unit_valid_from": line.unit.valid_from.isoformat(),
                "members": list(line.members),
                "is_rest": line.is_rest,
                "when": line.when or found.source.run.snapshot.as_of.isoformat(),
                "value": line.value,
                "low": line.low,
                "high": line.high,
                "numerator": as_number(line.numerator),
                "denominator": as_number(line.denominator),
                "state": line.state,
                "flags": list(line.flags),
            }
            for line in found.lines
        ],
    }


def receipt(found: Explored) -> Sequence[tuple[str, str]]:
    """Return what the figures are, and what they come from."""
    definition, run = found.source.definition, found.source.run
    return [
        (_("Indicator"), f"{definition.leaf}. {definition.title.vi}"),
        (_("Formula"), definition.formula_vi),
        (_("As of"), date_text(run.snapshot.as_of)),
        (_("Snapshot"), run.snapshot.code),
        ("SHA-256", run.snapshot.manifest_sha256),
        (_("State"), "; ".join(state_words().values())),
    ]


def state_words() -> dict[str, str]:
    """Return what a reader of a file is told of each state."""
    return {
        "value": _("has a figure"),
        "zero": _("zero"),
        "no_data": _("no figure yet"),
        "not_applicable": _("nothing to count"),
        "suppressed": _("not shown: too few children"),
    }


def _cells(found: Explored, line: Line) -> list[str | float | int | None]:
    measure = found.source.definition.unit
    when = line.when or date_text(found.source.run.snapshot.as_of)
    return [
        found.source.definition.leaf,
        line.unit.code,
        found.unit_name(line.unit),
        *found.member_names(line),
        when,
        line.value,
        UNIT_SUFFIXES[measure],
        *line.spread,
        as_number(line.numerator),
        as_number(line.denominator),
        state_words()[line.state],
        found.note(line),
    ]
