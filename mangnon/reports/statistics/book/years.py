"""The sheet of five years: each form's totals side by side; rates are formulas there too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from mangnon.reports.statistics.book.paper import (
    FIRST_COUNT,
    TOTAL_ROW,
    Filled,
    Paper,
    about,
    rate_formula,
)
from mangnon.reports.statistics.cell import NO_DATA
from mangnon.reports.statistics.table import Year
from mangnon.reports.workbook.paper import cell, height, on

NAME, HEAD, FIRST_YEAR = 0, 1, 2
HEAD_ROW = 4


def write_years(paper: Paper, filled: Sequence[Filled]) -> None:
    years = [year.year for year in filled[0].years]
    widths = (50, 40, *(16 for _year in years))
    sheet = paper.sheet(_("Five years"), widths)
    paper.across(sheet, 0, _("Five years side by side").upper(), paper.heading, widths)
    paper.across(sheet, 1, about(filled[0].table), paper.quiet, widths)
    note = _(
        "A year marked with * was counted by another definition; a year without a computation"
        " has no figures."
    )
    paper.across(sheet, 2, note, paper.quiet, widths)
    paper.heads(sheet, HEAD_ROW, [_("Form"), _("Column"), *map(str, years)], widths)
    row = HEAD_ROW + 1
    for one in filled:
        for column, head in enumerate(one.table.heads):
            sheet.write_string(row + column, NAME, one.form.title.vi, paper.text)
            sheet.write_string(row + column, HEAD, head, paper.text)
            texts = {NAME: one.form.title.vi, HEAD: head}
            sheet.set_row(row + column, height(texts, widths))
        for place, year in enumerate(one.years, start=FIRST_YEAR):
            _write_year(paper, sheet, (row, place), one, year)
        row += len(one.table.heads)
    sheet.freeze_panes(HEAD_ROW + 1, FIRST_YEAR)


def _write_year(paper: Paper, sheet: Any, at: tuple[int, int], one: Filled, year: Year) -> None:
    """Write the column of one year downwards; its own year points at the form's sheet."""
    row, column = at
    if year.row is None:
        for place in range(len(one.table.heads)):
            paper.cell(sheet, (row + place, column), NO_DATA)
        return
    after, is_own = "*" if year.is_redefined else "", year.row is one.table.total
    for place, value in enumerate(year.row.cells):
        formula = ""
        if is_own:
            formula = f"={on(one.sheet)}{cell(TOTAL_ROW, FIRST_COUNT + place)}"
        elif place == len(year.row.counts):
            formula = _rate(one, year, row, column)
        paper.cell(sheet, (row + place, column), value, formula, after)


def _rate(one: Filled, year: Year, row: int, column: int) -> str:
    rate, counts = one.form.rate, year.row.counts if year.row else []
    if rate is None:
        return ""
    names = [count.name for count in one.form.counts]
    at = [names.index(name) for name in (rate.top, rate.bottom)]
    top, bottom = (cell(row + place, column) for place in at)
    return rate_formula(rate, top, bottom, [counts[place] for place in at])
