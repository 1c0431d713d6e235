"""A draft of a reform: written by a form or from two CSV files, kept until applied or discarded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.csv_rows import Row, rows_of_bytes
from mangnon.core.models import Refused, User
from mangnon.core.reforms.batch import ReformBatch
from mangnon.core.units.rows import CHANGE_COLUMNS, UNIT_COLUMNS
from mangnon.core.units.rules import written

MOST_ROWS = 20_000


class Outdated(Refused):
    """Somebody else changed the draft meanwhile."""


@dataclass(frozen=True)
class Upload:
    """A CSV file as it came: its name and its bytes."""

    name: str
    content: bytes


@transaction.atomic
def create_draft(*, number: str, issued_on: date, on: date, by: User) -> ReformBatch:
    access.require(by, "unit.reform")
    if by.unit is None:
        raise Refused(_("You serve no unit; ask the administrator to enter yours."))
    if on < issued_on:
        raise Refused(
            _("The reform takes effect on %(on)s, before its resolution of %(issued)s; correct it.")
            % {"on": written(on), "issued": written(issued_on)}
        )
    batch = ReformBatch(unit=by.unit, number=number, issued_on=issued_on, on=on, created_by=by)
    try:
        batch.clean_fields(exclude=["units", "changes", "choices"])
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    batch.save()
    record(by, "reform.draft", batch, number=number, on=on.isoformat())
    return batch


def locked(batch_id: int, by: User) -> ReformBatch:
    """Return the batch, locked until the end of the transaction, when the person may reform it."""
    access.require(by, "unit.reform")
    batches = ReformBatch.objects.visible_to(by).select_for_update(of=("self",))
    batch: ReformBatch = batches.get(pk=batch_id)
    return batch


def locked_draft(batch_id: int, by: User, seen: int) -> ReformBatch:
    """Return the draft locked; raise Outdated unless it is still as the person saw it."""
    batch = locked(batch_id, by)
    if not batch.is_draft:
        raise Outdated(
            _("This reform is no longer a draft (%(state)s); look at it again.")
            % {"state": batch.get_state_display().lower()}
        )
    if batch.version != seen:
        raise Outdated(_("Somebody changed this draft meanwhile; look at it again, then go on."))
    return batch


@transaction.atomic
def add_rows(
    batch_id: int, *, by: User, seen: int, units: Sequence[Row] = (), changes: Sequence[Row] = ()
) -> ReformBatch:
    """Add rows as a form gives them: what is wrong in them the preview says."""
    batch = locked_draft(batch_id, by, seen)
    units = [_dated(row, batch, "valid_from") | {"valid_to": ""} for row in units]
    return _store(
        batch,
        by,
        [*batch.units, *units],
        [*batch.changes, *(_dated(c, batch, "on") for c in changes)],
    )


@transaction.atomic
def upload_rows(
    batch_id: int, *, by: User, seen: int, units: Upload | None, changes: Upload | None
) -> ReformBatch:
    """Put the rows of the files in place of the draft's; refuse a row of another day."""
    batch = locked_draft(batch_id, by, seen)
    new, moved = batch.units, batch.changes
    if units is not None:
        new = _rows_of(units, UNIT_COLUMNS, "valid_from", batch)
    if changes is not None:
        moved = _rows_of(changes, CHANGE_COLUMNS, "on", batch)
    return _store(batch, by, new, moved)


@transaction.atomic
def remove_row(batch_id: int, *, by: User, seen: int, kind: str, position: int) -> ReformBatch:
    """Take a row out of the draft: `kind` is "units" or "changes"."""
    batch = locked_draft(batch_id, by, seen)
    rows = {"units": list(batch.units), "changes": list(batch.changes)}
    if kind not in rows or not 0 <= position < len(rows[kind]):
        raise Refused(_("There is no such row in the draft; look at it again."))
    del rows[kind][position]
    return _store(batch, by, rows["units"], rows["changes"])


@transaction.atomic
def choose(batch_id: int, *, by: User, seen: int, choices: dict[str, str]) -> ReformBatch:
    """Remember who takes what no rule decides; an empty code leaves it to be accepted later."""
    batch = locked_draft(batch_id, by, seen)
    batch.choices = {name: code for name, code in choices.items() if code}
    batch.version += 1
    batch.save(update_fields=["choices", "version"])
    record(by, "reform.choose", batch, decided=len(batch.choices))
    return batch


@transaction.atomic
def discard(batch_id: int, *, by: User, seen: int) -> None:
    batch = locked_draft(batch_id, by, seen)
    record(by, "reform.discard", batch, number=batch.number)
    batch.delete()


def _store(batch: ReformBatch, by: User, units: list[Row], changes: list[Row]) -> ReformBatch:
    if len(units) + len(changes) > MOST_ROWS:
        raise Refused(
            _("A draft holds at most %(most)s rows; part the reform.") % {"most": MOST_ROWS}
        )
    batch.units, batch.changes = units, changes
    batch.version += 1
    batch.save(update_fields=["units", "changes", "version"])
    record(by, "reform.edit", batch, units=len(units), changes=len(changes))
    return batch


def _dated(row: Row, batch: ReformBatch, column: str) -> dict[str, str]:
    return {"legal_basis": batch.number, "certainty": "", **row, column: batch.on.isoformat()}


def _rows_of(
    upload: Upload, columns: tuple[str, ...], column: str, batch: ReformBatch
) -> list[dict[str, Any]]:
    rows = rows_of_bytes(upload.content, upload.name, columns)
    for row, where in rows:
        if row[column] != batch.on.isoformat():
            raise Refused(
                _(
                    "%(where)s: %(column)s is “%(text)s”, but this reform takes effect on %(day)s; "
                    "upload only its rows."
                )
                % {
                    "where": where,
                    "column": column,
                    "text": row[column],
                    "day": batch.on.isoformat(),
                }
            )
    return [{name: text for name, text in row.items() if name} for row, _where in rows]
