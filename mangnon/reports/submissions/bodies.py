"""Whose report a person may write or sign, and which record a step is taken with."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import sent_before
from mangnon.reports.obligations.ended import why_ended
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.submissions.step import StepKind, SubmissionStep
from mangnon.reports.submissions.submission import WRITTEN, Submission, works_on_reports

State = Submission.State
ACTIONS = {
    StepKind.DRAFTED_AGAIN: "submission.draft_again",
    StepKind.SUBMITTED: "submission.submit",
    StepKind.GIVEN_BACK: "submission.give_back",
    StepKind.SENT: "submission.send",
    StepKind.COMMENTED: "submission.comment",
    StepKind.RETURNED: "submission.return",
    StepKind.ANSWERED: "submission.answer",
    StepKind.ACCEPTED: "submission.accept",
    StepKind.LOCKED: "submission.lock",
    StepKind.UNLOCKED: "submission.unlock",
}


def is_of_own_body(owed: Obligation | Submission, by: User) -> bool:
    """Say whether the person writes or signs the reports of the organisation or unit."""
    if not works_on_reports(by):
        return False
    if owed.organisation_id is not None:
        return owed.organisation_id == by.organisation_id
    return owed.unit_id == by.unit_id and not access.keeps_to_an_organisation(by)


def may_write(submission: Submission, by: User) -> bool:
    is_open = submission.state in WRITTEN
    return is_open and access.allowed(by, "submission.write") and is_of_own_body(submission, by)


def may_sign(submission: Submission, by: User) -> bool:
    """Say whether the person is a leader of the body who wrote nothing of a submitted report."""
    return (
        submission.state == State.SUBMITTED
        and access.allowed(by, "submission.sign")
        and is_of_own_body(submission, by)
        and not submission.writers.filter(pk=by.pk).exists()
    )


def may_receive(submission: Submission, by: User) -> bool:
    """Say whether the person receives reports and neither wrote nor signed this one."""
    return (
        access.allowed(by, "submission.receive")
        and not submission.writers.filter(pk=by.pk).exists()
        and not submission.versions.filter(signed_by=by).exists()
    )


def step_before(key: UUID, by: User) -> SubmissionStep | None:
    """Return the step that the same form led to already."""
    return sent_before(SubmissionStep.objects, key, by=by, sent_by="by")


def locked(submission_id: UUID, by: User, seen_at: datetime | None = None) -> Submission:
    """Return the report for a change; Refused where it changed since the person saw it."""
    seen = Submission.objects.visible_to(by).select_for_update(of=("self",))
    joined = seen.select_related("unit", "organisation", "obligation", "run__snapshot")
    found: Submission = joined.get(pk=submission_id)
    # It may have been taken back while this waited for the report.
    found.obligation.refresh_from_db(fields=("withdrawn_at", "withdrawn_because", "joined_into"))
    refuse_consolidated(found.obligation)
    if seen_at is not None and found.changed_at != seen_at:
        raise Refused(
            _("Somebody has changed this report since you opened it. Open it again first.")
        )
    return found


def to_write(submission: Submission, by: User) -> Submission:
    """Return the report that the person may write in; Refused for all others."""
    access.require(by, "submission.write")
    if not is_of_own_body(submission, by):
        raise Refused(_("You write the report of your own unit or organisation alone."))
    if submission.state not in WRITTEN:
        raise Refused(
            _("This report is “%(state)s”: its words and figures stand.")
            % {"state": submission.get_state_display()}
        )
    refuse_what_is_not_owed(submission.obligation)
    return submission


def refuse_consolidated(obligation: Obligation) -> None:
    """Raise Refused for a report made of others: `reports/consolidating/` writes and sends it."""
    if obligation.consolidates:
        raise Refused(_("This report is made of others; go on under “Consolidated reports”."))


def refuse_what_is_not_owed(obligation: Obligation) -> None:
    if obligation.withdrawn_at is not None:
        raise Refused(
            _("This report is no longer asked for: %(reason)s")
            % {"reason": obligation.withdrawn_because}
        )
    if obligation.joined_into is not None:
        raise Refused(
            _("This report is given together with another one: %(other)s.")
            % {"other": obligation.joined_into}
        )


def refuse_abolished(owed: Obligation | Submission, day: date) -> None:
    """Raise Refused, naming the successor, where the body does not exist on the day."""
    if ended := why_ended(owed.unit, owed.organisation, day):
        raise Refused(ended)


def note(
    submission: Submission, kind: StepKind, key: UUID, *, by: User, now: datetime, text: str = ""
) -> None:
    """Keep the report as it was changed, with the step that changed it, in the audit too."""
    submission.changed_at = timezone.now()
    submission.save()
    SubmissionStep.objects.create(
        pk=key, submission=submission, kind=kind, version=submission.version, text=text, by=by,
        at=now,
    )  # fmt: skip
    about = {"reason": text} if text else {}
    record(by, ACTIONS[kind], submission, unit=submission.unit, **about)
