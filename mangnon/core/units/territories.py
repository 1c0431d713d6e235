"""The units of any day, each as made of the units of another day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mangnon.core.models import Unit, UnitChange
from mangnon.core.units.crosswalk import crosswalk
from mangnon.engine.continuity import Event
from mangnon.engine.crosswalk import UnitKey
from mangnon.engine.territory import Place, Territory, territories


@dataclass(frozen=True)
class Reshaped:
    """The units of `end` as made of those of `start`, with what happened in between."""

    start: date
    end: date
    before: Mapping[UnitKey, Unit]
    after: Mapping[UnitKey, Unit]
    territories: Mapping[UnitKey, Territory]
    events: Sequence[Event]


def unit_key(unit: Unit) -> UnitKey:
    return unit.code, unit.valid_from


def reshape(start: date, end: date) -> Reshaped:
    """Return how the units of one day became those of another; Refused for a day without units."""
    shares = crosswalk(start, end)
    before, after = _units_on(start), _units_on(end)
    made = territories(shares, _places(before), _places(after))
    first, last = sorted((start, end))
    events = UnitChange.objects.filter(on__gt=first, on__lte=last).order_by("on", "pk")
    return Reshaped(
        start,
        end,
        before,
        after,
        {territory.unit: territory for territory in made},
        [
            Event(*row)
            for row in events.values_list("on", "from_code", "to_code", "kind", "legal_basis")
        ],
    )


def heir_of(unit: Unit, day: date) -> Unit | None:
    """Return the unit of a day at the same level that a unit became whole; None for one parted."""
    if unit.exists_on(day):
        return unit
    own = unit_key(unit)
    whole = [s.target for s in crosswalk(unit.valid_from, day) if s.source == own and s.share == 1]
    heirs = [Unit.objects.filter(code=code, valid_from=since).first() for code, since in whole]
    return next((heir for heir in heirs if heir and heir.level == unit.level), None)


def days_of_change() -> list[date]:
    """Return the days on which units changed, newest first."""
    return sorted(set(UnitChange.objects.values_list("on", flat=True)), reverse=True)


def _units_on(day: date) -> dict[UnitKey, Unit]:
    return {unit_key(unit): unit for unit in Unit.objects.on(day)}


def _places(units: Mapping[UnitKey, Unit]) -> list[Place]:
    by_code = {unit.code: unit for unit in units.values()}
    return [
        Place(
            key,
            unit.level,
            unit_key(by_code[unit.parent_code]) if unit.parent_code in by_code else None,
        )
        for key, unit in units.items()
    ]
