"""Two more sheets of the spreadsheet annex: the bodies that report, and the figures that differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mangnon.reports.consolidating.layout import say as told
from mangnon.reports.consolidating.layout import words
from mangnon.reports.consolidating.paper import Sources, at_place, why
from mangnon.reports.workbook.paper import FIRST_ROW, HEAD_ROW, Paper
from mangnon.ui import formats

BODY, SHORT, DAY, WHY = 44, 6, 14, 60  # widths in letters
Cell = str | int | float


def write_sources(paper: Paper, sources: Sources) -> None:
    """Write the sheet of the bodies, and that of the figures where any differ."""
    heads = ("order", "body", "stands", "due", "days_late", "number", "signed")
    sheet = _begun(paper, "bodies", "bodies", heads, (SHORT, BODY, 24, DAY, DAY, 24, DAY))
    for row, body in enumerate(sources.bodies, start=FIRST_ROW):
        sent = body.submission
        cells = (
            row - FIRST_ROW + 1, body.name, words("stands", body.stands),
            _day(body.obligation.due_on), body.days_late or "", sent.number if sent else "",
            _day(sent.signed_on if sent else None),
        )  # fmt: skip
        _write(paper, sheet, row, cells)
    if sources.disagreements:
        _write_disagreements(paper, sources)


def _write_disagreements(paper: Paper, sources: Sources) -> None:
    heads = ("order", "body", "indicator", "told", "computed", "why")
    widths = (SHORT, BODY, WHY, DAY, DAY, WHY)
    sheet = _begun(paper, "disagreements", "disagreements", heads, widths)
    for row, one in enumerate(sources.disagreements, start=FIRST_ROW):
        leaf, standing = at_place(paper.facts, one)
        named = f"{one.leaf}. {leaf.title if leaf else one.title}"
        _write(paper, sheet, row, (row - FIRST_ROW + 1, one.body, named))
        hidden = paper.sign(standing)
        for column, value in ((3, one.told), (4, standing.value)):
            if standing.is_hidden or value is None:
                sheet.write_string(row, column, hidden, paper.center)
            else:
                mark = f' "{told("corrected_mark")}"' if column == 3 and one.is_corrected else ""
                form = paper.number(one.decimals, after=mark)
                sheet.write_number(row, column, value, form)
        sheet.write_string(row, 5, why(one), paper.text)


def _begun(
    paper: Paper, name: str, title: str, heads: Sequence[str], widths: Sequence[float]
) -> Any:
    sheet = paper.sheet_called(words("sheets", name), widths)
    sheet.merge_range(0, 0, 0, len(heads) - 1, "", paper.title)
    sheet.write_string(0, 0, words("headings", title).upper(), paper.title)
    for column, head in enumerate(heads):
        sheet.write_string(HEAD_ROW, column, words("columns", head), paper.head)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.repeat_rows(HEAD_ROW)
    return sheet


def _write(paper: Paper, sheet: Any, row: int, cells: Sequence[Cell]) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(row, column, cell, paper.text)
        else:
            sheet.write_number(row, column, cell, paper.number())


def _day(day: date | None) -> str:
    return formats.date_text(day) if day else ""
