"""What a column of a form answers, and the figures of a run that several of them share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from mangnon.core.models import Unit
from mangnon.engine.counting.rollup import TOTAL
from mangnon.indicators.models import Result
from mangnon.reports.statistics.asking import Asked
from mangnon.reports.statistics.cell import Cell

Key = tuple[str, int, str]  # leaf, unit, member
Members = Sequence[tuple[str, Cell]]  # each member's title and what it has


class Column(Protocol):
    """One column: of a unit, of the members of a breakdown of the asked unit, and its source."""

    def of(self, unit: Unit) -> Cell: ...

    def members(self, dimension: str) -> Members: ...

    @property
    def source(self) -> str: ...


class Figures:
    """The figures of a run that columns share: each breakdown is read once for all leaves.

    With `leaf` only that one is read; `is_whole` says that no unit below is asked for.
    """

    def __init__(self, asked: Asked, *, leaf: str = "", is_whole: bool = False) -> None:
        self.asked, self.leaf = asked, leaf
        self.units = [asked.unit] if is_whole else [asked.unit, *asked.below]
        self._read: dict[tuple[str, bool], Mapping[Key, Result]] = {}

    def total(self, leaf: str, unit: Unit) -> Result | None:
        """Return the leaf's figure of the asked unit, or of one below."""
        return self._of(TOTAL, self.units).get((leaf, unit.pk, TOTAL))

    def part(self, leaf: str, unit: Unit, dimension: str, member: str) -> Result | None:
        """Return one member of a breakdown, of the asked unit or of one below."""
        return self._of(dimension, self.units).get((leaf, unit.pk, member))

    def member(self, leaf: str, dimension: str, member: str) -> Result | None:
        """Return one member of a breakdown of the asked unit."""
        unit = self.asked.unit
        return self._of(dimension, [unit]).get((leaf, unit.pk, member))

    def _of(self, dimension: str, units: Sequence[Unit]) -> Mapping[Key, Result]:
        key = dimension, len(units) > 1
        if key not in self._read:
            run, shelf = self.asked.run, self.asked.shelf
            found = shelf.results([run], leaf=self.leaf, units=units, dimension=dimension)
            self._read[key] = {(r.leaf, r.unit.pk, r.member): r for r in found}
        return self._read[key]
