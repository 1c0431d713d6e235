"""Every model of the app, gathered for Django; each stands in a file of its own."""

from mangnon.values.grid.cell import EntryCell, EntryChange
from mangnon.values.grid.sheet import EntryColumn, EntrySheet
from mangnon.values.population import PopulationFigure
from mangnon.values.reported_count import ReportedCount
from mangnon.values.reported_value import ReportedValue

__all__ = [
    "EntryCell",
    "EntryChange",
    "EntryColumn",
    "EntrySheet",
    "PopulationFigure",
    "ReportedCount",
    "ReportedValue",
]
