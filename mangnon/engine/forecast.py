"""Where a figure will stand when its period ends: the first form, two models worked by hand.

- Events and recognitions that add up through the year keep the pace they had (`at_pace`); where
  the population adds up too, as births do, the rate stays and chance alone moves it.
- Everything else goes on from its last figure along the median line through the years (`drift`).

Both give a 95% prediction interval, and say nothing rather than guess: `NoForecast` holds why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from math import hypot
from statistics import median
from typing import Literal

import numpy as np
from scipy.special import betainc, stdtrit

from mangnon.engine.definitions import Definition
from mangnon.engine.periods import elapsed, period_of
from mangnon.engine.results import FEW_EVENTS, FEW_OBSERVED, FINAL

Model = Literal["pace", "season", "drift"]
Reason = Literal[
    "period_over", "measured", "estimated", "change", "small_numbers", "too_few_years", "no_data",
    "overtaken", "hidden",
]  # fmt: skip
FEWEST_POINTS = 3  # two points make any line
FEWEST_SEASONS = 2  # one year alone does not tell what is usual
LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True)
class Now:
    """The figure of the year that is running, with the counts behind it where there are any."""

    as_of: date
    value: float | None
    numerator: int | None = None
    denominator: int | None = None
    basis: str = "provisional"
    low: float | None = None
    high: float | None = None

    @property
    def is_counted(self) -> bool:
        return self.numerator is not None and bool(self.denominator)


@dataclass(frozen=True)
class Past:
    """The figure at the end of an earlier year and, where known, on this day of that year."""

    year: int
    value: float
    so_far: float | None = None


@dataclass(frozen=True)
class Forecast:
    """The value at the period's end, the ends of its interval, and the years it rests on."""

    model: Model
    value: float
    low: float
    high: float
    years: tuple[int, ...]


@dataclass(frozen=True)
class NoForecast:
    reason: Reason


@dataclass(frozen=True)
class BackTest:
    """The year that the model was tried on, and forecast less truth in the leaf's own unit.

    `is_year_ahead` says that nothing of that year was known, as today something is.
    """

    year: int
    error: float
    is_year_ahead: bool


def forecast(
    definition: Definition, now: Now, past: Sequence[Past], *, is_change: bool = False
) -> Forecast | NoForecast:
    """Return the figure at the end of the period, or why there is none.

    `past` are the earlier years in order; `is_change` says that the figure is itself the change on
    the year before, which has no path of its own.
    """
    reason = _reason_against(definition, now, is_change=is_change)
    if reason is not None:
        return NoForecast(reason)
    if _adds_up(definition, now):
        return _at_pace(definition, now, past)
    return _along_the_line(definition, now, past)


def back_test(definition: Definition, now: Now, past: Sequence[Past]) -> BackTest | None:
    """Forecast the last known year from what was known before it; None when that is too little."""
    if not past:
        return None
    *before, last = past
    if _adds_up(definition, now):
        if last.so_far is None:
            return None
        share = _share_passed(definition, now, before)[0] if definition.builds_up else 1
        return BackTest(last.year, last.so_far / float(share) - last.value, is_year_ahead=False)
    points = _year_ends(before)
    is_year_ahead = last.so_far is None or definition.builds_up or definition.pace == "annual"
    if not is_year_ahead:
        points.append((last.year + float(elapsed(definition.pace, now.as_of)), last.so_far or 0.0))
    if len(points) < FEWEST_POINTS:
        return None
    found = _within(definition, drift(points, last.year + 1))
    return BackTest(last.year, found[0] - last.value, is_year_ahead)


def _reason_against(definition: Definition, now: Now, *, is_change: bool) -> Reason | None:
    if is_change:
        return "change"
    if now.basis == FINAL or period_of(definition.period, now.as_of).is_over:
        return "period_over"
    if now.value is None:
        return None if definition.pace == "annual" else "no_data"
    if definition.pace == "annual":
        return "measured"
    if now.basis == "estimated":
        return "estimated"
    return "small_numbers" if _is_small(definition, now) else None


def _is_small(definition: Definition, now: Now) -> bool:
    """Say whether so little stands behind the figure that chance outweighs any trend.

    The bounds are those of the flag `small_numbers`.
    """
    if now.numerator is None or now.denominator is None:
        return False
    is_rare = definition.kind == "events_per_population" and now.numerator < FEW_EVENTS
    return is_rare or now.denominator < FEW_OBSERVED


def _adds_up(definition: Definition, now: Now) -> bool:
    """Say whether counts add up through the year: events do, also over births that do as well."""
    is_event = definition.kind == "events_per_population"
    return now.is_counted and (definition.builds_up or is_event)


def _at_pace(definition: Definition, now: Now, past: Sequence[Past]) -> Forecast:
    numerator, denominator = now.numerator or 0, Fraction(now.denominator or 1)
    share, years = _share_passed(definition, now, past if definition.builds_up else ())
    most = now.denominator if definition.unit == "percent" else None
    whole = denominator if definition.builds_up else denominator / share
    counts = at_pace(numerator, share, most)
    value, low, high = (float(count * definition.per / whole) for count in counts)
    return Forecast("season" if years else "pace", value, low, high, years)


def _share_passed(
    definition: Definition, now: Now, past: Sequence[Past]
) -> tuple[Fraction, tuple[int, ...]]:
    """Return which part of a year is usually reached by this day, and the years that tell."""
    shares = {
        p.year: Fraction(p.so_far) / Fraction(p.value)
        for p in past
        if p.so_far and 0 < p.so_far <= p.value
    }
    if len(shares) >= FEWEST_SEASONS:
        count = now.numerator or 0
        # One more may always come, so the year is never over: half a one is kept for it.
        most = Fraction(2 * count + 1, 2 * count + 2)
        return min(median(shares.values()), most), tuple(shares)
    return elapsed(definition.pace, now.as_of), ()


def at_pace(count: int, share: Fraction, most: int | None = None) -> tuple[Fraction, int, int]:
    """Return the count at the year's end and its interval, `share` of the year being over.

    The rest of the year is a Poisson count at the rate seen so far; that the rate is known from
    `count` events alone makes it negative binomial (Jeffreys' prior). Meeker, Hahn and Escobar,
    Statistical Intervals (2017), the chapters on the Poisson distribution and on Bayesian
    intervals.
    """
    low = count + _rest(count, share, LOW)
    high = count + _rest(count, share, HIGH)
    middle = min(max(count / share, Fraction(low)), Fraction(high))
    if most is None:
        return middle, low, high
    return min(middle, Fraction(most)), min(low, most), min(high, most)


def _rest(count: int, share: Fraction, probability: float) -> int:
    """Return the smallest rest of the year that is not exceeded with the probability."""
    shape, passed = count + 0.5, float(share)

    def is_enough(rest: int) -> bool:
        return bool(betainc(shape, rest + 1, passed) >= probability)

    below, above = -1, 1
    while not is_enough(above):
        below, above = above, above * 2
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (below, middle) if is_enough(middle) else (middle, above)
    return above


def _along_the_line(
    definition: Definition, now: Now, past: Sequence[Past]
) -> Forecast | NoForecast:
    points = _year_ends(past)
    years = tuple(p.year for p in past)
    if now.value is not None and not definition.builds_up:  # else it tells nothing of a whole year
        points.append((now.as_of.year + float(elapsed(definition.pace, now.as_of)), now.value))
        years = (*years, now.as_of.year)
    if len(points) < FEWEST_POINTS:
        return NoForecast("too_few_years")
    found = _with_chance(drift(points, now.as_of.year + 1), now)
    so_far = now.value if definition.builds_up and now.value else 0.0
    if so_far and so_far > found[0]:
        return NoForecast("overtaken")
    return Forecast("drift", *_within(definition, found, so_far), years)


def _with_chance(found: tuple[float, float, float], now: Now) -> tuple[float, float, float]:
    """Widen the interval by what chance does to today's figure: it is not surer ahead than now."""
    if now.value is None or now.low is None or now.high is None:
        return found
    value, low, high = found
    below = hypot(value - low, now.value - now.low)
    above = hypot(high - value, now.high - now.value)
    return value, value - below, value + above


def _year_ends(past: Sequence[Past]) -> list[tuple[float, float]]:
    return [(p.year + 1.0, p.value) for p in past]


def drift(points: Sequence[tuple[float, float]], at: float) -> tuple[float, float, float]:
    """Return the value at a time after the last of at least three points, and its interval.

    From the last point on along the Theil-Sen slope, the median of all slopes between two points
    (Sen 1968, Journal of the American Statistical Association 63:1379-1389). What the yearly steps
    stray from that slope gives the interval, which grows with the time ahead as that of a random
    walk with drift (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 5.2 and 5.5).
    """
    times, values = np.array(points, np.float64).T
    slope = theil_sen(points)
    lengths = np.diff(times)
    strays = (np.diff(values) - slope * lengths) ** 2 / lengths
    freedom = len(lengths) - 1
    spread = float(np.sqrt(strays.sum() / freedom))
    ahead, span = at - times[-1], times[-1] - times[0]
    middle = float(values[-1] + slope * ahead)
    half = float(stdtrit(freedom, HIGH)) * spread * float(np.sqrt(ahead * (1 + ahead / span)))
    return middle, middle - half, middle + half


def theil_sen(points: Sequence[tuple[float, float]]) -> float:
    """Return the median of the slopes between any two points: one odd year does not turn it."""
    return float(median((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(points, 2)))


def _within(
    definition: Definition, found: tuple[float, float, float], bottom: float = 0.0
) -> tuple[float, float, float]:
    """Keep a forecast where figures can be: no share beyond 100%, nothing below what is there."""
    top = 100.0 if definition.unit == "percent" else float("inf")
    value, low, high = (min(max(x, bottom), top) for x in found)
    return value, low, high
