"""Protection cases: the models live in the folder's smaller files; Django looks here."""

from mangnon.cases.breaches.breach import BreachNotice, DataBreach
from mangnon.cases.case import Case, Risk
from mangnon.cases.clock import CaseClock, ClockPause
from mangnon.cases.clocks.local_limit import LocalLimit
from mangnon.cases.consents.consent import Consent
from mangnon.cases.notices.notice import Notice
from mangnon.cases.people import CasePerson, Offender
from mangnon.cases.report import Report
from mangnon.cases.retention.legal_hold import LegalHold
from mangnon.cases.step import Step
from mangnon.cases.taking_part import Part, Participant

__all__ = [
    "BreachNotice", "Case", "CaseClock", "CasePerson", "ClockPause", "Consent", "DataBreach",
    "LegalHold", "LocalLimit", "Notice", "Offender", "Part", "Participant", "Report", "Risk",
    "Step",
]  # fmt: skip
