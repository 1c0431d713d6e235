"""Activities: the models live in the folder's smaller files; Django looks here."""

from mangnon.activities.activity import Activity
from mangnon.activities.attendance.headcount import Headcount
from mangnon.activities.attendance.participant import Participant
from mangnon.activities.calendar.key import CalendarKey
from mangnon.activities.evidence.proof import Proof
from mangnon.activities.importing.sign_in_sheet import SignInSheet
from mangnon.activities.summer.hand_over_list import SummerChild, SummerList
from mangnon.activities.targets.leaf_count import LeafCount

__all__ = [
    "Activity",
    "CalendarKey",
    "Headcount",
    "LeafCount",
    "Participant",
    "Proof",
    "SignInSheet",
    "SummerChild",
    "SummerList",
]  # fmt: skip
