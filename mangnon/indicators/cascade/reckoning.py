"""What parts come to as a whole: exact, and without a database.

A part is a unit with what it is out of (its weight: children, schools, last year's cases) and what
it brings (its amount, in the same whole things). A rate of the whole is the sum of the amounts by
the sum of the weights; a target in whole numbers asks for the sum of the amounts. Decision 0050.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mangnon.engine.attainment import LOWER

STRICT = ("<", ">")
PER = {"percent": 100, "per_1000": 1000, "per_100000": 100_000}


@dataclass(frozen=True)
class Goal:
    """What is asked of the whole; `unit` is a measure of PER, or "count" for whole numbers."""

    relation: str
    value: Fraction
    unit: str

    @property
    def is_lower_better(self) -> bool:
        return self.relation in LOWER

    def amount_in(self, weight: Fraction) -> Fraction:
        """Return the amount that a part of this weight has where it just meets the goal."""
        return amount_of(self.value, self.unit, weight)


@dataclass(frozen=True)
class Part:
    """`amount` is None where nothing is known of it; `is_strict` means less (or more) than that."""

    weight: Fraction
    amount: Fraction | None
    is_strict: bool = False


@dataclass(frozen=True)
class Whole:
    """What the known parts come to; `value` is in the goal's unit."""

    value: Fraction
    amount: Fraction
    weight: Fraction
    needed: Fraction
    is_met: bool

    @property
    def gap(self) -> Fraction:
        """Return how much of the amount is missing, or too much; 0 where the goal is met."""
        return Fraction(0) if self.is_met else abs(self.needed - self.amount)


@dataclass(frozen=True)
class Level:
    """The weakest parts brought to one `value`, so that the whole meets its goal.

    `takes` holds for each part, in their order, how much more (or less) it would bring.
    """

    value: Fraction
    takes: tuple[Fraction, ...]


def amount_of(value: Fraction, unit: str, weight: Fraction) -> Fraction:
    if unit not in PER:
        return value
    above = value.numerator * weight.numerator
    return Fraction(above, value.denominator * weight.denominator * PER[unit])


def _sum(values: Iterable[Fraction]) -> Fraction:
    """Add up by denominators: few are different, and `sum` would reduce after each step."""
    above: dict[int, int] = defaultdict(int)
    for value in values:
        above[value.denominator] += value.numerator
    return sum((Fraction(top, below) for below, top in above.items()), Fraction(0))


def whole_of(goal: Goal, parts: Sequence[Part]) -> Whole | None:
    """Return what the parts come to; None where nothing is known, or a rate is out of nothing."""
    known = [part for part in parts if part.amount is not None]
    weight = _sum(part.weight for part in known)
    if not known or (goal.unit in PER and not weight):
        return None
    amount = _sum(part.amount for part in known if part.amount is not None)
    needed = goal.amount_in(weight)
    is_beyond = amount < needed if goal.is_lower_better else amount > needed
    is_bound = amount == needed
    is_strictly_under = any(part.is_strict for part in known)
    is_met = is_beyond or (is_bound and (goal.relation not in STRICT or is_strictly_under))
    value = amount * PER[goal.unit] / weight if goal.unit in PER else amount
    return Whole(value, amount, weight, needed, is_met)


def levelled(goal: Goal, parts: Sequence[Part]) -> Level | None:
    """Return the least that the weakest parts would have to take for the whole to meet its goal.

    All that are weaker than one level come up to it (down, where lower is better) and nobody else
    moves, so no part is asked for more than the goal asks of the whole. None where the goal is met,
    or no part has a weight.
    """
    whole = whole_of(goal, parts)
    moving = [p for p in parts if p.amount is not None and p.weight]
    if whole is None or not whole.gap or not moving:
        return None
    sign = -1 if goal.is_lower_better else 1
    rates = sorted(
        ((sign * (p.amount or 0) / p.weight, p.weight) for p in moving),
        key=lambda part: (float(part[0]), *part),  # floats are quick to compare, and keep the order
    )
    level = _level(rates, whole.gap)
    takes = tuple(_take(part, sign, level) for part in parts)
    return Level(sign * level * PER.get(goal.unit, 1), takes)


def _level(rates: Sequence[tuple[Fraction, Fraction]], gap: Fraction) -> Fraction:
    """Return the rate to which the lowest (rate, weight) come up when they are given the gap."""
    weight = amount = Fraction(0)
    for place, (rate, of_weight) in enumerate(rates):
        weight, amount = weight + of_weight, amount + rate * of_weight
        level = (amount + gap) / weight
        if place + 1 == len(rates) or level <= rates[place + 1][0]:
            return level
    raise AssertionError("there is a last rate")


def _take(part: Part, sign: int, level: Fraction) -> Fraction:
    if part.amount is None or not part.weight:
        return Fraction(0)
    return max(Fraction(0), level * part.weight - sign * part.amount)
