"""The half-year report: figures of a day in the first half, its .docx and its .xlsx."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mangnon.reports.asked import Asked, Span, layout_for, within
from mangnon.reports.made import Change, Made, unchanged
from mangnon.reports.periods.half_year.facts import gather_half_year
from mangnon.reports.periods.half_year.layout import HalfYearLayout
from mangnon.reports.periods.half_year.paper import KIND, half_year_report
from mangnon.reports.periods.half_year.sheet import write_half_year
from mangnon.reports.periods.half_year.words import HalfWording
from mangnon.reports.pictures import draw
from mangnon.reports.wording import Wording
from mangnon.reports.workbook.paper import Paper
from mangnon.reports.workbook.targets import Written


def span(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 6, 30))


def made(asked: Asked, change: Change = unchanged) -> Made:
    """Return the report; `change` marks its facts. Refused for figures of no first half-year."""
    within(asked, span(asked.year))
    found = gather_half_year(asked)
    half = replace(found, facts=change(found.facts))
    layout = layout_for(KIND, HalfYearLayout, asked.units_day)
    say = Wording(half.facts, layout)
    words = HalfWording(half, say, layout)

    def own_sheets(paper: Paper, written: Written) -> None:
        write_half_year(paper, written, words)

    document = half_year_report(half, layout, draw(say))
    return Made(KIND, say, document, own_sheets, half.receipts())


def make(asked: Asked) -> tuple[bytes, bytes]:
    """Return the .docx and the .xlsx."""
    return made(asked).files()
