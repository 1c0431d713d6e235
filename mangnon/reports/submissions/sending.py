"""A report goes to the body's own leader, who gives it back or signs and sends it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.uploads.attaching import Brought, brought_in
from mangnon.engine.whole_files import written_whole
from mangnon.reports.submissions.bodies import (
    is_of_own_body,
    locked,
    note,
    refuse_abolished,
    refuse_what_is_not_owed,
    step_before,
    to_write,
)
from mangnon.reports.submissions.content import Content, SignatureContent, content_of
from mangnon.reports.submissions.drafting import part_of, plan_for
from mangnon.reports.submissions.figures import refuse_what_disagrees
from mangnon.reports.submissions.layout import layout_on
from mangnon.reports.submissions.numbering import note_sent, refuse_number_of_another
from mangnon.reports.submissions.paper import paper
from mangnon.reports.submissions.step import StepKind
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.submissions.version import SubmissionVersion

State = Submission.State


@dataclass(frozen=True)
class Signed:
    """What the registry and the signer give: "15" and "UBND" make the number 15/BC-UBND."""

    number: int
    symbol: str
    on: date
    place: str
    signature: SignatureContent

    @property
    def full_number(self) -> str:
        return f"{self.number:02d}/BC-{self.symbol}"


@transaction.atomic
def submit(
    submission_id: UUID, *, key: UUID, seen_at: datetime, by: User, today: date, now: datetime
) -> Submission:
    """Hand the report to the body's own leader; all that was asked must be answered by then."""
    if (done := step_before(key, by)) is not None:
        return done.submission
    submission = to_write(locked(submission_id, by, seen_at), by)
    refuse_abolished(submission, today)
    _refuse_unfinished(submission)
    _refuse_other_figures(submission, by)
    submission.state = State.SUBMITTED
    submission.writers.add(by)
    note(submission, StepKind.SUBMITTED, key, by=by, now=now)
    return submission


@transaction.atomic
def give_back(
    submission_id: UUID, reason: str, *, key: UUID, seen_at: datetime, by: User, now: datetime
) -> Submission:
    """The body's own leader gives the report back to its writers, with the reason."""
    if (done := step_before(key, by)) is not None:
        return done.submission
    submission = _to_sign(submission_id, by, seen_at)
    submission.state = State.RETURNED if submission.version else State.DRAFT
    note(submission, StepKind.GIVEN_BACK, key, by=by, now=now, text=reason)
    return submission


@transaction.atomic
def sign_and_send(
    submission_id: UUID, signed: Signed, *, key: UUID, seen_at: datetime, by: User, today: date,
    now: datetime,
) -> Submission:  # fmt: skip
    """Sign the report and send it: words, figures and file are frozen as a version."""
    if (done := step_before(key, by)) is not None:
        return done.submission
    submission = _to_sign(submission_id, by, seen_at)
    refuse_what_is_not_owed(submission.obligation)
    refuse_abolished(submission, today)
    if signed.on > today:
        raise Refused(_("The day of the document has not come yet."))
    _refuse_other_figures(submission, by)
    refuse_number_of_another(submission, signed.full_number, signed.on)
    submission.version += 1
    submission.state, submission.number = State.SENT, signed.full_number
    submission.signed_on = signed.on
    submission.first_sent_at = submission.first_sent_at or now
    content = _as_signed(content_of(submission, by=by), signed, submission, now)
    note_sent(submission, signed.on, key=key, by=by, now=now)
    name, digest = _keep(paper(content))
    SubmissionVersion.objects.create(
        submission=submission, version=submission.version, content=content.model_dump(mode="json"),
        number=signed.full_number, signed_on=signed.on, signed_by=by, sent_at=now, docx_name=name,
        docx_sha256=digest,
    )  # fmt: skip
    return submission


@transaction.atomic
def add_signed_copies(
    submission_id: UUID, files: list[Brought], *, by: User, now: datetime
) -> Submission:
    """Keep the copy that the office's own tool signed, beside the report that was sent."""
    submission = locked(submission_id, by)
    access.require(by, "submission.sign")
    if not is_of_own_body(submission, by):
        raise Refused(_("You sign the report of your own unit or organisation alone."))
    if submission.state != State.SENT and submission.state != State.ACCEPTED:
        raise Refused(_("A signed copy stands beside a report that was sent and is not locked."))
    uploads = brought_in(files, by=by, now=now)
    if not uploads:
        raise Refused(_("Choose the signed file first."))
    if any(upload.kind not in ("pdf", "docx") for upload in uploads):
        raise Refused(_("A signed copy is a PDF or a Word document."))
    submission.signed_copies.add(*uploads)
    record(by, "submission.add_copy", submission, unit=submission.unit, files=len(uploads))
    return submission


def _to_sign(submission_id: UUID, by: User, seen_at: datetime) -> Submission:
    access.require(by, "submission.sign")
    submission = locked(submission_id, by)
    if not is_of_own_body(submission, by):
        raise Refused(_("You sign the report of your own unit or organisation alone."))
    if submission.state != State.SUBMITTED:
        raise Refused(
            _("This report is “%(state)s”; it does not wait for its leader.")
            % {"state": submission.get_state_display()}
        )
    if submission.changed_at != seen_at:
        raise Refused(
            _("Somebody has changed this report since you opened it. Open it again first.")
        )
    if submission.writers.filter(pk=by.pk).exists():
        raise Refused(_("You wrote in this report yourself; another person signs it."))
    return submission


def _refuse_unfinished(submission: Submission) -> None:
    layout = layout_on(submission.obligation.period_to)
    required = {section.key for section in layout.sections if section.required}
    for section in submission.sections.all():
        if section.key in required and not section.text.strip():
            raise Refused(_("Write the section “%(name)s” first.") % {"name": section.heading})
    open_ones = submission.comments.filter(answered_at=None).count()
    if open_ones:
        raise Refused(
            _("Answer the comments of the receiver first: %(count)s wait for an answer.")
            % {"count": open_ones}
        )


def _refuse_other_figures(submission: Submission, by: User) -> None:
    plan = plan_for(submission.obligation, by)
    figures = list(submission.figures.all())
    refuse_what_disagrees(figures, part_of(submission), submission.run, plan, by=by)


def _as_signed(content: Content, signed: Signed, submission: Submission, now: datetime) -> Content:
    return content.model_copy(
        update={
            "number": signed.number, "symbol": signed.symbol, "day": signed.on,
            "place": signed.place, "signature": signed.signature, "is_draft": False,
            "is_late": submission.was_late, "made_at": now, "year": signed.on.year,
        }
    )  # fmt: skip


def _keep(document: bytes) -> tuple[str, str]:
    """Keep a sent file under its content's name; return the name and the hash."""
    digest = hashlib.sha256(document).hexdigest()
    name = f"submission-{digest[:20]}.docx"
    settings.REPORTS.mkdir(parents=True, exist_ok=True)
    with written_whole(settings.REPORTS / name) as draft:
        draft.write_bytes(document)
    return name, digest
