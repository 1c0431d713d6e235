"""Forms as a spreadsheet: rates and totals are formulas over the counts that stand beside them.

Beside each formula our own figure is stored as its result, for readers that do not recalculate.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mangnon.core.models import Refused
from mangnon.engine.statistics.form import Regime
from mangnon.reports.statistics.book.contents import write_contents
from mangnon.reports.statistics.book.form_sheet import write_form
from mangnon.reports.statistics.book.paper import Filled, Paper
from mangnon.reports.statistics.book.sources import write_sources
from mangnon.reports.statistics.book.years import write_years

__all__ = ["Filled", "workbook"]


def workbook(regime: Regime, filled: Sequence[Filled], title: str) -> bytes:
    """Return the .xlsx of the forms, each on a sheet; equal forms give equal bytes.

    Several forms begin with a list of contents. Raises Refused while it is still being found which
    breakdowns are hidden.
    """
    if any(one.table.is_preparing for one in filled):
        raise Refused(
            _("It is still being found which small numbers are hidden; try again in a few minutes.")
        )
    paper = Paper(title, filled[0].table.asked.run.computed_at)
    if len(filled) > 1:
        write_contents(paper, regime, filled)
    for one in filled:
        write_form(paper, regime, one)
    write_years(paper, filled)
    write_sources(paper, filled)
    return paper.closed()
