"""The maps: one for each member and time, all in the same classes so that they compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404

from mangnon.core.models import Unit
from mangnon.core.units.boundary import boundaries_of
from mangnon.core.units.territories import unit_key
from mangnon.dashboards.explorer.files import state_words
from mangnon.dashboards.explorer.grid import grid, middle, square
from mangnon.dashboards.explorer.lines import Line
from mangnon.dashboards.explorer.page import Explored
from mangnon.indicators.crossing import ALL
from mangnon.indicators.drawn import axis_of
from mangnon.ui.charts import Spec
from mangnon.ui.map_chart import Area, Legend, bounds_of, map_chart

MOST_MAPS = 6


@dataclass(frozen=True)
class Panel:
    """One map: what it is of, and its lines, one a unit."""

    title: str
    lines: Sequence[Line]


def panels_of(found: Explored) -> list[Panel]:
    """Return the maps of the units below the chosen one; none where there is but one unit."""
    below: dict[tuple[object, ...], list[Line]] = {}
    withheld = []
    for line in found.lines:
        if line.unit.pk == found.unit.pk or line.is_rest:
            continue
        if ALL in line.members:
            withheld.append(line)
        else:
            below.setdefault((line.members, line.when), []).append(line)
    panels = [Panel(_title(found, lines[0]), lines) for lines in below.values()]
    crossed = [
        replace(panel, lines=[*panel.lines, *withheld]) for panel in panels if _is_crossed(panel)
    ]
    totals = [panel for panel in panels if not _is_crossed(panel)]
    if withheld and not crossed:
        crossed = [Panel(_title(found, withheld[0]), withheld)]
    return [*totals, *crossed]


def _is_crossed(panel: Panel) -> bool:
    members = panel.lines[0].members
    return len(members) == 2 and all(members)


def map_of(found: Explored, number: int) -> Spec:
    """Return one of the maps; Http404 where there is none of that number."""
    panels = panels_of(found)[:MOST_MAPS]
    if number >= len(panels):
        raise Http404(str(number))
    values = [line.value for panel in panels for line in panel.lines if line.state == "value"]
    axis = axis_of(found.source.definition, None)
    known = [value for value in values if value is not None]
    legend = Legend(bounds_of(known), axis, state_words())
    forms = forms_of(found)
    areas = [_area(found, line, forms[unit_key(line.unit)]) for line in panels[number].lines]
    return map_chart(areas, legend, is_schematic=forms.is_schematic)


@dataclass(frozen=True)
class Forms:
    """The form of each unit on the map: its boundary, or a square."""

    by_key: Mapping[object, tuple[Mapping[str, Any], tuple[float, float] | None]]
    is_schematic: bool

    def __getitem__(self, key: object) -> tuple[Mapping[str, Any], tuple[float, float] | None]:
        return self.by_key[key]


def forms_of(found: Explored) -> Forms:
    """Return the boundaries where there is one of every unit, else squares."""
    units = [unit for unit in found.units if unit.pk != found.unit.pk]
    known = boundaries_of(units)
    if units and len(known) == len(units):
        return Forms({unit_key(unit): (known[unit.pk], None) for unit in units}, False)
    corners = grid(_groups(units))
    return Forms({key: (square(corner), middle(corner)) for key, corner in corners.items()}, True)


def _groups(units: Sequence[Unit]) -> list[list[tuple[str, Any]]]:
    """Return the units by what they lie below; a level that has others below it comes alone."""
    groups: dict[str, list[tuple[str, Any]]] = {}
    for unit in units:
        groups.setdefault(unit.parent_code, []).append(unit_key(unit))
    return [groups[code] for code in sorted(groups)]


def _area(found: Explored, line: Line, form: tuple[Mapping[str, Any], Any]) -> Area:
    geometry, at = form
    shown = found.value_text(line)
    note = found.note(line)
    name = found.unit_name(line.unit)
    return Area(
        line.unit.name if at else name,
        geometry,
        line.state,
        line.value,
        f"{shown} ({note})" if note else shown,
        at,
    )


def _title(found: Explored, line: Line) -> str:
    parts = [*filter(None, found.member_names(line)), line.when]
    return " · ".join(filter(None, parts))
