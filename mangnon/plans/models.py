"""The plan register. The models live in the folder's smaller files; this is where others look."""

from mangnon.plans.items import (
    Agency,
    Deadline,
    FundingLine,
    Indicator,
    IndicatorLead,
    ItemState,
    KeyTask,
    KeyTaskItem,
    LegalBasis,
    Target,
    Task,
)
from mangnon.plans.plan import Plan, PlanLine
from mangnon.plans.warning import ReadingWarning

__all__ = [
    "Agency", "Deadline", "FundingLine", "Indicator", "IndicatorLead", "ItemState", "KeyTask",
    "KeyTaskItem", "LegalBasis", "Plan", "PlanLine", "ReadingWarning", "Target", "Task",
]  # fmt: skip
