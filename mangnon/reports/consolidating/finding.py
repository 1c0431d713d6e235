"""Which consolidated report a person means, and that nobody else works on it at the same moment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.models import Refused, User
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.submissions.submission import WRITTEN, Submission, SubmissionState


def consolidating(by: User) -> QuerySet[Obligation]:
    """Return the reports made of others that the person's office owes."""
    access.require(by, "submission.receive")
    seen = Obligation.objects.visible_to(by).standing().filter(consolidates=True)
    return seen.select_related("unit", "organisation", "plan", "submission__run__snapshot")


def report_of(obligation: Obligation) -> Submission | None:
    """Return the consolidated report, None while nobody has begun it."""
    return getattr(obligation, "submission", None)


def locked(obligation_id: UUID, by: User) -> Submission:
    """Return the consolidated report, locked until the transaction ends; Refused before it began.

    Everything done to it takes this lock first, then those of its sources.
    """
    obligation: Obligation = consolidating(by).get(pk=obligation_id)
    rows = Submission.objects.select_for_update(of=("self",)).filter(obligation=obligation)
    joined = rows.select_related("obligation", "unit", "organisation", "run__snapshot")
    found: Submission | None = joined.first()
    if found is None:
        raise Refused(_("The consolidated report has not been begun; begin it first."))
    return found


def locked_to_write(obligation_id: UUID, by: User) -> Submission:
    """Return it locked; Refused once it waits for its leader or was sent."""
    found = locked(obligation_id, by)
    if found.state not in WRITTEN:
        raise Refused(not_open(found))
    return found


def check_seen(submission: Submission, seen_at: datetime) -> None:
    if submission.changed_at != seen_at:
        raise Refused(
            _("Somebody has changed this report since you opened it. Open it again first.")
        )


def not_open(submission: Submission) -> str:
    if submission.state == SubmissionState.SUBMITTED:
        return _("The report waits for its leader: nothing of it changes until it is given back.")
    return _("The report was sent with number %(number)s: nothing of it changes any more.") % {
        "number": submission.number
    }
