"""The receiver comments, returns, accepts, locks and unlocks; the body answers comments."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.models import Refused, User
from mangnon.reports.submissions.bodies import (
    is_of_own_body,
    locked,
    may_receive,
    note,
    step_before,
)
from mangnon.reports.submissions.step import StepKind
from mangnon.reports.submissions.submission import Submission, SubmissionState
from mangnon.reports.submissions.version import SubmissionComment

State = Submission.State
IN_HAND = (State.SENT, State.ACCEPTED)


@transaction.atomic
def comment(
    submission_id: UUID, text: str, *, section: str = "", leaf: str = "", seen_version: int,
    key: UUID, by: User, now: datetime,
) -> Submission:  # fmt: skip
    """Ask something of a section or a figure of what was sent, or of the whole of it.

    It stands with the version that the person read: a newer one may have come meanwhile.
    """
    if (done := step_before(key, by)) is not None:
        return done.submission
    submission = _to_receive(submission_id, by)
    _refuse_unless(submission, *IN_HAND)
    if not 0 < seen_version <= submission.version:
        raise Refused(_("The report has no such version; open it again."))
    if section and not submission.sections.filter(key=section).exists():
        raise Refused(_("The report has no such section."))
    if leaf and not submission.figures.filter(leaf=leaf).exists():
        raise Refused(_("The report has no such figure."))
    _add_comment(submission, text, seen_version, by, now, section=section, leaf=leaf)
    note(submission, StepKind.COMMENTED, key, by=by, now=now, text=text)
    return submission


@transaction.atomic
def return_it(
    submission_id: UUID, reason: str, *, key: UUID, seen_at: datetime, by: User, now: datetime
) -> Submission:
    """Give the report back to its body; the reason stands as a comment on the whole."""
    if (done := step_before(key, by)) is not None:
        return done.submission
    submission = _to_receive(submission_id, by, seen_at)
    _refuse_unless(submission, *IN_HAND)
    if not reason and not submission.comments.filter(answered_at=None).exists():
        raise Refused(_("Comment on a section or a figure, or say why the report is returned."))
    if reason:
        _add_comment(submission, reason, submission.version, by, now)
    submission.state = State.RETURNED
    note(submission, StepKind.RETURNED, key, by=by, now=now, text=reason)
    return submission


@transaction.atomic
def answer(
    submission_id: UUID, comment_id: int, text: str, *, key: UUID, by: User, now: datetime
) -> Submission:
    """The body answers what was asked of its report, once."""
    if (done := step_before(key, by)) is not None:
        return done.submission
    access.require(by, "submission.write")
    submission = locked(submission_id, by)
    if not is_of_own_body(submission, by):
        raise Refused(_("You write the report of your own unit or organisation alone."))
    _refuse_unless(submission, State.RETURNED)
    asked: SubmissionComment = submission.comments.get(pk=comment_id)
    if asked.answered_at is not None:
        raise Refused(_("This comment was answered by %(person)s.") % {"person": asked.answered_by})
    asked.answer, asked.answered_by, asked.answered_at = text, by, now
    asked.save()
    submission.writers.add(by)
    note(submission, StepKind.ANSWERED, key, by=by, now=now, text=text)
    return submission


@transaction.atomic
def accept(
    submission_id: UUID, *, key: UUID, seen_at: datetime, by: User, now: datetime
) -> Submission:
    return _step(
        submission_id, State.SENT, State.ACCEPTED, StepKind.ACCEPTED, key, seen_at, by, now
    )


@transaction.atomic
def lock(
    submission_id: UUID, *, key: UUID, seen_at: datetime, by: User, now: datetime
) -> Submission:
    """Lock an accepted report: it stands in a consolidated one from now on."""
    return _step(
        submission_id, State.ACCEPTED, State.LOCKED, StepKind.LOCKED, key, seen_at, by, now
    )


@transaction.atomic
def unlock(
    submission_id: UUID, reason: str, *, key: UUID, seen_at: datetime, by: User, now: datetime
) -> Submission:
    """Open a locked report again, with the reason: it may be returned from then on."""
    return _step(
        submission_id, State.LOCKED, State.ACCEPTED, StepKind.UNLOCKED, key, seen_at, by, now,
        reason,
    )  # fmt: skip


def _step(
    submission_id: UUID, before: SubmissionState, after: SubmissionState, kind: StepKind, key: UUID,
    seen_at: datetime, by: User, now: datetime, reason: str = "",
) -> Submission:  # fmt: skip
    if (done := step_before(key, by)) is not None:
        return done.submission
    submission = _to_receive(submission_id, by, seen_at)
    _refuse_unless(submission, before)
    submission.state = after
    note(submission, kind, key, by=by, now=now, text=reason)
    return submission


def _to_receive(submission_id: UUID, by: User, seen_at: datetime | None = None) -> Submission:
    access.require(by, "submission.receive")
    submission = locked(submission_id, by, seen_at)
    if not may_receive(submission, by):
        raise Refused(_("You wrote or signed this report yourself; another person receives it."))
    return submission


def _refuse_unless(submission: Submission, *states: SubmissionState) -> None:
    if submission.state not in states:
        raise Refused(
            _("This report is “%(state)s”; that cannot be done with it now.")
            % {"state": submission.get_state_display()}
        )


def _add_comment(
    submission: Submission, text: str, version: int, by: User, now: datetime, *, section: str = "",
    leaf: str = "",
) -> None:  # fmt: skip
    SubmissionComment.objects.create(
        submission=submission, version=version, section=section, leaf=leaf, text=text,
        by=by, at=now,
    )  # fmt: skip
