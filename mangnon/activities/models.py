"""Activities: the models live in the folder's smaller files; Django looks here."""

from mangnon.activities.activity import Activity
from mangnon.activities.attendance.headcount import Headcount
from mangnon.activities.attendance.participant import Participant
from mangnon.activities.calendar.key import CalendarKey
from mangnon.activities.evidence.proof import Proof
from mangnon.activities.good_practice.beside import (
    Commendation,
    PracticeCost,
    PracticeFigure,
    PracticeFile,
    PracticeState,
    Replication,
)
from mangnon.activities.good_practice.practice import Practice
from mangnon.activities.importing.sign_in_sheet import SignInSheet
from mangnon.activities.network.core_group import CoreGroup, CoreGroupCount
from mangnon.activities.network.post import Holding, Post, PostPlace, Training
from mangnon.activities.summer.hand_over_list import SummerChild, SummerList
from mangnon.activities.targets.leaf_count import LeafCount

__all__ = [
    "Activity",
    "CalendarKey",
    "Commendation",
    "CoreGroup",
    "CoreGroupCount",
    "Headcount",
    "Holding",
    "LeafCount",
    "Participant",
    "Post",
    "PostPlace",
    "Practice",
    "PracticeCost",
    "PracticeFigure",
    "PracticeFile",
    "PracticeState",
    "Proof",
    "Replication",
    "SignInSheet",
    "SummerChild",
    "SummerList",
    "Training",
]  # fmt: skip
