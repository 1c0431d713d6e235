"""The gap of one figure: the rows of its snapshot that miss the target, and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from mangnon.core.models import Unit
from mangnon.core.units.territories import unit_key
from mangnon.engine.behind.asking import Asked
from mangnon.engine.behind.missing import Missing, missing, table_behind, what_is_listed
from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.flags import ESTIMATED, SUPPRESSED
from mangnon.indicators.frozen import catalog_of
from mangnon.indicators.models import Run
from mangnon.indicators.shelves import Shelf


class Kind(StrEnum):
    """What the rows of a list are, by the key of their table."""

    CHILDREN = "child_key"
    SCHOOLS = "school_key"
    COMMUNES = ""


@dataclass(frozen=True)
class Gap:
    """What is behind the figure of a leaf for a unit, on the units that the shelf shows."""

    run: Run
    leaf: str
    unit: Unit
    shelf: Shelf

    @cached_property
    def catalog(self) -> Catalog:
        return catalog_of(self.run.snapshot)

    @cached_property
    def definition(self) -> Definition:
        return self.catalog.in_force(self.run.snapshot.as_of)[self.leaf]

    @property
    def is_estimated(self) -> bool:
        """Say whether the figure holds part of a unit; the list then holds all of that unit."""
        return ESTIMATED in self._flags

    @property
    def is_hidden(self) -> bool:
        """Say whether the figure is hidden from the person, and so how long the list is."""
        return SUPPRESSED in self._flags

    @cached_property
    def _flags(self) -> frozenset[str]:
        found = self.shelf.results([self.run], leaf=self.leaf, units=[self.unit])
        return frozenset(flag for result in found for flag in result.flags)

    @property
    def kind(self) -> Kind:
        return Kind(table_behind(self.catalog, self.definition).entity or "")

    @property
    def noun(self) -> str:
        """Return what one line of the list is called."""
        is_child = self.kind is Kind.CHILDREN
        return "trẻ em" if is_child else table_behind(self.catalog, self.definition).noun

    @property
    def what(self) -> str:
        """Return in words what the rows of the list have, or lack."""
        return what_is_listed(self.asked)

    @cached_property
    def asked(self) -> Asked:
        """Return the rows that the figure is made of, as they were frozen."""
        snapshot = self.run.snapshot
        units = {unit_key(unit) for unit in self.shelf.made_of(self.unit)}
        return Asked(snapshot.folder, self.catalog, self.definition, units, snapshot.as_of)

    @cached_property
    def missing(self) -> Missing:
        return missing(self.asked)
