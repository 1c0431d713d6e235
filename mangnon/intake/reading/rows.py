"""Reads one file into typed rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mangnon.core.refused import Refused
from mangnon.intake.importers import Column, Problem
from mangnon.intake.opening.asking import Cells, Opened, open_file
from mangnon.intake.reading.cells import read_column
from mangnon.intake.reading.headings import Headings, find_headings
from mangnon.intake.reading.sheet import Sheet
from mangnon.intake.reading.tail import without_empty, without_totals


def read(
    path: Path,
    columns: Sequence[Column],
    mapping: Mapping[str, str] | None = None,
    *,
    name: str | None = None,
) -> Sheet:
    """Return the typed rows of the sheet that has the headings; raise Refused without one.

    `mapping` says by hand which heading stands for which column, "" for one to leave out. `name` is
    what the file is called by whoever brought it.
    """
    called = name or path.name
    opened = open_file(path, called)
    cells, headings = _with_headings(opened, columns, mapping, called)
    numbered = cells.frame.with_row_index("row", offset=1).slice(headings.first_data_row - 1)
    filled = without_empty(numbered)
    table, totals = without_totals(filled)
    if not table.height:
        raise Refused(
            _("%(file)s has headings and no rows below them; fill in the rows and try again.")
            % {"file": called}
        )
    notes = _notes(opened, cells, totals)
    rows, problems = _typed(table, columns, headings, notes)
    return Sheet(
        name=cells.sheet,
        rows=rows,
        problems=problems,
        notes=notes,
        titles=_titles(cells, headings),
        mapping=headings.mapping,
        unknown_headings=headings.unknown,
        missing=[c for c in columns if c.is_required and c.name not in headings.positions],
        positions=headings.positions,
        heading_row=headings.last_row,
        cells=cells.frame,
        error_column=headings.error_column,
    )


def _with_headings(
    opened: Opened, columns: Sequence[Column], mapping: Mapping[str, str] | None, name: str
) -> tuple[Cells, Headings]:
    """Return the sheet with the most headings that are known, the first of equals."""
    found = []
    for cells in opened.sheets:
        headings = find_headings(cells.frame, columns, mapping)
        if headings is not None:
            found.append((cells, headings))
    if not found:
        if not any(cells.frame.height for cells in opened.sheets):
            raise Refused(
                _("%(file)s has no rows; fill in the sheet and try again.") % {"file": name}
            )
        shown = ", ".join(f"“{c.heading}”" for c in columns if c.is_required and not c.is_hidden)
        raise Refused(
            _(
                "%(file)s has no row of headings that is known (such as %(headings)s); put them "
                "above the rows, or start from the template."
            )
            % {"file": name, "headings": shown or f"“{columns[0].heading}”"}
        )
    return max(found, key=lambda pair: len(pair[1].positions))


def _typed(
    table: pl.DataFrame, columns: Sequence[Column], headings: Headings, notes: list[str]
) -> tuple[pl.DataFrame, list[Problem]]:
    typed: list[pl.Series] = [table["row"]]
    problems: list[Problem] = []
    for column in columns:
        place = headings.positions.get(column.name)
        texts = None if place is None else table[f"c{place}"]
        answer = read_column(column, texts, table["row"])
        typed += answer.series
        problems += answer.problems
        notes += answer.notes
    problems.sort(key=lambda problem: problem.row)
    return pl.DataFrame(typed), problems


def _titles(cells: Cells, headings: Headings) -> list[str]:
    above = cells.frame.head(headings.first_row - 1).iter_rows()
    lines = (
        " ".join(" ".join(cell.replace("\0", "").split()) for cell in row if cell) for row in above
    )
    return [line for line in lines if line]


def _notes(opened: Opened, cells: Cells, totals: int) -> list[str]:
    notes = []
    others = [sheet.sheet for sheet in opened.sheets if sheet is not cells and sheet.frame.height]
    if others:
        notes.append(
            _("Only the sheet “%(sheet)s” was read; not: %(others)s.")
            % {"sheet": cells.sheet, "others": ", ".join(others)}
        )
    if opened.hidden:
        notes.append(
            _("Hidden sheets were not read: %(sheets)s.") % {"sheets": ", ".join(opened.hidden)}
        )
    if cells.old_fonts:
        notes.append(
            _("%(count)d cells in an old font (TCVN3 or VNI) were turned into Unicode.")
            % {"count": cells.old_fonts}
        )
    if cells.hidden_rows:
        notes.append(
            _("%(count)d hidden rows, as by a filter, were read like the others.")
            % {"count": cells.hidden_rows}
        )
    if totals:
        notes.append(
            ngettext(
                "One row of totals or signatures at the end was left out.",
                "%(count)d rows of totals or signatures at the end were left out.",
                totals,
            )
            % {"count": totals}
        )
    return notes
