"""Protection cases: the models live in the folder's smaller files; Django looks here."""

from mangnon.cases.case import Case, Risk
from mangnon.cases.clock import CaseClock
from mangnon.cases.next_limit import NextLimit
from mangnon.cases.online.harm import Evidence, OnlineHarm, Takedown
from mangnon.cases.people import CasePerson, Offender
from mangnon.cases.report import Report
from mangnon.cases.step import Step
from mangnon.cases.taking_part import Part, Participant

__all__ = [
    "Case", "CaseClock", "CasePerson", "Evidence", "NextLimit", "Offender", "OnlineHarm", "Part",
    "Participant", "Report", "Risk", "Step", "Takedown",
]  # fmt: skip
