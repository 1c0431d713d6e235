"""What would become of each row of a sheet of tasks; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import polars as pl
from django.utils.translation import gettext as _

from mangnon.core.models import Refused, User
from mangnon.intake.importers import CHANGE_COLUMNS, Checked, Problem, Verdict
from mangnon.plans.work.assignment import Assignment
from mangnon.plans.work.note import AssignmentNote
from mangnon.plans.work.reporting import Report, require_possible
from mangnon.plans.work.rights import done_by
from mangnon.plans.work.sheet.columns import columns

Kind, State = AssignmentNote.Kind, Assignment.State
CLOSES = {State.DONE: Kind.DONE, State.NOT_DONE: Kind.NOT_DONE}
LONGEST = 2000


class _Wrong(Exception):
    """A cell cannot be taken: the column, and the sentence that says why."""


@dataclass(frozen=True)
class TaskRow:
    """One row: the task that it is about, and what it reports; None where nothing is new."""

    row: int
    task: Assignment
    report: Report | None


@dataclass(frozen=True)
class CheckedTasks(Checked):
    found: Sequence[TaskRow] = field(default_factory=tuple)


def check(rows: pl.DataFrame, *, unread: set[int], by: User) -> CheckedTasks:
    """Compare the rows with the tasks on which the person reports, locked as they are."""
    keys = [key for number in rows["number"] if (key := _key(number)) is not None]
    mine = done_by(by).select_for_update(of=("self",)).select_related("organisation", "unit")
    known = {task.pk: task for task in mine.filter(pk__in=keys).order_by("pk")}
    found, problems, seen = [], [], dict[UUID, int]()
    for cells in rows.iter_rows(named=True):
        if cells["row"] in unread:
            continue
        try:
            found.append(_row(cells, known, seen))
        except _Wrong as wrong:
            problems.append(Problem(cells["row"], *wrong.args))
    verdicts = {row.row: Verdict.CHANGED if row.report else Verdict.SAME for row in found}
    said = pl.DataFrame(
        {
            "row": rows["row"],
            "verdict": [verdicts.get(row, Verdict.REJECTED).value for row in rows["row"]],
        },
        schema={"row": rows.schema["row"], "verdict": pl.String},
    )
    return CheckedTasks(said, problems, changes=_changes(found), found=found)


def _row(
    cells: Mapping[str, Any], known: Mapping[UUID, Assignment], seen: dict[UUID, int]
) -> TaskRow:
    """Return what a row is about and reports; raise _Wrong."""
    key = _key(cells["number"])
    task = known.get(key) if key else None
    if key is None or task is None:
        text = _("No task on which you report has this code; take the sheet out anew.")
        raise _Wrong("title", text)
    if (before := seen.setdefault(key, cells["row"])) != cells["row"]:
        raise _Wrong("title", _("Row %(row)s is about this task too.") % {"row": before})
    report = _report(cells, task)
    if report is not None:
        try:
            require_possible(task, report)
        except Refused as refusal:
            raise _Wrong(
                "text" if report.kind == Kind.NOT_DONE else "state", str(refusal)
            ) from None
    return TaskRow(cells["row"], task, report)


def _report(cells: Mapping[str, Any], task: Assignment) -> Report | None:
    """Return what the row says that is new; None when it says nothing."""
    state, text = cells["state"] or task.state, " ".join((cells["text"] or "").split())
    percent = cells["percent"] if cells["percent"] is not None else task.percent
    if not 0 <= percent <= 100:
        raise _Wrong("percent", _("Write a percentage from 0 to 100."))
    if len(text) > LONGEST:
        raise _Wrong("text", _("Write this in %(count)s signs at most.") % {"count": LONGEST})
    if state == task.state and percent == task.percent and not text:
        return None
    if state == State.NOT_STARTED and task.state != State.NOT_STARTED:
        raise _Wrong("state", _("The task was begun; it can be done, or not done, or reopened."))
    kind = CLOSES.get(State(state), Kind.PROGRESS)
    return Report(kind=kind, text=text, percent=int(percent))


def _changes(found: Sequence[TaskRow]) -> pl.DataFrame:
    words = next(dict(column.codes) for column in columns() if column.name == "state")
    lines = []
    for row in found:
        if row.report is None:
            continue
        becomes = row.report.kind if row.report.kind in CLOSES.values() else State.DOING
        said = {
            "state": (words[row.task.state][0], words[becomes][0]),
            "percent": (str(row.task.percent), str(row.report.percent)),
            "text": ("", row.report.text),
        }
        lines += [(row.row, name, *both) for name, both in said.items() if both[0] != both[1]]
    return pl.DataFrame(lines, schema=CHANGE_COLUMNS, orient="row")


def _key(text: str | None) -> UUID | None:
    try:
        return UUID((text or "").strip())
    except ValueError:
        return None
