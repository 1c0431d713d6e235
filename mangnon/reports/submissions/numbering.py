"""The number of the registry stands for one report of a body in a year."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mangnon.core.models import Refused, User
from mangnon.reports.submissions.bodies import note
from mangnon.reports.submissions.step import StepKind
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.submissions.version import SubmissionVersion


def refuse_number_of_another(submission: Submission, number: str, signed_on: date) -> None:
    """Refuse a number that another report of the body bears, former versions included."""
    others = SubmissionVersion.objects.filter(
        submission__unit=submission.unit, submission__organisation=submission.organisation,
        signed_on__year=signed_on.year, number=number,
    ).exclude(submission=submission)  # fmt: skip
    if others.exists():
        raise _number_taken(number, signed_on)


def note_sent(
    submission: Submission, signed_on: date, *, key: UUID, by: User, now: datetime
) -> None:
    """Write down that it was sent; Refused where another took its number at the same moment."""
    try:
        with transaction.atomic():
            note(submission, StepKind.SENT, key, by=by, now=now, text=submission.number)
    except IntegrityError as error:
        raise _number_taken(submission.number, signed_on) from error


def _number_taken(number: str, signed_on: date) -> Refused:
    return Refused(
        _("Number %(number)s of %(year)s stands on another report already; ask the registry.")
        % {"number": number, "year": signed_on.year}
    )
