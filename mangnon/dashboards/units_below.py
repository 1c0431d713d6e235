"""The units below one unit, as a table and as a chart in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mangnon.core.models import Unit
from mangnon.dashboards.figures import Figure
from mangnon.dashboards.units_on import day_of
from mangnon.engine.attainment import Target
from mangnon.engine.definitions import Definition
from mangnon.engine.ranking import rank
from mangnon.indicators.drawn import axis_of, rule_at
from mangnon.indicators.shelves import Shelf
from mangnon.ui.charts import Bar, Spec, bars_by_unit
from mangnon.ui.formats import DASH, HIDDEN

SORTS = ("name", "-name", "value", "-value")
TOO_FEW, FEW = "số quá ít để so sánh", "số quá ít"
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
    """A unit with its figure; `parent` names its district, since communes share names.

    `is_few`: too few to compare. The others are marked where chance alone may part them from the
    best unit, or from the target.
    """

    unit: Unit
    figure: Figure
    parent: str
    is_few: bool = False
    is_like_best: bool = False
    is_like_target: bool = False


@dataclass(frozen=True)
class Level:
    """All units of one administrative level below the page's unit."""

    code: str
    rows: Sequence[Row]
    note: str = ""  # how many of the units are estimates

    @property
    def few(self) -> int:
        return sum(row.is_few for row in self.rows)

    @property
    def alike(self) -> bool:
        """Say whether any unit is marked, so that the marks are explained."""
        return any(row.is_like_best or row.is_like_target for row in self.rows)

    @property
    def has_figures(self) -> bool:
        return self.has_hidden or any(row.figure.has_value for row in self.rows)

    @property
    def has_hidden(self) -> bool:
        return any(row.figure.is_hidden for row in self.rows)


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
    """Return the rows, marked, by name or by value.

    By value only what may be compared is set in order; estimates, units of few cases and those
    without a value come after it, whichever way it runs.
    """
    named = sorted(rows, key=lambda row: (row.unit.name_key, row.unit.code))
    if not named:
        return []
    first = named[0].figure
    found = rank(
        [row.figure.result for row in named],
        first.definition.better,
        counts_whole=first.definition.kind == "share_of_units",
        target=rule_at(first.goal),
    )
    marked = [
        replace(
            row,
            is_few=place in found.too_few,
            is_like_best=place in found.like_best,
            is_like_target=place in found.like_target,
        )
        for place, row in enumerate(named)
    ]
    if sort in {"name", "-name"}:
        return marked if sort == "name" else marked[::-1]
    is_upwards = (sort == "value") == (first.definition.better == "lower")
    ranked = found.ranked if is_upwards else found.ranked[::-1]
    apart = [*sorted(found.estimated), *sorted(found.too_few), *sorted(found.unknown)]
    return [marked[place] for place in (*ranked, *apart)]


def chart(rows: Sequence[Row], definition: Definition, goal: Target | None) -> Spec:
    """Return the chart of the rows, in their order, with the target as a rule across it."""
    bars = [
        Bar(
            f"{row.unit} ({FEW})" if row.is_few else str(row.unit),
            row.figure.result.value,
            *row.figure.spread,
            row.figure.attainment,
            TOO_FEW if row.is_few else row.figure.remark,
            row.figure.is_estimated,
            HIDDEN if row.figure.is_hidden else DASH,
        )
        for row in rows
    ]
    return bars_by_unit(bars, axis_of(definition, goal), rule_at(goal))
