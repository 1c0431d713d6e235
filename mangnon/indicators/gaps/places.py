"""The communes or schools of a list, and what each of them lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mangnon.core.models import Unit, User
from mangnon.core.units.territories import unit_key
from mangnon.core.vietnamese import sort_key
from mangnon.indicators.gaps.gap import Gap, Kind
from mangnon.places.models import Place


@dataclass(frozen=True)
class PlaceLine:
    """A commune or school, why it is on the list; `place` is None of a commune."""

    name: str
    unit: Unit
    why: str
    place: Place | None = None


@dataclass(frozen=True)
class PlacesBehind:
    """A list of communes or schools as one person sees it."""

    gap: Gap
    by: User

    @property
    def total(self) -> int:
        return len(self.gap.missing)

    def lines(self) -> list[PlaceLine]:
        """Return the lines in the order of the communes, then of the schools' names."""
        make = self._schools if self.gap.kind is Kind.SCHOOLS else self._communes
        return sorted(make(), key=lambda line: (sort_key(line.unit.name), sort_key(line.name)))

    def _communes(self) -> Iterator[PlaceLine]:
        missing = self.gap.missing
        rows = missing.rows.to_pylist()
        units = self._units(rows)
        for row in rows:
            unit = units[row["unit_code"], row["unit_valid_from"]]
            yield PlaceLine(str(unit), unit, missing.why(row))

    def _schools(self) -> Iterator[PlaceLine]:
        missing = self.gap.missing
        rows = {row["key"]: row for row in missing.rows.to_pylist()}
        seen = Place.objects.visible_to(self.by).filter(pk__in=list(rows)).select_related("unit")
        for school in seen:
            yield PlaceLine(school.name, school.unit, missing.why(rows[str(school.pk)]), school)

    def _units(self, rows: list[dict[str, Any]]) -> dict[Any, Unit]:
        found = Unit.objects.filter(code__in={row["unit_code"] for row in rows})
        return {unit_key(unit): unit for unit in found}
