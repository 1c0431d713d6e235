"""The consolidated report of the year, made from its facts."""

from __future__ import annotations

from mangnon.documents.writing import write
from mangnon.reports.asked import Asked, layout_for
from mangnon.reports.consolidated import consolidated_report
from mangnon.reports.content import gather
from mangnon.reports.layouts import Layout
from mangnon.reports.pictures import draw
from mangnon.reports.wording import Wording
from mangnon.reports.workbook import consolidated_workbook


def make(asked: Asked) -> tuple[bytes, bytes]:
    """Return the .docx and the .xlsx of the consolidated report."""
    facts = gather(year=asked.year, run=asked.run, by=asked.by, units_on=asked.units_on)
    layout = layout_for("consolidated", Layout, asked.units_day)
    pictures = draw(Wording(facts, layout))
    document = write(consolidated_report(facts, layout, pictures))
    return document, consolidated_workbook(facts, layout)
