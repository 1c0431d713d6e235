"""A consolidated report that was sent is opened again, with a reason; its sources stay locked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.models import Refused, User
from mangnon.reports.consolidating.finding import check_seen, locked
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.submissions.bodies import may_receive, note, step_before
from mangnon.reports.submissions.step import StepKind
from mangnon.reports.submissions.submission import ARRIVED, Submission, SubmissionState


def why_not_opened(submission: Submission, by: User) -> str:
    """Return who opens the sent report again instead of the person; "" where the person may.

    Who neither wrote nor signed it does. Where the office has nobody of that kind its signer does:
    they wrote nothing of it, and what is written then another signs again.
    """
    if may_receive(submission, by):
        return ""
    office = _office(submission)
    if others := [one for one in office if may_receive(submission, one)]:
        names = ", ".join(map(str, others))
        return _("Who neither wrote nor signed it opens it again: %(names)s.") % {"names": names}
    writers = set(submission.writers.values_list("pk", flat=True))
    signers = set(submission.versions.values_list("signed_by", flat=True)) - writers
    able = [one for one in office if one.pk in signers]
    if by in able:
        return ""
    if able:
        names = ", ".join(map(str, able))
        return _("You wrote in this report; %(names)s, who signed it, opens it again.") % {
            "names": names
        }
    return _(
        "Nobody of your office may open it again: all wrote in it. Ask the administrator for the "
        "account of another person who receives reports."
    )


def _office(submission: Submission) -> list[User]:
    """Return the people who receive reports and see this one."""
    people = User.objects.filter(
        is_active=True, role__in=access.roles_with("submission.receive"), unit__isnull=False
    ).order_by("full_name", "pk")
    owed = submission.obligation_id
    return [
        one for one in people if Obligation.objects.visible_to(one).filter(pk=owed).exists()
    ]  # fmt: skip


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
    if why_not := why_not_opened(submission, by):
        raise Refused(why_not)
    submission.state = SubmissionState.RETURNED
    note(submission, StepKind.UNLOCKED, key, by=by, now=now, text=reason)
    return submission
