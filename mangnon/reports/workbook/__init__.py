"""The spreadsheet annex: the rows of the Word annexes and more, with numbers that calculate.

The counts of every commune stand in one sheet; districts and province add them up, and every
value, difference and total is a formula over cells. Beside each formula the figure of the report is
stored as its result, so that a reader without recalculation sees the same.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import xlsxwriter

from mangnon.reports.facts import Facts
from mangnon.reports.layouts import Layout
from mangnon.reports.wording import Wording
from mangnon.reports.workbook.counts import Counts
from mangnon.reports.workbook.national import write_national
from mangnon.reports.workbook.paper import Paper
from mangnon.reports.workbook.places import write_communes, write_counts, write_districts
from mangnon.reports.workbook.source import write_source
from mangnon.reports.workbook.summary import write_summary
from mangnon.reports.workbook.targets import Written, write_targets
from mangnon.reports.workbook.years import write_years

Sheets = Callable[[Paper, Written], None]


def consolidated_workbook(
    facts: Facts,
    layout: Layout,
    own_sheets: Sheets | None = None,
    more: Callable[[Paper], None] | None = None,
) -> bytes:
    """Return the .xlsx annex of a report; equal facts give equal bytes.

    A kind of report writes its `own_sheets` after that of the targets, instead of the years. `more`
    writes what the report says beyond its figures.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    own = facts.own_due()
    book.set_properties(
        {
            "title": str(layout.say("annex_targets", year=facts.year)),
            "author": own.reporters[0] if own and own.reporters else "",
            "created": facts.computed_at.replace(tzinfo=None),
        }
    )
    paper = Paper(book, Wording(facts, layout))
    counts = Counts(facts, layout.sheets["counts"])
    written = write_targets(paper, counts)
    if own_sheets:
        own_sheets(paper, written)
    elif facts.years:
        write_years(paper, written.rows)
    if facts.milestone:
        write_national(paper, written.rows)
    if facts.districts:
        write_districts(paper, counts)
    write_communes(paper, counts)
    write_summary(paper, written)
    write_counts(paper, counts)
    if more is not None:
        more(paper)
    write_source(paper)
    book.close()
    return buffer.getvalue()
