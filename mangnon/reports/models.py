"""The reports. The models live in the folder's smaller files; this is where others look."""

from mangnon.reports.consolidating.explanation import FigureExplanation
from mangnon.reports.consolidating.passage import ConsolidatedPassage, PassageState
from mangnon.reports.obligations.obligation import Obligation, ReportPeriod
from mangnon.reports.obligations.reminder import ObligationReminder
from mangnon.reports.report import Report
from mangnon.reports.submissions.parts import SubmissionFigure, SubmissionSection
from mangnon.reports.submissions.step import SubmissionStep
from mangnon.reports.submissions.submission import Submission, SubmissionState
from mangnon.reports.submissions.version import SubmissionComment, SubmissionVersion

__all__ = [
    "ConsolidatedPassage", "FigureExplanation", "Obligation", "ObligationReminder", "PassageState",
    "Report", "ReportPeriod", "Submission", "SubmissionComment", "SubmissionFigure",
    "SubmissionSection", "SubmissionState", "SubmissionStep", "SubmissionVersion",
]  # fmt: skip
