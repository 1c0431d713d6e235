"""The plan register. The models live in the folder's smaller files; this is where others look."""

from mangnon.plans.body import PlanBody
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
from mangnon.plans.plan import Plan, PlanLine
from mangnon.plans.reviews.review import Review
from mangnon.plans.warning import ReadingWarning
from mangnon.plans.work.assignment import Assignment
from mangnon.plans.work.note import AssignmentNote
from mangnon.plans.work.reminder import TaskReminder
from mangnon.plans.work.updated_task import UpdatedTask

__all__ = [
    "Agency", "Assignment", "AssignmentNote", "BudgetLine", "Comparison", "Deadline", "Donor",
    "Fund", "FundEntry", "FundPosting", "FundingLine", "Grant", "Indicator", "IndicatorLead",
    "Item", "ItemQuerySet", "ItemState", "KeyTask", "KeyTaskItem", "LegalBasis", "Plan", "PlanBody",
    "PlanLine", "Pledge", "ReadingWarning", "Receipt", "Review", "Target", "Task", "TaskReminder",
    "UpdatedTask",
]  # fmt: skip
