"""Which unit's plan carries which target: units down, leaves across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mangnon.accounts.people import units_to_place
from mangnon.catalog import CATALOG
from mangnon.core.models import Unit, User
from mangnon.engine.definitions import Definition
from mangnon.engine.load import load_catalog
from mangnon.plans.socioeconomic.carried import (
    AskedTarget,
    CarriedTarget,
    Kind,
    SocioeconomicPlan,
)

ON_A_PAGE = 50
CARRIED, ASKED, MISSING = "carried", "asked", "missing"


@dataclass(frozen=True)
class Wanted:
    """The kind and first year of the plans, and the unit behind which a page begins."""

    kind: str
    first_year: int
    after: int | None = None


@dataclass(frozen=True)
class Cell:
    """Whether a plan carries a leaf, where; or the task that asks for it."""

    leaf: str
    state: str
    line: str = ""
    task: UUID | None = None


@dataclass(frozen=True)
class Row:
    """A unit with its document, None where none was entered."""

    unit: Unit
    plan: SocioeconomicPlan | None
    cells: Sequence[Cell]

    @property
    def carried(self) -> int:
        return sum(cell.state == CARRIED for cell in self.cells)

    @property
    def missing(self) -> list[str]:
        """Return the leaves that are neither carried nor asked for."""
        return [cell.leaf for cell in self.cells if cell.state == MISSING]


def leaves(first_year: int) -> dict[str, Definition]:
    """Return the measures that plans of the year carry, in the plan's order."""
    return load_catalog(CATALOG).in_force(date(first_year, 1, 1))


def units_of(by: User, day: date) -> list[Unit]:
    """Return the person's units of the day: the province, its districts, the communes, by name."""
    return list(units_to_place(by, day).order_by("-level", "name_key", "pk"))


def page(wanted: Wanted, *, by: User, day: date) -> tuple[list[Row], int | None]:
    """Return one page of units, and the unit behind which the next page begins."""
    units = units_of(by, day)
    start = next((n for n, unit in enumerate(units, 1) if unit.pk == wanted.after), 0)
    shown, more = units[start : start + ON_A_PAGE], units[start + ON_A_PAGE :]
    return rows(shown, wanted, by=by), shown[-1].pk if more else None


def rows(units: Sequence[Unit], wanted: Wanted, *, by: User) -> list[Row]:
    period = {"kind": wanted.kind, "first_year": wanted.first_year, "unit__in": units}
    plans = {p.unit_id: p for p in SocioeconomicPlan.objects.visible_to(by).filter(**period)}
    carried: dict[tuple[int, str], str] = {}
    of_plans = CarriedTarget.objects.visible_to(by).filter(plan__in=plans.values())
    for unit, leaf, line in of_plans.values_list("plan__unit", "leaf", "line"):
        carried[unit, leaf] = line
    asked = {
        (unit, leaf): task
        for unit, leaf, task in AskedTarget.objects.visible_to(by)
        .filter(**period)
        .values_list("unit", "leaf", "assignment")
    }
    asked_for = list(leaves(wanted.first_year))
    return [
        Row(unit, plans.get(unit.pk), [_cell(unit.pk, leaf, carried, asked) for leaf in asked_for])
        for unit in units
    ]


def _cell(
    unit: int,
    leaf: str,
    carried: Mapping[tuple[int, str], str],
    asked: Mapping[tuple[int, str], UUID],
) -> Cell:
    if (unit, leaf) in carried:
        return Cell(leaf, CARRIED, carried[unit, leaf])
    if (unit, leaf) in asked:
        return Cell(leaf, ASKED, task=asked[unit, leaf])
    return Cell(leaf, MISSING)


def first_years(kind: str, day: date) -> list[int]:
    """Return the first years of the plans on offer, newest first, the next one among them."""
    if kind == Kind.FIVE_YEAR:
        last = day.year - (day.year - 1) % 5 + 5
        return [last, last - 5, last - 10]
    return list(range(day.year + 1, day.year - 5, -1))
