"""Which figures may be set in order, and which of them differ only as chance does.

Figures of few are never ranked: they stand apart, as "too few to compare". Of those that are
ranked, the ones whose 95% interval meets that of the best, or holds the target, are said to be no
different from it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol

from mangnon.engine.flags import ESTIMATED, NOT_COMPARABLE

SMALL = "small_numbers"
FEWEST_WHOLE = 5  # communes or schools, where every one of them was counted


class Compared(Protocol):
    """What is compared of a figure."""

    @property
    def value(self) -> float | None: ...
    @property
    def denominator(self) -> int | Fraction | float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def flags(self) -> Collection[str]: ...


@dataclass(frozen=True)
class Ranking:
    """Figures by their places in what was given; `ranked` has the best first."""

    ranked: tuple[int, ...]
    too_few: frozenset[int]
    estimated: frozenset[int]
    unknown: frozenset[int]
    like_best: frozenset[int]  # of the ranked, without the best itself
    like_target: frozenset[int]


def rank(
    figures: Sequence[Compared],
    better: Literal["higher", "lower"],
    *,
    counts_whole: bool = False,
    target: float | None = None,
) -> Ranking:
    """Set figures in order; `counts_whole` where each counts all units of its kind there are."""
    places = range(len(figures))
    unknown = {i for i in places if figures[i].value is None}
    estimated = {i for i in places if i not in unknown and _is_estimated(figures[i])}
    few = {
        i
        for i in places
        if i not in unknown | estimated and _is_of_few(figures[i], counts_whole=counts_whole)
    }
    known = [i for i in places if i not in unknown | estimated | few]
    ranked = sorted(known, key=lambda i: figures[i].value or 0.0, reverse=better == "higher")
    best = figures[ranked[0]] if ranked else None
    return Ranking(
        ranked=tuple(ranked),
        too_few=frozenset(few),
        estimated=frozenset(estimated),
        unknown=frozenset(unknown),
        like_best=frozenset(i for i in ranked[1:] if best and may_be_equal(figures[i], best)),
        like_target=frozenset(i for i in ranked if holds_target(figures[i], target)),
    )


def may_be_ranked(figure: Compared, *, counts_whole: bool = False) -> bool:
    """Say whether a figure may stand in an order: one of enough cases, and no estimate."""
    is_known = figure.value is not None and not _is_estimated(figure)
    return is_known and not _is_of_few(figure, counts_whole=counts_whole)


def may_be_equal(one: Compared, other: Compared) -> bool:
    """Say whether the intervals of two figures meet; without intervals, whether they are equal."""
    low, high = _interval(one)
    other_low, other_high = _interval(other)
    return low <= other_high and other_low <= high


def holds_target(figure: Compared, target: float | None) -> bool:
    """Say whether the target lies within the figure's interval: met or not, chance may decide."""
    if target is None or figure.low is None or figure.high is None:
        return False
    return figure.low <= target <= figure.high


def _is_of_few(figure: Compared, *, counts_whole: bool) -> bool:
    if counts_whole:
        return (figure.denominator or 0) < FEWEST_WHOLE
    return SMALL in figure.flags


def _is_estimated(figure: Compared) -> bool:
    return ESTIMATED in figure.flags or NOT_COMPARABLE in figure.flags


def _interval(figure: Compared) -> tuple[float, float]:
    value = figure.value or 0.0
    low = value if figure.low is None else figure.low
    high = value if figure.high is None else figure.high
    return low, high
