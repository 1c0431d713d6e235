"""Asking for the cascade check: of which plan, which unit, which level below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, Unit, User
from mangnon.indicators.cascade.checking import Check, checks
from mangnon.indicators.cascade.proposing import targets_of_plan
from mangnon.indicators.cascade.standing import Standings
from mangnon.indicators.cascade.telling import sentence, told
from mangnon.indicators.models import Run
from mangnon.indicators.shelves import Shelf, shelf_of
from mangnon.plans.items import Target
from mangnon.plans.local.holders import plan_over
from mangnon.plans.plan import Plan

LEVELS = (Unit.Level.COMMUNE, Unit.Level.DISTRICT)


@dataclass(frozen=True)
class Cascade:
    """The units of one level below one, under one plan, in one run as one reader sees it."""

    run: Run
    shelf: Shelf
    above: Unit
    plan: Plan
    level: str

    @cached_property
    def levels(self) -> list[str]:
        """Return the levels that there are below the unit."""
        found = {unit.level for unit in self.shelf.subtree(self.above) if unit.pk != self.above.pk}
        return [level for level in LEVELS if level in found]

    @property
    def count(self) -> int:
        """Return how many units there are at the level."""
        return sum(unit.level == self.level for unit in self.shelf.subtree(self.above))

    @cached_property
    def targets(self) -> list[Target]:
        return targets_of_plan(self.plan)

    def checks(self, leaf: str = "", *, with_takes: bool = True) -> list[Check]:
        """Return the check of every target of the plan, or of one leaf.

        Without takes nothing is said of how much more the units would have to bring.
        """
        wanted = [target for target in self.targets if leaf in {"", target.leaf}]
        year = self.plan.year or self.run.snapshot.as_of.year
        standings = Standings(self.run, self.above, self.level, self.shelf, leaf)
        return checks(wanted, standings, year, by=self.shelf.by, with_takes=with_takes)


def find_cascade(run: Run, shelf: Shelf, above: Unit, *, year: int, level: str = "") -> Cascade:
    """Return the check of a unit; Refused where no plan of its province is in force for the year.

    An unknown level is the communes.
    """
    plan = plan_over(above, year)
    if plan is None:
        raise Refused(_("No plan of the province is in force for %(year)s.") % {"year": year})
    known = level if level in LEVELS else Unit.Level.COMMUNE
    return Cascade(run, shelf, above, plan, known)


def told_cascade(
    run: Run,
    *,
    by: User,
    year: int | None = None,
    unit: str = "",
    level: str = "",
    leaf: str = "",
    units_on: date | None = None,
) -> dict[str, Any]:
    """Return the check for the command line; the units of a leaf where one is asked for.

    Refused for a unit outside the person's scope, for one with none below it, and for a leaf that
    the plan has no target of.
    """
    shelf = shelf_of(run, units_on, by)
    above = _unit(shelf, unit)
    asked = find_cascade(run, shelf, above, year=year or run.snapshot.as_of.year, level=level)
    if asked.level not in asked.levels:
        raise Refused(_("%(unit)s has no units of that level.") % {"unit": above})
    found = asked.checks(leaf)
    if not found:
        raise Refused(_("The plan has no target of measure “%(leaf)s”.") % {"leaf": leaf})
    return {
        "year": asked.plan.year,
        "plan": asked.plan.number,
        "unit": above.code,
        "unit_valid_from": above.valid_from.isoformat(),
        "level": str(asked.level),
        "units": asked.count,
        "snapshot": run.snapshot.code,
        "as_of": run.snapshot.as_of.isoformat(),
        "checks": told(found, asked.level, with_units=bool(leaf)),
        "text": "\n".join(f"{c.leaf:>4}  {sentence(c, asked.level)}" for c in found),
    }


def _unit(shelf: Shelf, code: str) -> Unit:
    home = shelf.home(shelf.by.unit) if shelf.by.unit else None
    if home is not None:
        for unit in (home, *shelf.subtree(home)):
            if code in {"", unit.code} and shelf.may_show(unit):
                return unit
    raise Refused(_("There is no unit “%(unit)s” with figures in your scope.") % {"unit": code})
