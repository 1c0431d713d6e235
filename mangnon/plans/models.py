"""The plan register. The models live in the folder's smaller files; this is where others look."""

from mangnon.plans.amendments.amendment import Amendment, AmendmentChange
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.bases.link import BasisLink
from mangnon.plans.bases.rules_of_coordination import CoordinationReview, CoordinationRules
from mangnon.plans.bases.supersession import Supersession
from mangnon.plans.body import PlanBody
from mangnon.plans.difficulties.difficulty import Difficulty
from mangnon.plans.difficulties.note import DifficultyNote
from mangnon.plans.funding.fund.gifts import Donor, Pledge, Receipt
from mangnon.plans.funding.fund.grant import Grant
from mangnon.plans.funding.fund.journal import Fund, FundEntry, FundPosting
from mangnon.plans.funding.line import BudgetLine
from mangnon.plans.item import Comparison, Item, ItemQuerySet, ItemState
from mangnon.plans.items import (
    Agency,
    Deadline,
    FundingLine,
    Indicator,
    IndicatorLead,
    KeyTask,
    KeyTaskItem,
    LegalBasis,
    Target,
    Task,
)
from mangnon.plans.local.local_plan import LocalPlan
from mangnon.plans.local.local_target import LocalTarget
from mangnon.plans.plan import Plan, PlanLine
from mangnon.plans.reviews.review import Review
from mangnon.plans.socioeconomic.carried import AskedTarget, CarriedTarget, SocioeconomicPlan
from mangnon.plans.warning import ReadingWarning
from mangnon.plans.work.assignment import Assignment
from mangnon.plans.work.note import AssignmentNote
from mangnon.plans.work.reminder import TaskReminder
from mangnon.plans.work.updated_task import UpdatedTask

__all__ = [
    "Agency", "Amendment", "AmendmentChange", "AskedTarget", "Assignment", "AssignmentNote",
    "BasisLink", "BudgetLine", "CarriedTarget", "Comparison", "CoordinationReview",
    "CoordinationRules", "Deadline", "Difficulty", "DifficultyNote", "Donor", "Fund", "FundEntry",
    "FundPosting", "FundingLine", "Grant", "Indicator", "IndicatorLead", "Item", "ItemQuerySet",
    "ItemState", "KeyTask", "KeyTaskItem", "LegalBasis", "LegalDocument", "LocalPlan",
    "LocalTarget", "Plan", "PlanBody", "PlanLine", "Pledge", "ReadingWarning", "Receipt",
    "Review", "SocioeconomicPlan", "Supersession", "Target", "Task", "TaskReminder",
    "UpdatedTask",
]  # fmt: skip
