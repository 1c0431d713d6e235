"""Protection cases: the models live in the folder's smaller files; Django looks here."""

from mangnon.cases.breaches.breach import BreachNotice, DataBreach
from mangnon.cases.care.carer import Carer
from mangnon.cases.care.need import CareNeed
from mangnon.cases.care.placement import CareCheck, Placement
from mangnon.cases.case import Case, Risk
from mangnon.cases.clock import CaseClock, ClockPause
from mangnon.cases.clocks.local_limit import LocalLimit
from mangnon.cases.consents.consent import Consent
from mangnon.cases.evidence.evidence import Evidence
from mangnon.cases.handover.hand_over import HandOver
from mangnon.cases.matching.agency_record import AgencyRecord
from mangnon.cases.next_limit import NextLimit
from mangnon.cases.notices.notice import Notice
from mangnon.cases.online.harm import OnlineHarm, Takedown
from mangnon.cases.people import CasePerson, Offender
from mangnon.cases.proceedings.booking import InterviewBooking
from mangnon.cases.proceedings.penalty import Penalty
from mangnon.cases.referrals.referral import Referral, ReferralEvent
from mangnon.cases.report import Report
from mangnon.cases.retention.legal_hold import LegalHold
from mangnon.cases.step import Step
from mangnon.cases.taking_part import Part, Participant
from mangnon.cases.urgent.access import UrgentAccess

__all__ = [
    "AgencyRecord", "BreachNotice", "CareCheck", "CareNeed", "Carer", "Case", "CaseClock",
    "CasePerson", "ClockPause", "Consent", "DataBreach", "Evidence", "HandOver",
    "InterviewBooking", "LegalHold", "LocalLimit", "NextLimit", "Notice", "Offender",
    "OnlineHarm", "Part", "Participant", "Penalty", "Placement", "Referral",
    "ReferralEvent", "Report", "Risk", "Step", "Takedown", "UrgentAccess",
]  # fmt: skip
