"""Reporting on a task: how far it is, that it is done or cannot be, that it begins anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import sent_before
from mangnon.core.uploads.attaching import Brought, brought_in
from mangnon.plans.work.assignment import Assignment
from mangnon.plans.work.note import AssignmentNote
from mangnon.plans.work.recurring import make_next
from mangnon.plans.work.rights import lock_assignment, may_report, require

Kind, State = AssignmentNote.Kind, Assignment.State
# What each kind of report makes of the assignment.
BECOMES = {Kind.DONE: State.DONE, Kind.NOT_DONE: State.NOT_DONE, Kind.REOPENED: State.DOING}
WHOLE = 100


@dataclass(frozen=True)
class Report:
    """What a person says of an assignment; `key` comes with the form, and makes it one."""

    kind: str = Kind.PROGRESS
    text: str = ""
    percent: int | None = None
    files: Sequence[Brought] = ()
    key: UUID = field(default_factory=uuid4)


@transaction.atomic
def report(assignment: Assignment, said: Report, *, by: User, now: datetime) -> AssignmentNote:
    """Take a report with its proof; a form that is sent twice makes one.

    Refused where it closes what is closed, without the proof that is asked for, or gives no
    reason where one is due.
    """
    held = lock_assignment(assignment, by)
    require(may_report(held, by), "task.do")
    known: AssignmentNote | None = sent_before(held.notes, said.key, by=by, sent_by="by")
    if known is not None:
        return known
    require_possible(held, said)
    note = AssignmentNote.objects.create(
        pk=said.key, assignment=held, kind=said.kind, text=said.text, percent=said.percent,
        by=by, at=now,
    )  # fmt: skip
    note.evidence.set(brought_in(said.files, by=by, now=now))
    before = values_of(held)
    _take_over(held, said, now)
    held.version += 1
    held.save()
    record(by, "task.report", held, unit=held.unit, kind=said.kind, **changes_since(before, held))
    if not held.is_open:
        make_next(held, now=now)
    return note


def _take_over(held: Assignment, said: Report, now: datetime) -> None:
    held.state = BECOMES.get(Kind(said.kind), State.DOING)
    if said.kind == Kind.DONE:
        held.percent = WHOLE
    elif said.percent is not None:
        held.percent = said.percent
    held.closed_on = None if held.is_open else now.date()


def require_possible(held: Assignment, said: Report) -> None:
    """Raise Refused, in a sentence, where the report cannot be taken of the task as it stands."""
    if said.kind == Kind.REOPENED:
        if held.is_open:
            raise Refused(_("The task is open already."))
    elif not held.is_open:
        raise Refused(_("The task is closed; reopen it first."))
    if said.kind in (Kind.NOT_DONE, Kind.REOPENED) and not said.text:
        raise Refused(_("Say why, in a sentence at least."))
    if said.kind == Kind.PROGRESS and not (said.text or said.files or said.percent is not None):
        raise Refused(_("Say what was done, how far it is, or send a file as proof."))
    if said.kind == Kind.DONE and held.needs_evidence and not (said.files or has_evidence(held)):
        raise Refused(
            _("Proof is asked for: send a file with the report before the task can be closed.")
        )


def has_evidence(assignment: Assignment) -> bool:
    """Say whether there is proof of the work as it goes on: none from before a reopening counts."""
    notes = assignment.notes.filter(evidence__isnull=False)
    reopened = assignment.notes.filter(kind=Kind.REOPENED).order_by("at").last()
    return bool((notes.filter(at__gt=reopened.at) if reopened else notes).exists())
