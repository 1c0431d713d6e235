"""Kinds of area at a reform: they go on with a unit that goes on as one, and end with any other.

A merged or parted unit is another area: whether it is, say, of khu vực III is for a new decision.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mangnon.core.models import Unit
from mangnon.core.reforms.batch import ReformBatch, ReformMove
from mangnon.core.reforms.outcome import Outcome
from mangnon.core.reforms.unit_field import changed_since
from mangnon.core.registries import Moved
from mangnon.core.units.area_class import AreaClass

TABLE = AreaClass._meta.db_table


def pass_area_classes(batch: ReformBatch, outcome: Outcome) -> list[Moved]:
    """End the classes of the units that end, go on with them where one unit does; return each."""
    heirs = {
        outcome.ending[before].pk: outcome.making[after]
        for before, after in outcome.going_on().items()
    }
    classes = list(_lasting(batch, outcome.ending.values()).order_by("pk"))
    begun = [area for area in classes if area.valid_from < batch.on]
    planned = [area for area in classes if area.valid_from >= batch.on and area.unit_id in heirs]
    AreaClass.objects.filter(pk__in=[area.pk for area in begun]).update(valid_to=batch.on)
    made = AreaClass.objects.bulk_create(
        _continued(area, heirs[area.unit_id], batch) for area in begun if area.unit_id in heirs
    )
    moves = [_moved(area, {"valid_to": _day(area)}, {"valid_to": str(batch.on)}) for area in begun]
    for area in planned:
        before: dict[str, object] = {"unit_id": area.unit_id}
        area.unit = heirs[area.unit_id]
        moves.append(_moved(area, before, {"unit_id": area.unit_id}))
    AreaClass.objects.bulk_update(planned, ["unit"])
    return moves + [
        _moved(area, None, {"unit_id": area.unit_id, "valid_to": _day(area)}) for area in made
    ]


def take_back_area_classes(moves: Iterable[ReformMove]) -> None:
    """Make every class what it was; raise Refused when one is no longer as the reform left it."""
    for moved in moves:
        if moved.table != TABLE:
            continue
        now = AreaClass.objects.filter(pk=moved.record_id, **moved.after)
        done = now.delete()[0] if moved.before is None else now.update(**moved.before)
        if done != 1:
            raise changed_since(_("Kind of area"))


def to_decide_anew(batch: ReformBatch, outcome: Outcome) -> list[str]:
    """Return the codes of the units whose classes end with nothing in their place."""
    going_on = outcome.going_on()
    ending = [unit for code, unit in outcome.ending.items() if code not in going_on]
    return sorted(set(_lasting(batch, ending).values_list("unit__code", flat=True)))


def _lasting(batch: ReformBatch, units: Iterable[Unit]) -> QuerySet[AreaClass]:
    held: QuerySet[AreaClass] = AreaClass.objects.filter(unit__in=[unit.pk for unit in units])
    return held.exclude(valid_to__lte=batch.on)


def _continued(area: AreaClass, heir: Unit, batch: ReformBatch) -> AreaClass:
    return AreaClass(
        unit=heir, kind=area.kind, family=area.family, valid_from=batch.on,
        valid_to=area.valid_to, legal_basis=area.legal_basis, certainty=area.certainty,
    )  # fmt: skip


def _day(area: AreaClass) -> str | None:
    return area.valid_to.isoformat() if area.valid_to else None


def _moved(area: AreaClass, before: dict[str, object] | None, after: dict[str, object]) -> Moved:
    return Moved(TABLE, str(area.pk), before, after)
