"""The report of five years that end with the plan's year: its .docx and its .xlsx."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mangnon.reports.asked import Asked, Span, layout_for, within
from mangnon.reports.made import Change, Made, unchanged
from mangnon.reports.periods.five_year.facts import gather_five_year
from mangnon.reports.periods.five_year.layout import FiveYearLayout
from mangnon.reports.periods.five_year.paper import KIND, five_year_report
from mangnon.reports.periods.five_year.sheet import write_five_year
from mangnon.reports.periods.five_year.words import FiveWording
from mangnon.reports.pictures import draw
from mangnon.reports.wording import Wording
from mangnon.reports.workbook.paper import Paper
from mangnon.reports.workbook.targets import Written


def span(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def made(asked: Asked, change: Change = unchanged) -> Made:
    """Return the report; `change` marks its facts. Refused for figures of another year."""
    within(asked, span(asked.year))
    found = gather_five_year(asked)
    five = replace(found, facts=change(found.facts))
    layout = layout_for(KIND, FiveYearLayout, asked.units_day)
    say = Wording(five.facts, layout)
    words = FiveWording(five, say, layout)

    def own_sheets(paper: Paper, written: Written) -> None:
        write_five_year(paper, written, words)

    document = five_year_report(five, layout, draw(say))
    return Made(KIND, say, document, own_sheets, five.receipts())


def make(asked: Asked) -> tuple[bytes, bytes]:
    """Return the .docx and the .xlsx."""
    return made(asked).files()
