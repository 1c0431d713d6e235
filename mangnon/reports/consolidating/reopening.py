"""A consolidated report that was sent is opened again, with a reason; its sources stay locked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.models import Refused, User
from mangnon.reports.consolidating.finding import check_seen, locked
from mangnon.reports.submissions.bodies import may_receive, note, step_before
from mangnon.reports.submissions.step import StepKind
from mangnon.reports.submissions.submission import ARRIVED, Submission, SubmissionState


def may_reopen(submission: Submission, by: User) -> bool:
    """Say whether it was sent and the person, who receives reports, neither wrote nor signed it."""
    return submission.state in ARRIVED and may_receive(submission, by)


@transaction.atomic
def reopen(
    obligation_id: UUID, reason: str, *, key: UUID, seen_at: datetime, by: User, now: datetime
) -> Submission:
    """Open a sent report again; what is sent then is a new version in the place of the former."""
    if (done := step_before(key, by)) is not None:
        return done.submission
    submission = locked(obligation_id, by)
    access.require(by, "submission.receive")
    if submission.state not in ARRIVED:
        raise Refused(_("This report was not sent yet, or is open already: go on with it."))
    check_seen(submission, seen_at)
    if not may_receive(submission, by):
        raise Refused(_("You wrote or signed this report yourself; another person opens it again."))
    submission.state = SubmissionState.RETURNED
    note(submission, StepKind.UNLOCKED, key, by=by, now=now, text=reason)
    return submission
