"""The numbers of one column of a form, whatever they come from, and in words where from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from mangnon.core.models import Unit
from mangnon.engine.statistics.form import Count, Within
from mangnon.indicators.screening import awaits_breakdowns
from mangnon.reports.statistics import frozen_counts
from mangnon.reports.statistics.asking import Asked
from mangnon.reports.statistics.cell import (
    PREPARING,
    Cell,
    of_result,
    value,
)
from mangnon.reports.statistics.column import Column, Figures, Members
from mangnon.reports.statistics.frozen_counts import Numbers
from mangnon.reports.statistics.of_cases import OfCases, OfPenalties
from mangnon.ui.formats import date_text


@dataclass(frozen=True)
class OfLeaf:
    """A part of a leaf's figures: numerator, denominator, or the value that an agency stated."""

    figures: Figures
    leaf: str
    part: str
    decimals: int | None = None
    within: Within | None = None

    def of(self, unit: Unit) -> Cell:
        if self.within is None:
            return of_result(self.figures.total(self.leaf, unit), self.part, self.decimals)
        if self._awaits:
            return PREPARING
        part = self.figures.part(self.leaf, unit, self.within.dimension, self.within.member)
        return of_result(part, self.part, self.decimals)

    def members(self, dimension: str) -> Members:
        asked = self.figures.asked
        definition = asked.definitions.get(self.leaf)
        if definition is None or dimension not in definition.breakdowns:
            return []
        codes = asked.catalog.members_of(definition, dimension).codes
        if self._awaits:
            return [(code.vi, PREPARING) for code in codes]
        there = ((code.vi, self.figures.member(self.leaf, dimension, code.code)) for code in codes)
        return [(title, of_result(one, self.part)) for title, one in there if one is not None]

    @property
    def source(self) -> str:
        definition = self.figures.asked.definitions.get(self.leaf)
        if definition is None:
            return _("Leaf %(leaf)s, which was not defined then") % {"leaf": self.leaf}
        return _("Leaf %(leaf)s, definition in force from %(day)s, computed from the snapshot") % {
            "leaf": self.leaf,
            "day": date_text(definition.valid_from),
        }

    @cached_property
    def _awaits(self) -> bool:
        return awaits_breakdowns(self.figures.asked.run, self.figures.asked.shelf)


@dataclass(frozen=True)
class OfNumbers:
    """What agencies had reported by then."""

    asked: Asked
    numbers: Numbers

    def of(self, unit: Unit) -> Cell:
        return value(self.numbers.of(unit, self.asked.shelf))

    def members(self, dimension: str) -> Members:
        unit, shelf = self.asked.unit, self.asked.shelf
        known = self.numbers.members(unit, shelf, dimension)
        codes = self.asked.catalog.lists[dimension].codes
        return [
            (code.vi, value(self.numbers.of(unit, shelf, **{dimension: code.code})))
            for code in codes
            if code.code in known
        ]

    @property
    def source(self) -> str:
        if not self.numbers.sources:
            return _("Nothing was reported by the day of the snapshot")
        return _("Reported: %(sources)s") % {"sources": "; ".join(self.numbers.sources)}


def column_of(count: Count, figures: Figures) -> Column:
    """Return where the numbers of a form's column come from."""
    asked = figures.asked
    folder, year = asked.run.snapshot.folder, asked.year
    if count.leaf is not None:
        return OfLeaf(figures, count.leaf, str(count.part), within=count.within)
    if count.population is not None:
        return OfNumbers(asked, frozen_counts.population(folder, year, count.population))
    if count.item is not None:
        return OfNumbers(asked, frozen_counts.items(folder, year, count.item))
    if count.cases is not None:
        return OfCases(figures, count.cases)
    return OfPenalties(figures, str(count.penalties))
