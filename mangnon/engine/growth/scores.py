"""Weights and heights of many children as z-scores, and which of them WHO calls implausible."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from mangnon.engine.growth.curves import (
    FIRST_STANDING_DAY,
    LAST_STANDARD_DAY,
    Curve,
    Flags,
    Floats,
    Keys,
    age_key,
    between,
    by_age,
    by_height,
    height_key,
)
from mangnon.engine.growth.heights import (
    LYING,
    POSITION_UNKNOWN,
    STANDING,
    as_standard_height,
    body_mass_index,
)

INDICES = ("waz", "haz", "whz", "baz")
LIMITS = {"waz": (-6.0, 5.0), "haz": (-6.0, 6.0), "whz": (-5.0, 5.0), "baz": (-5.0, 5.0)}
_NAMES = np.array(
    [" ".join(i for p, i in enumerate(INDICES) if bits >> p & 1) for bits in range(16)]
)
AGE_MISSING, AGE_IMPOSSIBLE = -1, -2
LYING_BELOW_CM = 87.0  # where neither age nor position is known
AT_A_TIME = 16_384  # children whose numbers stay in the processor's cache


@dataclass(frozen=True)
class ZScores:
    """Weight, height for age, weight for height, BMI for age; NaN where not computable."""

    waz: Floats
    haz: Floats
    whz: Floats
    baz: Floats

    def implausible(self, index: str) -> Flags:
        """Say which scores, to two decimals, lie beyond the limits that WHO flags."""
        low, high = LIMITS[index]
        scores: Floats = np.round(getattr(self, index), 2)
        with np.errstate(invalid="ignore"):
            return (scores < low) | (scores > high)

    def flagged(self) -> npt.NDArray[np.str_]:
        """Return the names of each child's implausible scores, with a space between two."""
        bits = sum(self.implausible(index) << place for place, index in enumerate(INDICES))
        names: npt.NDArray[np.str_] = _NAMES[bits]
        return names

    def plausible(self) -> ZScores:
        """Return the scores with NaN in place of the implausible ones."""
        kept = {i: np.where(self.implausible(i), np.nan, getattr(self, i)) for i in INDICES}
        return ZScores(**kept)


@dataclass(frozen=True)
class _Children:
    """What is known of each child, all arrays of one length."""

    is_female: Flags
    known: Flags
    day: Keys
    weight: Floats
    height: Floats
    position: npt.NDArray[np.int64]

    def part(self, start: int) -> _Children:
        end = start + AT_A_TIME
        return _Children(*(values[start:end] for values in vars(self).values()))


def z_scores(
    sex: npt.ArrayLike,
    age_days: npt.ArrayLike,
    weight_kg: npt.ArrayLike,
    height_cm: npt.ArrayLike,
    position: npt.ArrayLike | None = None,
    oedema: npt.ArrayLike | None = None,
) -> ZScores:
    """Return the scores of each child, not yet cleared of implausible ones.

    `sex` holds "male" or "female" (anything else has no score), `position` how the child was
    measured: STANDING, LYING, or POSITION_UNKNOWN, which takes the position the age calls for. A
    child with oedema has a height for age only. Of a child whose age is missing (NaN) the weight
    for height is known.
    """
    codes = np.asarray(sex)
    is_female = codes == "female"
    weight = _positive(weight_kg)
    if oedema is not None:
        weight = np.where(np.asarray(oedema, dtype=bool), np.nan, weight)
    shape = is_female.shape
    how = np.full(shape, POSITION_UNKNOWN) if position is None else np.asarray(position)
    children = _Children(
        is_female=is_female,
        known=is_female | (codes == "male"),
        day=_days(age_days),
        weight=weight,
        height=_positive(height_cm),
        position=how,
    )
    found = ZScores(*(np.empty(shape) for _ in INDICES))
    starts = range(0, len(is_female), AT_A_TIME)
    workers = min(os.cpu_count() or 1, len(starts))
    work = partial(_fill, found, children)
    if workers > 1:  # numpy computes outside of the interpreter's lock
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(work, starts))
    else:
        for start in starts:
            work(start)
    return found


def _fill(found: ZScores, children: _Children, start: int) -> None:
    """Compute the scores of one part of the children into their places."""
    part = children.part(start)
    here = slice(start, start + AT_A_TIME)
    key = age_key(part.is_female, part.day, part.known)
    height = as_standard_height(part.day, part.height, part.position)
    index = body_mass_index(part.weight, height)
    found.waz[here] = _bent_score(part.weight, by_age("weight_for_age"), key)
    found.haz[here] = _score(height, by_age("height_for_age"), key)
    found.whz[here] = _weight_for_height(part, height)
    found.baz[here] = _bent_score(index, by_age("bmi_for_age"), key)


def _weight_for_height(part: _Children, height: Floats) -> Floats:
    is_lying = _lies(part, height)
    in_age = (part.day >= AGE_MISSING) & (part.day <= LAST_STANDARD_DAY)
    place = height_key(part.is_female, is_lying, height, part.known & in_age)
    curve, key = by_height(), place.astype(np.int64)
    score = _bent_score(part.weight, curve, key)
    off_grid = np.flatnonzero(place != key)
    if len(off_grid):
        own = between(curve, place[off_grid])
        score[off_grid] = _bent_score(part.weight[off_grid], own, np.arange(len(off_grid)))
    return score


def _lies(part: _Children, height: Floats) -> Flags:
    """Say who is scored as lying: by age, else by position, else by height."""
    by_position = (part.position == LYING) | (
        (part.position != STANDING) & (height < LYING_BELOW_CM)
    )
    found: Flags = np.where(
        part.day == AGE_MISSING, by_position, part.day < FIRST_STANDING_DAY
    ).astype(bool)
    return found


def _score(measure: Floats, curve: Curve, key: Keys) -> Floats:
    """Return ((y/M)^L - 1) / (L S)."""
    found: Floats = ((measure * curve.inverse_m[key]) ** curve.l[key] - 1) * curve.scale[key]
    return found


def _bent_score(measure: Floats, curve: Curve, key: Keys) -> Floats:
    """Return scores that go on beyond 3 SD in steps of SD3 - SD2, as WHO does for weights."""
    found = _score(measure, curve, key)
    beyond = np.flatnonzero(np.abs(found) > 3)
    if len(beyond):
        key, side = key[beyond], np.sign(found[beyond])
        sd2, sd3 = curve.at_sd(2 * side, key), curve.at_sd(3 * side, key)
        found[beyond] = side * 3 + (measure[beyond] - sd3) / np.abs(sd3 - sd2)
    return found


def _positive(measure: npt.ArrayLike) -> Floats:
    values = np.asarray(measure, dtype=np.float64)
    return np.where((values > 0) & (values < np.inf), values, np.nan)


def _days(age: npt.ArrayLike) -> Keys:
    """Return whole days, a half counting as one more, as WHO rounds them."""
    days = np.asarray(age)
    if days.dtype.kind in "iu":
        return np.where(days < 0, AGE_IMPOSSIBLE, days)
    days = days.astype(np.float64)
    with np.errstate(invalid="ignore"):
        impossible = (days < 0) | (days > 1e6)
    whole = np.floor(np.where(np.isnan(days) | impossible, 0.0, days) + 0.5).astype(np.int64)
    return np.where(np.isnan(days), AGE_MISSING, np.where(impossible, AGE_IMPOSSIBLE, whole))
