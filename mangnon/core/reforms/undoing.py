"""Undoing a reform: everything it moved goes back, unless something stands on it."""

from __future__ import annotations

from itertools import groupby

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, UnitChange, User
from mangnon.core.reforms.applying import UNITS, one_reform_at_a_time, require_whole_units
from mangnon.core.reforms.area_classes import take_back_area_classes
from mangnon.core.reforms.batch import ReformBatch, ReformMove
from mangnon.core.reforms.drafts import locked
from mangnon.core.reforms.feed import tell_feed
from mangnon.core.registries import Moved, unit_mover


@transaction.atomic
def undo_reform(batch_id: int, *, by: User) -> ReformBatch:
    """Restore every row as it was; raise Refused when later reforms or records stand on it."""
    batch = locked(batch_id, by)
    one_reform_at_a_time()
    if batch.state != ReformBatch.State.APPLIED:
        raise Refused(_("Only a reform that is applied can be undone; this one is not."))
    rows = list(batch.moves.all())
    made = [row for row in rows if row.mover == UNITS and row.before is None]
    units = Unit.objects.filter(pk__in=[m.record_id for m in made if m.table == _table(Unit)])
    _require_last(units)
    tell_feed(batch.handovers.filter(is_moved=True))
    batch.handovers.all().delete()
    others = [row for row in rows if row.mover != UNITS]
    for mover, moved in groupby(reversed(others), key=lambda row: row.mover):
        unit_mover(mover).undo([_moved(row) for row in moved])
    take_back_area_classes(row for row in rows if row.mover == UNITS)
    changes = [m.record_id for m in made if m.table == _table(UnitChange)]
    UnitChange.objects.filter(pk__in=changes).delete()
    _delete(units)
    _restore_ends(rows)
    require_whole_units()
    batch.state, batch.undone_at = ReformBatch.State.UNDONE, timezone.now()
    batch.version += 1
    batch.save(update_fields=["state", "undone_at", "version"])
    record(by, "reform.undo", batch, number=batch.number, count=len(rows))
    return batch


def _table(model: type[Unit] | type[UnitChange]) -> str:
    return model._meta.db_table


def _moved(row: ReformMove) -> Moved:
    return Moved(row.table, row.record_id, row.before, row.after)


def _require_last(units: QuerySet[Unit]) -> None:
    """Refuse when a later reform ended or changed one of the units that this one made."""
    for unit in units:
        later = UnitChange.objects.filter(on__gt=unit.valid_from)
        touching = later.filter(from_code=unit.code) | later.filter(to_code=unit.code)
        if change := touching.order_by("on").first():
            raise Refused(
                _(
                    "This reform cannot be undone: unit %(code)s was changed again on %(day)s "
                    "(%(basis)s). Undo that reform first."
                )
                % {"code": unit.code, "day": f"{change.on:%d/%m/%Y}", "basis": change.legal_basis}
            )


def _delete(units: QuerySet[Unit]) -> None:
    try:
        units.delete()
    except ProtectedError as error:
        raise Refused(
            _(
                "This reform cannot be undone: %(count)s records were entered for its new units. "
                "Enter a new reform instead."
            )
            % {"count": len(error.protected_objects)}
        ) from error


def _restore_ends(rows: list[ReformMove]) -> None:
    for row in rows:
        if row.mover == UNITS and row.table == _table(Unit) and row.before is not None:
            Unit.objects.filter(pk=row.record_id).update(valid_to=row.before["valid_to"])
