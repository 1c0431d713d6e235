"""The other way round: the measure of a child whose score is known, to draw curves with.

Whoever is not "female" is measured as a boy.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mangnon.engine.growth.curves import (
    FIRST_STANDING_DAY,
    Curve,
    Floats,
    Keys,
    age_key,
    between,
    by_age,
    by_height,
    height_key,
)


def weight_for_age(z: npt.ArrayLike, sex: npt.ArrayLike, age_days: npt.ArrayLike) -> Floats:
    """Return the weight in kg of a child at the score."""
    return _bent(z, by_age("weight_for_age"), _age_key(sex, age_days))


def height_for_age(z: npt.ArrayLike, sex: npt.ArrayLike, age_days: npt.ArrayLike) -> Floats:
    """Return the length (before day 731) or height in cm of a child at the score."""
    return by_age("height_for_age").at_sd(z, _age_key(sex, age_days))


def bmi_for_age(z: npt.ArrayLike, sex: npt.ArrayLike, age_days: npt.ArrayLike) -> Floats:
    """Return the body mass index of a child at the score."""
    return _bent(z, by_age("bmi_for_age"), _age_key(sex, age_days))


def weight_for_height(
    z: npt.ArrayLike, sex: npt.ArrayLike, age_days: npt.ArrayLike, height_cm: npt.ArrayLike
) -> Floats:
    """Return the weight in kg at the score for a standard length or height."""
    is_female = np.asarray(sex) == "female"
    height = np.asarray(height_cm, dtype=np.float64)
    is_lying = np.asarray(age_days) < FIRST_STANDING_DAY
    place = height_key(is_female, is_lying, height, np.full(is_female.shape, True))
    curve = between(by_height(), place)
    return _bent(z, curve, np.arange(len(place)))


def _age_key(sex: npt.ArrayLike, age_days: npt.ArrayLike) -> Keys:
    is_female = np.asarray(sex) == "female"
    known = np.full(is_female.shape, True)
    return age_key(is_female, np.asarray(age_days).astype(np.int64), known)


def _bent(z: npt.ArrayLike, curve: Curve, key: Keys) -> Floats:
    """Return measures that go on beyond 3 SD in steps of SD3 - SD2, as weights do."""
    score = np.asarray(z, dtype=np.float64)
    within = np.clip(score, -3.0, 3.0)
    side = np.where(score > 0, 1.0, -1.0)
    step = np.abs(curve.at_sd(3 * side, key) - curve.at_sd(2 * side, key))
    return curve.at_sd(within, key) + (score - within) * step
