"""Applying a draft: the units, then what passes to their successors, as one batch."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core.audit.batch import Rows, record_batch
from mangnon.core.models import Refused, Unit, UnitChange, User
from mangnon.core.reforms.area_classes import pass_area_classes
from mangnon.core.reforms.batch import Handover, ReformBatch, ReformMove
from mangnon.core.reforms.drafts import locked_draft
from mangnon.core.reforms.feed import tell_feed
from mangnon.core.reforms.outcome import Outcome, outcome_of
from mangnon.core.reforms.passing import Passing, passing_of
from mangnon.core.registries import UNIT_MOVERS, Moved

UNITS = "units"  # the mover of the units themselves, which core does
REFORM_LOCK = 7215003
KEEP_MOVES = """
COPY core_reformmove (batch_id, mover, "table", record_id, accepting, before, after) FROM STDIN
"""


@transaction.atomic
def apply_reform(batch_id: int, *, by: User, seen: int) -> ReformBatch:
    """Apply the draft as the person saw it, whole or not at all; raise Refused with the reason."""
    batch = locked_draft(batch_id, by, seen)
    one_reform_at_a_time()
    outcome = outcome_of(batch, by)
    if outcome.problems:
        raise Refused(outcome.problems[0])
    passing = passing_of(batch, outcome)
    keep_moves(batch, UNITS, _store_units(batch, outcome))
    for group in passing:
        _pass_on(batch, outcome, group)
    tell_feed(batch.handovers.filter(is_moved=True))
    batch.state, batch.applied_at = ReformBatch.State.APPLIED, timezone.now()
    batch.version += 1
    batch.save(update_fields=["state", "applied_at", "version"])
    record_moves(by, "reform.apply", batch, batch, accepting=0)
    return batch


def one_reform_at_a_time() -> None:
    """Wait for any other reform: each one's outcome depends on the units that are there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REFORM_LOCK])


def record_moves(
    by: User, action: str, subject: Model, batch: ReformBatch, *, accepting: int
) -> None:
    """Write one entry for all rows that the action moved, with their digest."""
    rows = Rows(ReformMove, {"batch_id": batch.pk, "accepting": accepting})
    record_batch(by, action, subject, rows=[rows], number=batch.number)


def keep_moves(
    batch: ReformBatch, mover: str, moves: Iterable[Moved], *, accepting: int = 0
) -> None:
    """Keep what was moved; COPY, because a commune's children are tens of thousands of rows."""
    with connection.cursor() as cursor, cursor.copy(KEEP_MOVES) as rows:
        for moved in moves:
            before = None if moved.before is None else json.dumps(moved.before)
            rows.write_row(
                (batch.pk, mover, moved.table, moved.record_id, accepting, before,
                 json.dumps(moved.after))
            )  # fmt: skip


def require_whole_units() -> None:
    """Let the database check the units now, not at the commit, where nobody could be told."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SET CONSTRAINTS unit_within_its_parent, unit_change_of_known_units IMMEDIATE"
            )
            cursor.execute(
                "SET CONSTRAINTS unit_within_its_parent, unit_change_of_known_units DEFERRED"
            )
    except IntegrityError as error:
        raise Refused(
            _("The units would not hold together (%(rule)s); correct the rows and try again.")
            % {"rule": str(error).partition("\n")[0]}
        ) from error


def _store_units(batch: ReformBatch, outcome: Outcome) -> list[Moved]:
    """End, make and change units, and return each row of it."""
    moves = _end_units(batch, outcome)
    try:
        with transaction.atomic():
            new = Unit.objects.bulk_create(outcome.making.values())
            changes = UnitChange.objects.bulk_create(outcome.all_changes())
    except IntegrityError as error:
        raise Refused(
            _("One of the units or changes is in the register already; correct the draft.")
        ) from error
    require_whole_units()
    rows: list[Unit | UnitChange] = [*new, *changes]
    moves += [Moved(row._meta.db_table, str(row.pk), None, {}) for row in rows]
    return moves + pass_area_classes(batch, outcome)


def _end_units(batch: ReformBatch, outcome: Outcome) -> list[Moved]:
    """End the units on the day of the reform, and return what their ends were before."""
    ending = Unit.objects.filter(pk__in=[unit.pk for unit in outcome.ending.values()])
    ends = list(ending.order_by("pk").values_list("pk", "valid_to"))
    ending.update(valid_to=batch.on)
    after = {"valid_to": batch.on.isoformat()}
    return [
        Moved(Unit._meta.db_table, str(pk), {"valid_to": end and end.isoformat()}, after)
        for pk, end in ends
    ]


def _pass_on(batch: ReformBatch, outcome: Outcome, group: Passing) -> None:
    """Move what is decided and offer it to its successor; offer the rest to every successor."""
    units = outcome.lasting | outcome.making
    if group.to_code is None:
        if group.unit.code in outcome.lasting:
            return  # it stays where it is until somebody decides otherwise
        _offer(batch, group, [units[code] for code in group.candidates], is_moved=False)
        return
    heir = units[group.to_code]
    if heir.pk == group.unit.pk:
        return
    moves = UNIT_MOVERS[group.mover].move(group.unit.pk, group.key, heir.pk, batch.on)
    keep_moves(batch, group.mover, moves)
    _offer(batch, group, [heir], is_moved=True)


def _offer(batch: ReformBatch, group: Passing, heirs: list[Unit], *, is_moved: bool) -> None:
    Handover.objects.bulk_create(
        Handover(
            batch=batch, mover=group.mover, key=group.key or "", from_unit=group.unit,
            to_unit=heir, count=group.count, is_moved=is_moved,
        )
        for heir in heirs
    )  # fmt: skip
