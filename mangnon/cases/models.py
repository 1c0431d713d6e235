"""Protection cases: the models live in the folder's smaller files; Django looks here."""

from mangnon.cases.case import Case, Risk
from mangnon.cases.clock import CaseClock
from mangnon.cases.evidence.evidence import Evidence
from mangnon.cases.handover.hand_over import HandOver
from mangnon.cases.next_limit import NextLimit
from mangnon.cases.online.harm import OnlineEvidence, OnlineHarm, Takedown
from mangnon.cases.people import CasePerson, Offender
from mangnon.cases.proceedings.booking import InterviewBooking
from mangnon.cases.proceedings.penalty import Penalty
from mangnon.cases.referrals.referral import Referral, ReferralEvent
from mangnon.cases.report import Report
from mangnon.cases.step import Step
from mangnon.cases.taking_part import Part, Participant
from mangnon.cases.urgent.access import UrgentAccess

__all__ = [
    "Case", "CaseClock", "CasePerson", "Evidence", "HandOver", "InterviewBooking", "NextLimit",
    "Offender", "OnlineEvidence", "OnlineHarm", "Part", "Participant", "Penalty", "Referral",
    "ReferralEvent", "Report", "Risk", "Step", "Takedown", "UrgentAccess",
]  # fmt: skip
