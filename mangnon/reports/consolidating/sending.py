"""The consolidated report is handed in, given back, signed and sent; its sources are locked."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.models import Refused, User
from mangnon.reports.consolidating.building import build
from mangnon.reports.consolidating.disagreements import disagreements_of
from mangnon.reports.consolidating.finding import check_seen, locked, locked_to_write, not_open
from mangnon.reports.consolidating.paper import Signed
from mangnon.reports.consolidating.passage import (
    ConsolidatedPassage,
    PassageState,
)
from mangnon.reports.consolidating.taking_in import missing, sources_of
from mangnon.reports.models import Report
from mangnon.reports.submissions.bodies import note
from mangnon.reports.submissions.numbering import note_sent, refuse_number_of_another
from mangnon.reports.submissions.step import StepKind
from mangnon.reports.submissions.submission import ARRIVED, Submission, SubmissionState
from mangnon.reports.submissions.version import SubmissionVersion


def in_the_way(submission: Submission, by: User) -> list[str]:
    """Return what must be done before the report is handed in or sent, a sentence each."""
    passages = ConsolidatedPassage.objects.filter(consolidated=submission)
    new = passages.filter(state=PassageState.NEW).count()
    stale = passages.filter(state=PassageState.TAKEN).stale().count()
    late = len(missing(submission, by))
    unexplained = sum(not one.is_explained for one in disagreements_of(submission, by))
    found = [
        "" if submission.run else _("It has no figures yet: take those of the newest run."),
        late and _("Reports accepted since and not taken in: %(n)s. Take them in.") % {"n": late},
        new and _("Paragraphs not looked at: %(n)s. Take them or leave them out.") % {"n": new},
        stale
        and _("Paragraphs of reports that were returned or sent anew: %(n)s. Leave them out.")
        % {"n": stale},
        unexplained
        and _("Figures that differ from the registers: %(n)s. Explain them or return the reports.")
        % {"n": unexplained},
    ]
    return [sentence for sentence in found if sentence]


@transaction.atomic
def build_draft(obligation_id: UUID, *, by: User, today: date) -> Report:
    """Build the Word document and the spreadsheet from what is taken now, without a number."""
    access.require(by, "report.build")
    report, _content = build(locked_to_write(obligation_id, by), by=by, today=today)
    return report


@transaction.atomic
def hand_in(obligation_id: UUID, *, seen_at: datetime, by: User, now: datetime) -> Submission:
    """Build it and let it wait for the leader's signature; nothing of it changes meanwhile."""
    submission = locked_to_write(obligation_id, by)
    check_seen(submission, seen_at)
    _check_whole(submission, by)
    build(submission, by=by, today=timezone.localdate(now))
    submission.state = SubmissionState.SUBMITTED
    submission.writers.add(by)
    note(submission, StepKind.SUBMITTED, uuid4(), by=by, now=now)
    return submission


@transaction.atomic
def give_back(
    obligation_id: UUID, reason: str, *, seen_at: datetime, by: User, now: datetime
) -> Submission:
    """Give it back to its writers; the reason stands in its story."""
    access.require(by, "submission.sign")
    submission = _waiting(obligation_id, by, seen_at)
    was_sent = submission.version > 0
    submission.state = SubmissionState.RETURNED if was_sent else SubmissionState.DRAFT
    note(submission, StepKind.GIVEN_BACK, uuid4(), by=by, now=now, text=reason)
    return submission


@transaction.atomic
def send(
    obligation_id: UUID, *, number: str, signed_on: date, seen_at: datetime, by: User, now: datetime
) -> SubmissionVersion:
    """Freeze it with the number and the day that the registry gave, and lock its sources.

    Another person than its writers signs. Nobody can unlock a source while it is being sent.
    """
    access.require(by, "submission.sign")
    submission = _waiting(obligation_id, by, seen_at)
    if submission.writers.filter(pk=by.pk).exists():
        raise Refused(_("You worked on this report yourself; another person signs it."))
    if signed_on > timezone.localdate(now):
        raise Refused(_("The day of the document has not come yet."))
    refuse_number_of_another(submission, number, signed_on)
    sources = sources_of(submission, by, lock=True)
    _check_whole(submission, by)
    report, content = build(
        submission,
        by=by,
        today=timezone.localdate(now),
        signed=Signed(number, signed_on, by.full_name),
    )
    submission.state, submission.version = SubmissionState.SENT, submission.version + 1
    submission.number, submission.signed_on = number, signed_on
    submission.first_sent_at = submission.first_sent_at or now
    note_sent(submission, signed_on, key=uuid4(), by=by, now=now)
    sent = SubmissionVersion.objects.create(
        submission=submission, version=submission.version, content=content, number=number,
        signed_on=signed_on, signed_by=by, sent_at=now, docx_name=report.docx_name,
        docx_sha256=report.docx_sha256,
    )  # fmt: skip
    for source in sources:
        _lock(source, by, now)
    return sent


def _lock(source: Submission, by: User, now: datetime) -> None:
    if source.state != SubmissionState.LOCKED:
        source.state = SubmissionState.LOCKED
        note(source, StepKind.LOCKED, uuid4(), by=by, now=now)


def _waiting(obligation_id: UUID, by: User, seen_at: datetime) -> Submission:
    submission = locked(obligation_id, by)
    if submission.state == SubmissionState.SUBMITTED:
        check_seen(submission, seen_at)
        return submission
    if submission.state in ARRIVED:
        raise Refused(not_open(submission))
    raise Refused(_("The report has not been handed in for signature."))


def _check_whole(submission: Submission, by: User) -> None:
    if found := in_the_way(submission, by):
        raise Refused(" ".join(found))
