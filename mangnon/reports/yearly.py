"""The consolidated report of the year, made from its facts."""

from __future__ import annotations

from mangnon.reports.asked import Asked, layout_for
from mangnon.reports.consolidated import KIND, consolidated_report
from mangnon.reports.content import gather
from mangnon.reports.layouts import Layout
from mangnon.reports.made import Change, Made, unchanged
from mangnon.reports.pictures import draw
from mangnon.reports.wording import Wording


def made(asked: Asked, change: Change = unchanged) -> Made:
    """Return the consolidated report; `change` marks its facts."""
    facts = gather(year=asked.year, run=asked.run, by=asked.by, units_on=asked.units_on)
    layout = layout_for(KIND, Layout, asked.units_day)
    say = Wording(change(facts), layout)
    return Made(KIND, say, consolidated_report(say.facts, layout, draw(say)))


def make(asked: Asked) -> tuple[bytes, bytes]:
    """Return the .docx and the .xlsx of the consolidated report."""
    return made(asked).files()
