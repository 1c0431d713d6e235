"""The first sheet of a yearly book: which forms it holds, by group, and which have figures."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mangnon.engine.statistics.form import Regime
from mangnon.reports.statistics.book.paper import Filled, Paper, about, checked_words
from mangnon.reports.statistics.cell import HIDDEN_CELL
from mangnon.reports.workbook.paper import height
from mangnon.ui.formats import HIDDEN

WIDTHS = (10, 10, 66, 22, 50)
FIRST_ROW = 5


def write_contents(paper: Paper, regime: Regime, filled: Sequence[Filled]) -> None:
    sheet = paper.sheet(_("Contents"), WIDTHS)
    paper.across(sheet, 0, paper.title.upper(), paper.heading, WIDTHS)
    paper.across(sheet, 1, about(filled[0].table), paper.quiet, WIDTHS)
    title = _("Circular %(number)s: %(title)s") % {
        "number": regime.number,
        "title": regime.title,
    }
    paper.across(sheet, 2, title, paper.quiet, WIDTHS)
    compared = _("Compared with the original text")
    heads = [_("Form"), _("Code"), _("Name"), _("Are there figures"), compared]
    paper.heads(sheet, FIRST_ROW - 1, heads, WIDTHS)
    row = FIRST_ROW
    for group in regime.groups:
        inside = [one for one in filled if one.form.group == group.code]
        if not inside:
            continue
        paper.across(sheet, row, f"{group.short}. {group.vi}", paper.section, WIDTHS)
        for one in inside:
            row += 1
            texts = (one.form.number, one.form.title.vi, _has_figures(one), checked_words(one.form))
            sheet.write_url(row, 0, f"internal:'{one.sheet}'!A1", paper.link, one.sheet)
            for column, text in enumerate(texts, start=1):
                sheet.write_string(row, column, text, paper.text)
            sheet.set_row(row, height(dict(enumerate(texts, start=1)), WIDTHS))
        row += 1
    sheet.freeze_panes(FIRST_ROW, 0)


def _has_figures(one: Filled) -> str:
    cells = one.table.total.cells
    if all(cell.is_value for cell in cells):
        return _("there are figures")
    missing = next(cell for cell in cells if not cell.is_value)
    return HIDDEN if missing == HIDDEN_CELL else missing.words
