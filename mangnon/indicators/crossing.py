"""Two breakdowns of a leaf crossed, from the bitmaps kept beside the snapshot.

Whoever may see the children sees every cell. For everybody else a crossing is a table finer than
what is published, so it is shown whole or not at all (decision 0037): only of districts and the
province, only where no cell of the unit or of one beside it is small or empty, and only where both
breakdowns are shown whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from mangnon.core.models import Unit
from mangnon.core.units.territories import unit_key
from mangnon.engine.bitmaps.kept import Cross, Kept, keep
from mangnon.engine.counting.rollup import TOTAL, Ints, Units
from mangnon.engine.definitions import Definition
from mangnon.engine.flags import SUPPRESSED
from mangnon.engine.load import load_catalog
from mangnon.engine.reported import ReportedFigures, Targets
from mangnon.engine.results import Counted, Judging, basis_on, computed_rows
from mangnon.indicators.models import Result, Run
from mangnon.indicators.released import is_hidden
from mangnon.indicators.shelves import Shelf
from mangnon.snapshots.models import Snapshot

OF_UNITS = "share_of_units"
ALL = "all"
TIMES = "*"  # joins two names of a dimension or member: no name holds it


def bitmaps_of(snapshot: Snapshot) -> Kept:
    """Return the snapshot's bitmaps, made where there are none; EngineError when that fails."""
    return _bitmaps(snapshot.folder, snapshot.as_of, snapshot.manifest_sha256)


@lru_cache(maxsize=4)
def _bitmaps(folder: Path, as_of: date, sha256: str) -> Kept:
    return keep(folder, load_catalog(folder / "catalog"), as_of=as_of, snapshot_sha256=sha256)


def crossed(
    run: Run,
    definition: Definition,
    dimensions: tuple[str, str],
    units: Collection[Unit],
    shelf: Shelf,
) -> list[Result]:
    """Return a leaf's figures by two breakdowns at once, of units that the person may see.

    The dimension of each is "sex*area", the member "male*urban". Members that nobody of the shown
    units belongs to are left out. A table that may not be shown is one figure without numbers, of
    the member "all*all": its members would tell which cells are empty.
    """
    crossing = _Crossing(run, definition, dimensions, bitmaps_of(run.snapshot))
    shown = [unit for unit in units if shelf.sees_all or crossing.may_be_shown(unit)]
    seen = {unit.pk for unit in shown}
    hidden = [crossing.withheld(unit) for unit in units if unit.pk not in seen]
    return [*crossing.results(shown), *hidden]


@dataclass(frozen=True)
class _Crossing:
    run: Run
    definition: Definition
    dimensions: tuple[str, str]
    kept: Kept
    judged: dict[bytes, bool] = field(default_factory=dict)  # by the units that lie together

    def results(self, units: Sequence[Unit]) -> Iterator[Result]:
        places = np.array([self.kept.place(*unit_key(unit)) for unit in units], np.int64)
        cross = self._cross(places)
        counted = _counted(cross, self.dimensions)
        all_units = self.kept.units
        chosen = Units(all_units.codes.take(places), all_units.valid_from.take(places), ())
        judging = Judging(self.run.snapshot.as_of, Targets({}, frozenset()), ReportedFigures({}))
        rows = computed_rows(self.definition, counted, chosen, judging).to_pylist()
        for number, row in enumerate(rows):
            about = {name: row[name] for name in row if name not in {"unit", "unit_valid_from"}}
            yield Result(run=self.run, unit=units[number // len(counted.members)], **about)

    def withheld(self, unit: Unit) -> Result:
        """Return what stands for all cells of a unit's table."""
        return Result(
            run=self.run,
            leaf=self.definition.leaf,
            unit=unit,
            dimension=TIMES.join(self.dimensions),
            member=TIMES.join([ALL] * len(self.dimensions)),
            basis=basis_on(self.definition, self.run.snapshot.as_of),
            flags=[SUPPRESSED],
        )

    def may_be_shown(self, unit: Unit) -> bool:
        """Say whether the unit's table gives nobody away, nor one of a unit beside it."""
        if self.definition.kind == OF_UNITS:
            return True
        if unit.level == Unit.Level.COMMUNE:
            return False
        beside = self._beside(self.kept.place(*unit_key(unit)))
        key = beside.tobytes()
        if key not in self.judged:
            is_safe = not _tells(self.definition, self._cross(beside)).any()
            self.judged[key] = is_safe and all(map(self._is_published, beside.tolist()))
        return self.judged[key]

    def _beside(self, place: int) -> Ints:
        """Return the unit with all that lie below the same unit: they add up to what is known."""
        steps = self.kept.units.steps
        above = int(steps[1][place]) if len(steps) > 1 else -1
        return np.array([place]) if above < 0 else np.flatnonzero(steps[1] == above)

    def _is_published(self, place: int) -> bool:
        units = self.kept.units
        key = units.codes[place].as_py(), units.valid_from[place].as_py()
        leaf, catalog = self.definition.leaf, self.kept.catalog
        figures = [(TOTAL, TOTAL)] + [
            (name, member)
            for name in self.dimensions
            for member in catalog.members_of(self.definition, name).by_code
        ]
        return not any(is_hidden(self.run, [key], leaf, *figure) for figure in figures)

    def _cross(self, places: Ints) -> Cross:
        return self.kept.cross(self.definition.leaf, self.dimensions, units=places)


def _counted(cross: Cross, dimensions: tuple[str, str]) -> Counted:
    first, second = (cross.members[name] for name in dimensions)
    names = [f"{one}{TIMES}{other}" for one in first for other in second]
    shape = (len(cross.units), len(names))
    top, bottom = cross.numerator.reshape(shape), cross.denominator.reshape(shape)
    present = np.flatnonzero((top + bottom).any(axis=0))
    return Counted(
        TIMES.join(dimensions),
        [names[place] for place in present.tolist()],
        top[:, present],
        bottom[:, present],
        np.ones((shape[0], len(present)), np.bool_),
    )


def _tells(definition: Definition, cross: Cross) -> np.ndarray:
    """Return which units have a cell that is small, or empty where neither of its margins is."""
    counts = [cross.numerator, cross.denominator]
    if definition.kind == "share":
        counts.append(cross.denominator - cross.numerator)
    found = np.zeros(len(cross.units), np.bool_)
    for count in counts:
        is_small = (count > 0) & (count < definition.hide_below)
        first, second = count.sum(axis=2, keepdims=True), count.sum(axis=1, keepdims=True)
        is_gap = (count == 0) & (first > 0) & (second > 0)
        found |= (is_small | is_gap).any(axis=(1, 2))
    return found
