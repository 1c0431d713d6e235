"""Activities: the models live in the folder's smaller files; Django looks here."""

from mangnon.activities.activity import Activity
from mangnon.activities.attendance.headcount import Headcount
from mangnon.activities.attendance.participant import Participant
from mangnon.activities.calendar.key import CalendarKey
from mangnon.activities.evidence.proof import Proof
from mangnon.activities.good_practice.practice import Practice
from mangnon.activities.good_practice.records import (
    Commendation,
    PracticeCost,
    PracticeFigure,
    PracticeFile,
    PracticeState,
    Replication,
)
from mangnon.activities.importing.sign_in_sheet import SignInSheet
from mangnon.activities.inspections.answer import InspectionAnswer
from mangnon.activities.inspections.finding import FindingPhoto, InspectionFinding
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.inspection_plan import InspectionPlan
from mangnon.activities.inspections.penalty import InspectionPenalty
from mangnon.activities.inspections.recommendation import Recommendation, RecommendationStep
from mangnon.activities.inspections.remedy import Remedy
from mangnon.activities.network.core_group import CoreGroup, CoreGroupCount
from mangnon.activities.network.post import Holding, Post, PostPlace, Training
from mangnon.activities.summer.hand_over_list import SummerChild, SummerList
from mangnon.activities.targets.leaf_count import LeafCount
from mangnon.activities.voice.consultation import Consultation, Question, SessionCode
from mangnon.activities.voice.response import VoiceResponse
from mangnon.activities.voice.tries import WrongCode
from mangnon.activities.voice.voice_answer import FreeText, VoiceAnswer

__all__ = [
    "Activity",
    "CalendarKey",
    "Commendation",
    "Consultation",
    "CoreGroup",
    "CoreGroupCount",
    "FindingPhoto",
    "FreeText",
    "Headcount",
    "Holding",
    "Inspection",
    "InspectionAnswer",
    "InspectionFinding",
    "InspectionPenalty",
    "InspectionPlan",
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
    "Question",
    "Recommendation",
    "RecommendationStep",
    "Remedy",
    "Replication",
    "SessionCode",
    "SignInSheet",
    "SummerChild",
    "SummerList",
    "Training",
    "VoiceAnswer",
    "VoiceResponse",
    "WrongCode",
]
