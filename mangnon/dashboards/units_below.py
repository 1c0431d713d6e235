"""The units below one unit, as a table and as a chart in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mangnon.core.models import Unit
from mangnon.dashboards.figures import Figure
from mangnon.dashboards.units_on import day_of
from mangnon.engine.attainment import Target
from mangnon.engine.definitions import Definition
from mangnon.indicators.drawn import axis_of, rule_at
from mangnon.indicators.shelves import Shelf
from mangnon.ui.charts import Bar, Spec, bars_by_unit

SORTS = ("name", "-name", "value", "-value")
LEVELS = (Unit.Level.DISTRICT, Unit.Level.COMMUNE)


@dataclass(frozen=True)
class Asked:
    """What the reader chose: a unit ("" is their own), the order, the level of a chart, the day."""

    unit: str = ""
    sort: str = "name"
    level: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Row:
    """A unit with its figure; `parent` names its district, since communes share names."""

    unit: Unit
    figure: Figure
    parent: str


@dataclass(frozen=True)
class Level:
    """All units of one administrative level below the page's unit."""

    code: str
    rows: Sequence[Row]
    note: str = ""  # how many of the units are estimates

    @property
    def has_figures(self) -> bool:
        return any(row.figure.has_value for row in self.rows)


def asked(query: Mapping[str, str]) -> Asked:
    """Read the reader's choice from the address; an unknown order is the order by name."""
    sort = query.get("sort", "")
    unit = query.get("unit", "").replace("\0", "")  # PostgreSQL holds no such letter
    return Asked(unit, sort if sort in SORTS else "name", query.get("level", ""), day_of(query))


def levels(figures: Sequence[Figure], unit: Unit, sort: str, shelf: Shelf) -> list[Level]:
    """Return the units below, districts before communes; a level without units is left out."""
    units = {figure.result.unit.code: figure.result.unit for figure in figures}
    found = []
    for level in LEVELS:
        rows = [
            Row(f.result.unit, f, str(units.get(f.result.unit.parent_code, "")))
            for f in figures
            if f.result.unit.level == level and f.result.unit_id != unit.pk
        ]
        if rows:
            note = shelf.note([row.unit for row in rows])
            found.append(Level(level.value, in_order(rows, sort), note))
    return found


def in_order(rows: Iterable[Row], sort: str) -> list[Row]:
    """Return the rows by name or by value; units without a value come last either way."""
    named = sorted(rows, key=lambda row: (row.unit.name_key, row.unit.code))
    if sort in {"name", "-name"}:
        return named if sort == "name" else named[::-1]
    known = [row for row in named if row.figure.has_value]
    unknown = [row for row in named if not row.figure.has_value]
    known.sort(key=lambda row: row.figure.result.value or 0, reverse=sort == "-value")
    return known + unknown


def chart(rows: Sequence[Row], definition: Definition, goal: Target | None) -> Spec:
    """Return the chart of the rows, in their order, with the target as a rule across it."""
    bars = [
        Bar(
            str(row.unit),
            row.figure.result.value,
            *row.figure.spread,
            row.figure.attainment,
            row.figure.remark,
            row.figure.is_estimated,
        )
        for row in rows
    ]
    return bars_by_unit(bars, axis_of(definition, goal), rule_at(goal))
