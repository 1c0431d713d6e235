"""Protection cases: the models live in the folder's smaller files; Django looks here."""

from mangnon.cases.care.carer import Carer
from mangnon.cases.care.need import CareNeed
from mangnon.cases.care.placement import CareCheck, Placement
from mangnon.cases.case import Case, Risk
from mangnon.cases.clock import CaseClock
from mangnon.cases.matching.agency_record import AgencyRecord
from mangnon.cases.people import CasePerson, Offender
from mangnon.cases.report import Report
from mangnon.cases.step import Step
from mangnon.cases.taking_part import Part, Participant
from mangnon.cases.urgent.access import UrgentAccess

__all__ = [
    "AgencyRecord", "CareCheck", "CareNeed", "Carer", "Case", "CaseClock", "CasePerson",
    "Offender", "Part", "Participant", "Placement", "Report", "Risk", "Step", "UrgentAccess",
]  # fmt: skip
