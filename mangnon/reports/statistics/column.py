"""What a column of a form answers, and the figures of a run that several of them share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Protocol

from mangnon.core.models import Unit
from mangnon.indicators.models import Result
from mangnon.reports.statistics.asking import Asked
from mangnon.reports.statistics.cell import Cell

Members = Sequence[tuple[str, Cell]]  # each member's title and what it has


class Column(Protocol):
    """One column: of a unit, of the members of a breakdown of the asked unit, and its source."""

    def of(self, unit: Unit) -> Cell: ...

    def members(self, dimension: str) -> Members: ...

    @property
    def source(self) -> str: ...


class Figures:
    """The figures of a run for the asked unit and those below, read once a leaf and breakdown."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._read: dict[tuple[str, str], Mapping[tuple[int, str], Result]] = {}

    @cached_property
    def units(self) -> list[Unit]:
        return [self.asked.unit, *self.asked.below]

    def of(self, leaf: str, dimension: str) -> Mapping[tuple[int, str], Result]:
        """Return the leaf's figures by unit (its key in the database) and member."""
        if (leaf, dimension) not in self._read:
            run, shelf = self.asked.run, self.asked.shelf
            found = shelf.results([run], leaf=leaf, units=self.units, dimension=dimension)
            self._read[leaf, dimension] = {(r.unit.pk, r.member): r for r in found}
        return self._read[leaf, dimension]
