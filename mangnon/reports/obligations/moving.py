"""What units owe passes to their successors in a reform, and back when it is undone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import Unit
from mangnon.core.reforms.unit_field import changed_since
from mangnon.core.registries import Moved, PassingGroup, moves_with_units
from mangnon.reports.obligations.heirs import heirs_on
from mangnon.reports.obligations.landing import land, row_of, split_to
from mangnon.reports.obligations.obligation import ANSWERED, Obligation
from mangnon.reports.submissions.submission import Submission

LABEL = _("Reports that are owed")


def register() -> None:
    """Tell the registry; `ReportsConfig.ready()` calls it, when all models are there."""
    moves_with_units(
        "obligations", LABEL, table=Obligation._meta.db_table, preview=preview, move=move,
        undo=undo,
    )  # fmt: skip


def preview(unit_ids: Collection[int]) -> Iterator[PassingGroup]:
    held = Obligation.objects.unanswered().filter(unit__in=unit_ids).order_by()
    for unit_id, count in held.values_list("unit").annotate(Count("pk")):
        yield PassingGroup(unit_id, "", count)


def move(from_id: int, key: str | None, to_id: int, day: date) -> list[Moved]:
    """Pass on what the unit owes; what a district owed passes to the communes it had."""
    unit = Unit.objects.get(pk=from_id)
    heirs = [to_id]
    if unit.level == Unit.Level.DISTRICT:
        heirs = [heir.pk for heir in heirs_on(day, unit)] or heirs
    owed = Obligation.objects.unanswered().filter(unit=unit).order_by("due_on", "pk")
    moves: list[Moved] = []
    for held in owed.select_for_update(of=("self",)):
        is_own = held.organisation_id is None
        instead_of = str(unit) if is_own else ""
        moves += land(held, unit=heirs[0], organisation=held.organisation_id, instead_of=instead_of)
        for heir in heirs[1:] if is_own else ():
            moves += split_to(held, heir, instead_of)
    return moves


def undo(moves: Sequence[Moved]) -> None:
    """Take exactly that back; raise Refused where a report came, or was begun, in between."""
    keys = [UUID(moved.record_id) for moved in moves if moved.table == Obligation._meta.db_table]
    begun = Submission.objects.filter(obligation__in=keys)
    went_along = [moved.record_id for moved in moves if moved.table == Submission._meta.db_table]
    if begun.exclude(pk__in=went_along).exists() or begun.filter(state__in=ANSWERED).exists():
        raise changed_since(LABEL)
    for moved in moves:
        if moved.table == Submission._meta.db_table:
            _put_back_report(moved)
        else:
            _put_back(moved)


def _put_back(moved: Moved) -> None:
    held = Obligation.objects.select_for_update().get(pk=moved.record_id)
    if moved.before is None:
        held.delete()
        return
    if row_of(held) != moved.after:
        raise changed_since(LABEL)
    Obligation.objects.filter(pk=held.pk).update(**moved.before)


def _put_back_report(moved: Moved) -> None:
    held = Submission.objects.filter(pk=moved.record_id, **moved.after)
    if not held.update(**moved.before or {}):
        raise changed_since(LABEL)
