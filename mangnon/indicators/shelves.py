"""Figures as they were reported, or on the units of any day: two shelves that answer alike.

A figure on other units is shown only to who may see every figure that it is made of. What is small,
or would give it away, is given without its numbers (`screening.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from mangnon.core import access
from mangnon.core.models import Unit, User
from mangnon.core.units.territories import Reshaped, heir_of, reshape, unit_key
from mangnon.engine.continuity import COMPARABLE, Continuity, continuity_of, table_note
from mangnon.engine.counting.rollup import TOTAL
from mangnon.engine.crosswalk import UnitKey
from mangnon.engine.territory import Territory
from mangnon.indicators.frozen import units_day
from mangnon.indicators.models import Result, Run
from mangnon.indicators.moving import About, Rows, moved
from mangnon.indicators.screening import screen

COUNTS = (
    "run_id", "leaf", "unit_id", "dimension", "member", "numerator", "denominator", "value",
    "low", "high", "attainment", "basis", "flags",
)  # fmt: skip


class Shelf(Protocol):
    """Where pages, reports and commands take a person's figures from."""

    @property
    def by(self) -> User: ...

    @property
    def day(self) -> date | None:
        """Return the day whose units are shown; None for the units that reported."""
        ...

    @property
    def sees_all(self) -> bool:
        """Say whether no figure is hidden: the person may see all children behind them."""
        ...

    def results(
        self,
        runs: Collection[Run],
        *,
        leaf: str = "",
        units: Collection[Unit] | None = None,
        dimension: str = TOTAL,
    ) -> list[Result]:
        """Return the figures of the runs, hidden ones without any number.

        Dimension "" is every breakdown and no total.
        """
        ...

    def home(self, unit: Unit) -> Unit | None:
        """Return what stands here for a unit that a person serves; None for what was parted."""
        ...

    def subtree(self, unit: Unit) -> Collection[Unit]: ...

    def may_show(self, unit: Unit) -> bool:
        """Say whether the person may see all that the unit's figures are made of."""
        ...

    def made_of(self, unit: Unit) -> list[Unit]:
        """Return the units whose reported figures the unit's figures are made of."""
        ...

    def stated_as(self, unit: Unit) -> UnitKey | None:
        """Return the unit under which agencies stated this unit's figures."""
        ...

    def continuity(self, unit: Unit, flags: Collection[str]) -> Continuity: ...

    def note(self, units: Collection[Unit]) -> str:
        """Say how many of a table's units are estimates."""
        ...

    def label(self, unit: Unit) -> str: ...


@dataclass(frozen=True)
class AsReported:
    """The figures on the units that reported them."""

    by: User
    day: None = None
    is_public: bool = field(default=False, kw_only=True)

    @property
    def sees_all(self) -> bool:
        return _sees_all(self.by, is_public=self.is_public)

    def results(
        self,
        runs: Collection[Run],
        *,
        leaf: str = "",
        units: Collection[Unit] | None = None,
        dimension: str = TOTAL,
    ) -> list[Result]:
        found = Result.objects.visible_to(self.by).filter(run__in=runs)
        found = _narrowed(found, leaf, dimension)
        if units is not None:
            found = found.filter(unit__in=units)
        known = {unit.pk: unit for unit in units or ()}
        results = list(found if known else found.select_related("unit"))
        # A run carries its snapshot's whole manifest: once for all of its figures, as units are.
        by_id = {run.pk: run for run in runs}
        for result in results:
            result.run = by_id[result.run_id]
            if known:
                result.unit = known[result.unit_id]
        return screen(results, self)

    def home(self, unit: Unit) -> Unit | None:
        return unit

    def subtree(self, unit: Unit) -> Collection[Unit]:
        return list(unit.subtree())

    def may_show(self, unit: Unit) -> bool:
        return True

    def made_of(self, unit: Unit) -> list[Unit]:
        return [unit]

    def stated_as(self, unit: Unit) -> UnitKey | None:
        return unit_key(unit)

    def continuity(self, unit: Unit, flags: Collection[str]) -> Continuity:
        return COMPARABLE

    def note(self, units: Collection[Unit]) -> str:
        return ""

    def label(self, unit: Unit) -> str:
        return str(unit)


@dataclass(frozen=True)
class OnUnits:
    """The figures of one day's units on the units of another day."""

    by: User
    day: date
    made: Reshaped
    is_public: bool = field(default=False, kw_only=True)

    @property
    def sees_all(self) -> bool:
        return _sees_all(self.by, is_public=self.is_public)

    def results(
        self,
        runs: Collection[Run],
        *,
        leaf: str = "",
        units: Collection[Unit] | None = None,
        dimension: str = TOTAL,
    ) -> list[Result]:
        asked = None if units is None else {unit_key(unit) for unit in units}
        wanted = [t for key, t in self.made.territories.items() if asked is None or key in asked]
        of_these = [run for run in runs if units_day(run.snapshot) == self.made.start]
        needed = {key for territory in wanted for key in territory.needed}
        rows = self._rows(of_these, needed, leaf, dimension)
        found = [
            result for run in of_these for result in self._moved(run, wanted, rows.get(run.pk, {}))
        ]
        return screen(found, self)

    def _rows(
        self, runs: Collection[Run], needed: Collection[UnitKey], leaf: str, dimension: str
    ) -> Mapping[int, Rows]:
        """Return the reported figures by run, then leaf and member, then unit."""
        keys = {unit.pk: key for key, unit in self.made.before.items() if key in needed}
        found = Result.objects.visible_to(self.by).filter(run__in=runs, unit__in=list(keys))
        rows: dict[int, dict[About, dict[UnitKey, Any]]] = defaultdict(dict)
        for row in _narrowed(found, leaf, dimension).values_list(*COUNTS, named=True):
            about = row.leaf, row.dimension, row.member
            rows[row.run_id].setdefault(about, {})[keys[row.unit_id]] = row
        return rows

    def _moved(self, run: Run, wanted: Sequence[Territory], rows: Rows) -> list[Result]:
        shown = [t for t in wanted if t.needed and t.needed <= self._seen]
        return [
            Result(
                run=run,
                leaf=leaf,
                unit=self.made.after[territory.unit],
                dimension=dimension,
                member=member,
                **{**vars(figure), "flags": list(figure.flags)},
            )
            for (leaf, dimension, member), territory, figure in moved(run.snapshot, rows, shown)
        ]

    @cached_property
    def _seen(self) -> frozenset[UnitKey]:
        """Return the units whose figures this person may see."""
        ids = {unit.pk: key for key, unit in self.made.before.items()}
        theirs = Result.objects.visible_to(self.by).totals().filter(unit__in=list(ids))
        seen = Unit.objects.filter(pk__in=theirs.values("unit"))
        return frozenset(ids[pk] for pk in seen.values_list("pk", flat=True))

    def home(self, unit: Unit) -> Unit | None:
        return heir_of(unit, self.day)

    def subtree(self, unit: Unit) -> Collection[Unit]:
        by_code = {known.code: known for known in self.made.after.values()}
        return [found for found in by_code.values() if _is_below(found, unit, by_code)]

    def may_show(self, unit: Unit) -> bool:
        needed = self.made.territories[unit_key(unit)].needed
        return bool(needed) and needed <= self._seen

    def made_of(self, unit: Unit) -> list[Unit]:
        territory = self.made.territories.get(unit_key(unit))
        return [self.made.before[key] for key in territory.needed] if territory else []

    def stated_as(self, unit: Unit) -> UnitKey | None:
        territory = self.made.territories.get(unit_key(unit))
        return territory.same if territory else None

    def continuity(self, unit: Unit, flags: Collection[str]) -> Continuity:
        territory = self.made.territories[unit_key(unit)]
        is_back = self.made.end < self.made.start
        return continuity_of(territory, self.made.events, flags, is_back=is_back)

    def note(self, units: Collection[Unit]) -> str:
        return table_note([self.made.territories[unit_key(unit)] for unit in units])

    def label(self, unit: Unit) -> str:
        return unit.label_on(self.day)


def shelf_of(run: Run, day: date | None, by: User, *, is_public: bool = False) -> Shelf:
    """Return where to take figures from; Refused for a day of which no units are known.

    What is public leaves the office: it hides small counts whoever asks for it.
    """
    if day is None:
        return AsReported(by, is_public=is_public)
    return OnUnits(by, day, reshape(units_day(run.snapshot), day), is_public=is_public)


def _sees_all(user: User, *, is_public: bool) -> bool:
    return not is_public and access.sees_all_of(user, "child.view")


def _is_below(unit: Unit, top: Unit, by_code: Mapping[str, Unit]) -> bool:
    above: Unit | None = unit
    while above is not None and above.pk != top.pk:
        above = by_code.get(above.parent_code)
    return above is not None


def _narrowed(found: Any, leaf: str, dimension: str) -> Any:
    if leaf:
        found = found.filter(leaf=leaf)
    return found.filter(dimension=dimension) if dimension else found.exclude(dimension=TOTAL)
