"""Writes what a sheet of tasks reported, and takes it back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.intake.batch import Batch
from mangnon.plans.work.assignment import Assignment
from mangnon.plans.work.reporting import report
from mangnon.plans.work.rights import done_by
from mangnon.plans.work.sheet.checking import CheckedTasks
from mangnon.plans.work.updated_task import UpdatedTask

SHOWN = 3


def write(batch: Batch, checked: CheckedTasks, *, by: User, now: datetime) -> None:
    """Take each report of the sheet as one from the page, in the caller's transaction."""
    rejected = set(checked.rows.filter(verdict="rejected")["row"])
    for row in checked.found:
        if row.report is None or row.row in rejected:
            continue
        closed = row.task.closed_on
        was = {
            "state": row.task.state, "percent": row.task.percent,
            "closed_on": closed.isoformat() if closed else None,
        }  # fmt: skip
        note = report(row.task, row.report, by=by, now=now)
        UpdatedTask.objects.create(
            batch=batch, assignment=row.task, note=note, was=was,
            version=note.assignment.version,
        )  # fmt: skip


def take_back(batch: Batch, by: User) -> None:
    """Take back what the sheet reported, unless later work stands on it."""
    rows = list(UpdatedTask.objects.filter(batch=batch).select_related("note").order_by("pk"))
    mine = done_by(by).select_for_update(of=("self",))
    locked: dict[UUID, Assignment] = mine.in_bulk([row.assignment_id for row in rows])
    if any(row.assignment_id not in locked for row in rows):
        raise Refused(_("Some of these tasks are no longer yours to report on; nothing is undone."))
    later = [str(t) for r in rows if (t := locked[r.assignment_id]).version != r.version]
    if later:
        raise Refused(
            _("These tasks were reported on since, correct them one by one: %(names)s.")
            % {"names": "; ".join(later[:SHOWN]) + ("…" if len(later) > SHOWN else "")}
        )
    for row in rows:
        task = locked[row.assignment_id]
        closed = row.was["closed_on"]
        task.state, task.percent = row.was["state"], row.was["percent"]
        task.closed_on = date.fromisoformat(closed) if closed else None
        task.version += 1
        task.save()
        record(by, "task.undo_load", task, unit=task.unit, batch=str(batch.pk))
        row.delete()
        row.note.delete()
