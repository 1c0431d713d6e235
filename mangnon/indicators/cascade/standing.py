"""How the units below one stand in a run, as far as a reader may see: weights and amounts.

A figure that is hidden from the reader lends no number. What the hidden ones have together is what
the figures that are told leave of the unit above, and each counts as an equal part of that: so the
check is made of nothing but what the reader may see. Decision 0050.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mangnon.core.models import Unit
from mangnon.engine.definitions import Definition
from mangnon.engine.flags import SUPPRESSED
from mangnon.indicators.cascade.reckoning import amount_of
from mangnon.indicators.frozen import catalog_of, definitions_of
from mangnon.indicators.models import Result, Run
from mangnon.indicators.shelves import Shelf

CHILDREN = "8a"  # the leaf that is out of all children: the weight of figures that are reported
SMALL = "small_numbers"
NOTHING = Fraction(0)


@dataclass(frozen=True)
class Stand:
    """One unit: what its figure is out of, and the part that it has; None where nobody knows.

    `is_hidden` marks an equal part of what is hidden, `is_small` a figure of few cases.
    """

    unit: Unit
    weight: Fraction
    amount: Fraction | None
    is_hidden: bool = False
    is_small: bool = False


class NotTold(Exception):
    """The figure of the unit above is hidden, so nothing of the hidden ones below is known."""


class Standings:
    """The figures of a unit, and of the units of one level below it, by leaf."""

    def __init__(self, run: Run, above: Unit, level: str, shelf: Shelf, leaf: str = "") -> None:
        """Read the figures of all leaves, or of one and what it is weighed by."""
        self.run, self.above, self.level, self.shelf = run, above, level, shelf
        self.catalog = catalog_of(run.snapshot)
        self.definitions: Mapping[str, Definition] = definitions_of(run.snapshot)
        below = [unit for unit in shelf.subtree(above) if _is_at(unit, level, above)]
        self.units: Sequence[Unit] = sorted(below, key=lambda unit: (unit.name_key, unit.code))
        self._found: dict[str, dict[int, Result]] = defaultdict(dict)
        for one in dict.fromkeys([leaf, CHILDREN if leaf else leaf]):
            for result in shelf.results([run], leaf=one, units=[above, *self.units]):
                self._found[result.leaf][result.unit_id] = result
        self._children: dict[int, Fraction] | None = None

    def of_above(self, leaf: str) -> Result | None:
        return self._found[leaf].get(self.above.pk)

    def of(self, leaf: str) -> list[Stand]:
        """Return how each unit stands, in the order of `units`; raise NotTold."""
        if self.definitions[leaf].is_computed:
            return self._counted(leaf)
        weights = self._children_of_units()
        return [self._reported(leaf, unit, weights[unit.pk]) for unit in self.units]

    def _counted(self, leaf: str) -> list[Stand]:
        found = self._found[leaf]
        of_units = [found[unit.pk] for unit in self.units if unit.pk in found]
        hidden = {result.unit_id for result in of_units if SUPPRESSED in result.flags}
        told = [result for result in of_units if result.unit_id not in hidden]
        weight = amount = NOTHING
        if hidden:
            weight, amount = _left_of(self.of_above(leaf), told, len(hidden))
        return [
            Stand(unit, weight, amount, is_hidden=True)
            if unit.pk in hidden
            else _stand(unit, found.get(unit.pk))
            for unit in self.units
        ]

    def _reported(self, leaf: str, unit: Unit, weight: Fraction) -> Stand:
        """Return a stated figure, weighed by the unit's children: nobody states what it is of."""
        result = self._found[leaf].get(unit.pk)
        if result is None or result.value is None:
            return Stand(unit, weight, None)
        value = Fraction(Decimal(repr(result.value)))
        return Stand(unit, weight, amount_of(value, self.definitions[leaf].unit, weight))

    def _children_of_units(self) -> dict[int, Fraction]:
        if self._children is None:
            self._children = {stand.unit.pk: stand.weight for stand in self._counted(CHILDREN)}
        return self._children


def _is_at(unit: Unit, level: str, above: Unit) -> bool:
    return unit.level == level and unit.pk != above.pk


def _stand(unit: Unit, result: Result | None) -> Stand:
    if result is None:
        return Stand(unit, NOTHING, None)
    amount = None
    if result.value is not None and result.numerator is not None:
        amount = Fraction(result.numerator)
    return Stand(unit, Fraction(result.denominator or 0), amount, is_small=SMALL in result.flags)


def _left_of(
    above: Result | None, told: Sequence[Result], hidden: int
) -> tuple[Fraction, Fraction]:
    """Return the equal part, of weight and of amount, that each hidden unit has."""
    if above is None or above.numerator is None or above.denominator is None:
        raise NotTold
    weight = Fraction(above.denominator) - sum(Fraction(r.denominator or 0) for r in told)
    amount = Fraction(above.numerator) - sum(Fraction(r.numerator or 0) for r in told)
    return max(weight, NOTHING) / hidden, amount / hidden
