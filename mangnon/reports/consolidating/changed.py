"""Which sources of a sent consolidated report were unlocked after it was made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mangnon.core.models import User
from mangnon.reports.consolidating.bodies import owed_to
from mangnon.reports.submissions.step import StepKind, SubmissionStep
from mangnon.reports.submissions.submission import Submission, SubmissionState


@dataclass(frozen=True)
class Changed:
    """A source that is no longer the version that the report was made of, or may become another."""

    source: Submission
    version: int  # that the report was made of
    because: str
    by: User
    at: datetime

    @property
    def is_sent_anew(self) -> bool:
        return self.source.version > self.version


def changed_since(report: Submission, by: User) -> list[Changed]:
    """Return the sources unlocked since the last version was sent, in that order, each once.

    A source that was locked again in the same version is as it was.
    """
    last = report.versions.defer("content").last()
    if last is None:
        return []
    owed = owed_to(report.obligation, by).order_by().values("pk")
    steps = SubmissionStep.objects.filter(
        kind=StepKind.UNLOCKED, at__gte=last.sent_at, submission__obligation__in=owed
    ).select_related("submission__unit", "submission__organisation", "by")
    found: dict[object, Changed] = {}
    for step in steps:
        one = Changed(step.submission, step.version, step.text, step.by, step.at)
        is_as_it_was = step.submission.state == SubmissionState.LOCKED and not one.is_sent_anew
        if not is_as_it_was:
            found.setdefault(step.submission_id, one)
    return list(found.values())
