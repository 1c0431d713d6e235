"""The report of five years that end with the plan's year: its .docx and its .xlsx."""

from __future__ import annotations

from datetime import date

from mangnon.documents.writing import write
from mangnon.reports.asked import Asked, Span, layout_for, within
from mangnon.reports.periods.five_year.facts import gather_five_year
from mangnon.reports.periods.five_year.layout import FiveYearLayout
from mangnon.reports.periods.five_year.paper import KIND, five_year_report
from mangnon.reports.periods.five_year.sheet import write_five_year
from mangnon.reports.periods.five_year.words import FiveWording
from mangnon.reports.pictures import draw
from mangnon.reports.wording import Wording
from mangnon.reports.workbook import consolidated_workbook


def span(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def make(asked: Asked) -> tuple[bytes, bytes]:
    """Return the .docx and the .xlsx; Refused for figures of another year."""
    within(asked, span(asked.year))
    five = gather_five_year(asked)
    layout = layout_for(KIND, FiveYearLayout, asked.units_day)
    say = Wording(five.facts, layout)
    words = FiveWording(five, say, layout)
    document = write(five_year_report(five, layout, draw(say)))
    workbook = consolidated_workbook(
        five.facts, layout, lambda paper, written: write_five_year(paper, written, words)
    )
    return document, workbook
