"""Body measures of children under 5 as z-scores of the WHO Child Growth Standards, and back.

Source of the method: WHO Child Growth Standards, Methods and development (2006), chapter 7, and
WHO's igrowup. Everything works on arrays of equal length; ages are whole days, weights kilograms,
lengths and heights centimetres. A score that cannot be computed is NaN.
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

STANDING, LYING, POSITION_UNKNOWN = 1, 0, -1
FIRST_STANDING_DAY = 731  # up to day 730 the standards are for a child lying down
LYING_IS_LONGER_BY_CM = 0.7
LIMITS = {"waz": (-6.0, 5.0), "haz": (-6.0, 6.0), "whz": (-5.0, 5.0)}


@dataclass(frozen=True)
class ZScores:
    """Weight for age, height for age and weight for height; NaN where not computable."""

    waz: Floats
    haz: Floats
    whz: Floats

    def implausible(self, index: str) -> Flags:
        """Say which scores of an index lie beyond the limits that WHO flags."""
        low, high = LIMITS[index]
        scores: Floats = getattr(self, index)
        with np.errstate(invalid="ignore"):
            return (scores < low) | (scores > high)

    def plausible(self) -> ZScores:
        """Return the scores with NaN in place of the implausible ones."""
        kept = {i: np.where(self.implausible(i), np.nan, getattr(self, i)) for i in LIMITS}
        return ZScores(**kept)


@dataclass(frozen=True)
class _Curve:
    """L, M and S on an even grid, one row a sex (male, female)."""

    start: float
    step: float
    lms: npt.NDArray[np.float64]  # (3, 2, points)

    def at(self, is_female: Flags, x: Floats) -> tuple[Floats, Floats, Floats]:
        """Return L, M, S at x, linear between grid points; NaN outside the grid."""
        points = self.lms.shape[2]
        # Measures come in tenths, which floats only come near: 0.0001 of a step is no step.
        place = np.round((x - self.start) / self.step, 4)
        inside = (place >= 0) & (place <= points - 1)
        place = np.where(inside, place, 0.0)
        low = np.minimum(place.astype(np.int64), points - 2)
        part = place - low
        sex = is_female.astype(np.int64)
        below, above = self.lms[:, sex, low], self.lms[:, sex, low + 1]
        found = np.where(inside, below + part * (above - below), np.nan)
        return found[0], found[1], found[2]


def z_scores(
    sex: npt.ArrayLike,
    age_days: npt.ArrayLike,
    weight_kg: npt.ArrayLike,
    height_cm: npt.ArrayLike,
    position: npt.ArrayLike | None = None,
) -> ZScores:
    """Return the three scores of each child, not yet cleared of implausible ones.

    `sex` holds "male" or "female" (anything else has no score), `position` how the child was
    measured: STANDING, LYING, or POSITION_UNKNOWN, which takes the position the age calls for.
    """
    is_female, known = _sexes(sex)
    age = np.where(known, np.asarray(age_days, dtype=np.float64), np.nan)
    weight = np.asarray(weight_kg, dtype=np.float64)
    height = as_standard_height(age, height_cm, position)
    young = age < FIRST_STANDING_DAY
    in_age = (age >= 0) & (age <= _last_day())
    lying = _curve("weight_for_length").at(is_female, height)
    upright = _curve("weight_for_height").at(is_female, height)
    for_height = tuple(np.where(young, a, b) for a, b in zip(lying, upright, strict=True))
    waz = _score(weight, *_curve("weight_for_age").at(is_female, age), is_weight=True)
    haz = _score(height, *_curve("height_for_age").at(is_female, age), is_weight=False)
    whz = _score(weight, *for_height, is_weight=True)
    return ZScores(waz, haz, np.where(in_age, whz, np.nan))


def as_standard_height(
    age_days: npt.ArrayLike, height_cm: npt.ArrayLike, position: npt.ArrayLike | None = None
) -> Floats:
    """Return lengths before day 731 and heights from it, 0.7 cm being what lying down adds."""
    age = np.asarray(age_days, dtype=np.float64)
    height = np.asarray(height_cm, dtype=np.float64)
    if position is None:
        return height
    how = np.asarray(position)
    young = age < FIRST_STANDING_DAY
    added = np.where(young & (how == STANDING), LYING_IS_LONGER_BY_CM, 0.0)
    taken = np.where(~young & (how == LYING), LYING_IS_LONGER_BY_CM, 0.0)
    return height + added - taken


def weight_for_age(z: npt.ArrayLike, sex: npt.ArrayLike, age_days: npt.ArrayLike) -> Floats:
    """Return the weight in kg of a child at the score."""
    is_female, _ = _sexes(sex)
    age = np.asarray(age_days, dtype=np.float64)
    return _measure(z, *_curve("weight_for_age").at(is_female, age), is_weight=True)


def height_for_age(z: npt.ArrayLike, sex: npt.ArrayLike, age_days: npt.ArrayLike) -> Floats:
    """Return the length (before day 731) or height in cm of a child at the score."""
    is_female, _ = _sexes(sex)
    age = np.asarray(age_days, dtype=np.float64)
    return _measure(z, *_curve("height_for_age").at(is_female, age), is_weight=False)


def weight_for_height(
    z: npt.ArrayLike, sex: npt.ArrayLike, age_days: npt.ArrayLike, height_cm: npt.ArrayLike
) -> Floats:
    """Return the weight in kg at the score for a standard length or height."""
    is_female, _ = _sexes(sex)
    height = np.asarray(height_cm, dtype=np.float64)
    young = np.asarray(age_days, dtype=np.float64) < FIRST_STANDING_DAY
    lying = _curve("weight_for_length").at(is_female, height)
    upright = _curve("weight_for_height").at(is_female, height)
    chosen = tuple(np.where(young, a, b) for a, b in zip(lying, upright, strict=True))
    return _measure(z, *chosen, is_weight=True)


def _sexes(sex: npt.ArrayLike) -> tuple[Flags, Flags]:
    codes = np.asarray(sex)
    is_female = codes == "female"
    return is_female, is_female | (codes == "male")


def _score(measure: Floats, l: Floats, m: Floats, s: Floats, *, is_weight: bool) -> Floats:  # noqa: E741
    """Return ((y/M)^L - 1) / (L S); weights beyond 3 SD go on in steps of SD3 - SD2."""
    with np.errstate(invalid="ignore", divide="ignore"):
        positive = np.where(measure > 0, measure, np.nan)
        power = (positive / m) ** l
        z = np.where(l == 0, np.log(positive / m) / s, (power - 1) / (np.where(l == 0, 1, l) * s))
        if not is_weight:
            return z
        side = np.where(z > 0, 1.0, -1.0)
        sd2, sd3 = _at_sd(2 * side, l, m, s), _at_sd(3 * side, l, m, s)
        beyond = side * 3 + (positive - sd3) / np.abs(sd3 - sd2)
        return np.where(np.abs(z) > 3, beyond, z)


def _measure(
    z: npt.ArrayLike,
    l: Floats,  # noqa: E741
    m: Floats,
    s: Floats,
    *,
    is_weight: bool,
) -> Floats:
    score = np.asarray(z, dtype=np.float64)
    if not is_weight:
        return _at_sd(score, l, m, s)
    within = np.clip(score, -3.0, 3.0)
    side = np.where(score > 0, 1.0, -1.0)
    step = np.abs(_at_sd(3 * side, l, m, s) - _at_sd(2 * side, l, m, s))
    return _at_sd(within, l, m, s) + (score - within) * step


def _at_sd(z: Floats, l: Floats, m: Floats, s: Floats) -> Floats:  # noqa: E741
    safe = np.where(l == 0, 1.0, l)
    return np.where(l == 0, m * np.exp(s * z), m * (1 + safe * s * z) ** (1 / safe))


@cache
def _curve(name: str) -> _Curve:
    with (CATALOG / "growth" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        _, index, *_ = header = next(reader := csv.reader(stream))
        rows = list(reader)
    if header != ["sex", index, "l", "m", "s"] or len(rows) % 2:
        raise ValueError(f"growth/{name}.csv: columns must be sex, {index}, l, m, s")
    numbers = np.array([row[1:] for row in rows], dtype=np.float64)
    points = len(rows) // 2
    grid = numbers[:points, 0]
    lms = numbers[:, 1:].reshape(2, points, 3).transpose(2, 0, 1)
    return _Curve(float(grid[0]), float(grid[1] - grid[0]), np.ascontiguousarray(lms))


def _last_day() -> int:
    return int(_curve("weight_for_age").lms.shape[2]) - 1
