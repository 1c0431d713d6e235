"""The half-year report: figures of a day in the first half, its .docx and its .xlsx."""

from __future__ import annotations

from datetime import date

from mangnon.documents.writing import write
from mangnon.reports.asked import Asked, Span, layout_for, within
from mangnon.reports.periods.half_year.facts import gather_half_year
from mangnon.reports.periods.half_year.layout import HalfYearLayout
from mangnon.reports.periods.half_year.paper import KIND, half_year_report
from mangnon.reports.periods.half_year.sheet import write_half_year
from mangnon.reports.periods.half_year.words import HalfWording
from mangnon.reports.pictures import draw
from mangnon.reports.wording import Wording
from mangnon.reports.workbook import consolidated_workbook


def span(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 6, 30))


def make(asked: Asked) -> tuple[bytes, bytes]:
    """Return the .docx and the .xlsx; Refused for figures that are not of the first half-year."""
    within(asked, span(asked.year))
    half = gather_half_year(asked)
    layout = layout_for(KIND, HalfYearLayout, asked.units_day)
    say = Wording(half.facts, layout)
    words = HalfWording(half, say, layout)
    document = write(half_year_report(half, layout, draw(say)))
    workbook = consolidated_workbook(
        half.facts, layout, lambda paper, written: write_half_year(paper, written, words)
    )
    return document, workbook
