"""WHO's L, M and S, by sex and day of age or by sex and height, ready to be looked up by a key.

A curve is flat: one number a key, and NaN at the last key, which stands for whatever has no score.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from mangnon.catalog import CATALOG

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Keys = npt.NDArray[np.int64]

DAYS_OF_A_MONTH = 30.4375
FIRST_STANDING_DAY = 731  # up to day 730 the standards are for a child lying down
LAST_STANDARD_DAY = 1856  # the last day before 61 months: from then on the reference of 2007
LAST_DAY = 6970  # the last day before 229 months: the 228th month is reckoned to its end
DAYS = LAST_DAY + 1
NEARLY_ZERO = 1e-7  # an L of 0 means the logarithm, which this L comes near to nine places


@dataclass(frozen=True)
class Curve:
    """L, M and S by key, and what a score takes of them, computed once."""

    l: Floats  # noqa: E741
    m: Floats
    s: Floats
    inverse_m: Floats
    scale: Floats  # 1 / (L S)

    @classmethod
    def of(cls, lms: Floats) -> Curve:
        """Return the curve of (3, keys) numbers, with the key added that has no score."""
        l, m, s = np.hstack([lms, np.full((3, 1), np.nan)])  # noqa: E741
        l = np.where(l == 0, NEARLY_ZERO, l)  # noqa: E741
        return cls(l, m, s, 1 / m, 1 / (l * s))

    @property
    def nowhere(self) -> int:
        return len(self.m) - 1

    def at_sd(self, z: npt.ArrayLike, key: Keys) -> Floats:
        """Return the measures that lie z standard deviations from the median."""
        l, m, s = self.l[key], self.m[key], self.s[key]  # noqa: E741
        with np.errstate(invalid="ignore"):
            found: Floats = m * (1 + l * s * np.asarray(z, dtype=np.float64)) ** (1 / l)
        return found


@cache
def by_age(name: str) -> Curve:
    """Return a curve over all days of age, males first; a day without WHO's numbers is NaN."""
    standard = _table(name, "age_days")
    reference = _table(f"{name}_2007", "age_months")
    first = LAST_STANDARD_DAY + 1
    month = np.arange(first, DAYS) / DAYS_OF_A_MONTH
    lms = np.full((3, 2, DAYS), np.nan)
    lms[:, :, :first] = standard[1]
    has_numbers = month < reference[0][-1] + 1  # WHO keeps to the last month to its end
    for row in np.ndindex(3, 2):
        interpolated = np.interp(month, reference[0], reference[1][row])
        lms[row][first:] = np.where(has_numbers, interpolated, np.nan)
    return Curve.of(lms.reshape(3, 2 * DAYS))


def age_key(is_female: npt.NDArray[np.bool_], day: Keys, known: Flags) -> Keys:
    """Return the keys of `by_age` curves; who is not known, or of no such age, is nowhere."""
    inside = known & (day >= 0) & (day <= LAST_DAY)
    return np.where(inside, is_female * DAYS + day, 2 * DAYS)


@dataclass(frozen=True)
class HeightGrid:
    """Where the heights of one table of weights for height lie among the keys."""

    first_key: int
    low: float
    points: int

    @property
    def high(self) -> float:
        return self.low + (self.points - 1) / 10


LYING_GRID = HeightGrid(0, 45.0, 651)
STANDING_GRID = HeightGrid(2 * 651, 65.0, 551)


@cache
def by_height() -> Curve:
    """Return weights for length, then for height: males then females, every 0.1 cm."""
    lying = _table("weight_for_length", "length_cm")[1]
    standing = _table("weight_for_height", "height_cm")[1]
    return Curve.of(np.hstack([lying.reshape(3, -1), standing.reshape(3, -1)]))


def height_key(is_female: Flags, is_lying: Flags, height: Floats, known: Flags) -> Floats:
    """Return the keys of `by_height`, between two of them where a height lies between tenths.

    Measures come in tenths, which floats only come near: 0.0001 of a tenth is none.
    """
    low = np.where(is_lying, LYING_GRID.low, STANDING_GRID.low)
    points = np.where(is_lying, LYING_GRID.points, STANDING_GRID.points)
    first = np.where(is_lying, LYING_GRID.first_key, STANDING_GRID.first_key)
    place = (height - low) * 10
    tenth = np.rint(place)
    place = np.where(np.abs(place - tenth) < 1e-4, tenth, place)
    with np.errstate(invalid="ignore"):
        inside = known & (place >= 0) & (place <= points - 1)
    return np.where(inside, first + is_female * points + place, float(by_height().nowhere))


def between(curve: Curve, key: Floats) -> Curve:
    """Return a curve whose keys are the places of `key`, linear between two keys."""
    low = key.astype(np.int64)
    part = key - low
    high = np.minimum(low + (part > 0), curve.nowhere)
    lms = [a[low] + part * (a[high] - a[low]) for a in (curve.l, curve.m, curve.s)]
    return Curve.of(np.array(lms))


def _table(name: str, index: str) -> tuple[Floats, Floats]:
    """Return the index of a table of the catalogue, and its L, M and S as (3, sex, index)."""
    with (CATALOG / "growth" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    if header != ["sex", index, "l", "m", "s"] or len(rows) % 2:
        raise ValueError(f"growth/{name}.csv: columns must be sex, {index}, l, m, s")
    numbers = np.array([row[1:] for row in rows], dtype=np.float64)
    points = len(rows) // 2
    return numbers[:points, 0], numbers[:, 1:].reshape(2, points, 3).transpose(2, 0, 1)
