"""Checks of a figure against the unit's own earlier years.

An outlier lies farther from the median of the years than their own spread and chance explain: the
spread is the median of the distances to the median (Iglewicz and Hoaglin 1993), chance that of a
count of the size. Events must besides be too many or too few for a Poisson count, so that the one
death of a small commune is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np
from scipy.special import pdtr, pdtrc

from mangnon.engine.definitions import Definition
from mangnon.engine.intervals import wilson
from mangnon.engine.quality.check import Check
from mangnon.engine.quality.finding import Earlier, Figure, Found, Judged
from mangnon.engine.quality.one_figure import leaf_words
from mangnon.engine.words import measured, number

NORMAL = 1.4826  # the spread of a normal distribution, in medians of distances
LEAST_SPREAD = 0.05  # of the median: years that agree to the last digit leave no spread at all
EVENTS = "events_per_population"
# Of units and schools all are counted, but what few of them do still says little of a change.
SHARES = ("share", "share_of_units")


def outliers(check: Check, judged: Judged) -> Iterator[Found]:
    """Find figures far from what the unit had in its earlier years; too few years tell nothing."""
    for (unit, leaf), years in judged.earlier.items():
        figure, definition = judged.figures.get((unit, leaf)), judged.definitions.get(leaf)
        if figure is None or definition is None or not check.is_about(leaf):
            continue
        if len(years) >= check.fewest and _is_outlier(check, definition, figure, years):
            usual = median(year.value for year in years)
            words = leaf_words(definition, figure) | {
                "usual": measured(usual, definition.unit, definition.decimals),
                "years": str(len(years)),
            }
            yield Found(unit, leaf, figure.value, figure.text, words)


def jumps(check: Check, judged: Judged) -> Iterator[Found]:
    """Find figures that changed by more than `limit` percent since last year, beyond chance."""
    for (unit, leaf), years in judged.earlier.items():
        figure, definition = judged.figures.get((unit, leaf)), judged.definitions.get(leaf)
        last = years[-1] if years and years[-1].year == judged.as_of.year - 1 else None
        if figure is None or definition is None or last is None or not check.is_about(leaf):
            continue
        if definition.is_change or figure.value is None or last.value <= 0:
            continue
        if _may_be_equal(definition, figure, last):
            continue
        change = 100 * (figure.value - last.value) / last.value
        if abs(change) > (check.limit or 0):
            words = leaf_words(definition, figure) | {
                "before": measured(last.value, definition.unit, definition.decimals),
                "change": f"{'tăng' if change > 0 else 'giảm'} {number(abs(change), 0)}%",
                "year": str(last.year),
            }
            yield Found(unit, leaf, figure.value, figure.text, words)


def _is_outlier(
    check: Check, definition: Definition, figure: Figure, years: Sequence[Earlier]
) -> bool:
    if figure.value is None:
        return False
    values = [year.value for year in years]
    usual = median(values)
    spread = NORMAL * median(abs(value - usual) for value in values)
    spread = max(spread, LEAST_SPREAD * abs(usual), 10.0**-definition.decimals)
    spread = math.hypot(spread, _chance_of_share(definition, figure, usual))
    spread = math.hypot(spread, _chance_of_change(definition, figure))
    expected = _expected_events(definition, figure, years)
    if expected is not None and figure.denominator:
        of_chance = math.sqrt(expected) * definition.per / figure.denominator
        spread = math.hypot(spread, of_chance)
        if _tail(figure.numerator or 0, expected) >= (check.chance or 0):
            return False
    return abs(figure.value - usual) > (check.limit or 0) * spread


def _chance_of_share(definition: Definition, figure: Figure, usual: float) -> float:
    """Return how far chance moves a share of so many; half a case keeps 0 and 100% from none."""
    if definition.kind not in SHARES or not figure.denominator:
        return 0.0
    size = figure.denominator
    share = min(max((usual / definition.per * size + 0.5) / (size + 1), 0.0), 1.0)
    return definition.per * math.sqrt(share * (1 - share) / size)


def _chance_of_change(definition: Definition, figure: Figure) -> float:
    """Return how far chance moves a change between two counts: few of either move it far.

    The numerator of a change is by how many the count fell from last year's, the denominator.
    """
    if not definition.is_change or not figure.denominator:
        return 0.0
    before = figure.denominator + 0.5
    now = before - (figure.numerator or 0)
    return definition.per * now / before * math.sqrt(1 / now + 1 / before)


def _expected_events(
    definition: Definition, figure: Figure, years: Sequence[Earlier]
) -> float | None:
    """Return how many events the unit's own years make expect; None for what is no count of them.

    Years without any event still make expect some: half a one over all their people.
    """
    if definition.kind != EVENTS or not figure.denominator:
        return None
    counted = [year for year in years if year.denominator]
    people = sum(year.denominator or 0 for year in counted)
    events = sum(year.numerator or 0 for year in counted)
    pooled = (events + 0.5) / people if people else 0.5 / figure.denominator
    usual = median(year.value for year in years) / definition.per
    return max(pooled, usual) * figure.denominator


def _tail(events: int, expected: float) -> float:
    """Return the chance of so many or more, or of so few or fewer, both sides counted."""
    more = float(pdtrc(events - 1, expected)) if events else 1.0
    return min(2 * min(more, float(pdtr(events, expected))), 1.0)


def _may_be_equal(definition: Definition, figure: Figure, last: Earlier) -> bool:
    """Say whether the 95% intervals of both meet; figures without any are taken as they are."""
    low, high = _interval(definition, figure)
    last_low, last_high = _interval(definition, last)
    return low <= last_high and last_low <= high


def _interval(definition: Definition, figure: Figure | Earlier) -> tuple[float, float]:
    if figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    if definition.kind in SHARES and figure.denominator:
        counts = np.array([figure.numerator or 0]), np.array([figure.denominator])
        low, high = (definition.per * float(end[0]) for end in wilson(*counts))
        return low, high
    value = figure.value or 0.0
    return value, value
