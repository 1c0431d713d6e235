"""The report on a second half-year, or on the days that somebody asked about at once."""

from __future__ import annotations

from mangnon.reports.asked import Asked, layout_for, within
from mangnon.reports.consolidated import consolidated_report
from mangnon.reports.content import gather
from mangnon.reports.made import Change, Made, unchanged
from mangnon.reports.periods.part_of_year.layout import CODE, Part, PartLayout
from mangnon.reports.pictures import draw
from mangnon.reports.wording import Wording


def made(asked: Asked, part: Part, change: Change = unchanged) -> Made:
    """Return the report; `change` marks its facts. Refused for figures of days not in the part.

    Figures are those of the year up to their day, as in every report; it says so.
    """
    within(asked, part.span)
    facts = gather(
        year=asked.year, run=asked.run, by=asked.by, units_on=asked.units_on, since=part.span.first
    )
    layout = layout_for(CODE, PartLayout, asked.units_day).of(part)
    say = Wording(change(facts), layout)
    document = consolidated_report(say.facts, layout, draw(say), kind=part.kind)
    return Made(part.kind, say, document)
