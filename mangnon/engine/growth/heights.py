"""How a child was measured, and the height that the standards are for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mangnon.engine.growth.curves import FIRST_STANDING_DAY, Floats

STANDING, LYING, POSITION_UNKNOWN = 1, 0, -1
LYING_IS_LONGER_BY_CM = 0.7
# Under 9 months WHO takes "standing" for a slip of the pen: such a child cannot stand.
FIRST_DAY_ON_OWN_FEET = 274


def as_standard_height(
    age_days: npt.ArrayLike, height_cm: npt.ArrayLike, position: npt.ArrayLike | None = None
) -> Floats:
    """Return lengths before day 731 and heights from it, 0.7 cm being what lying down adds."""
    age = np.asarray(age_days)
    height = np.asarray(height_cm, dtype=np.float64)
    if position is None:
        return height
    how = np.asarray(position)
    added = (how == STANDING) & (age >= FIRST_DAY_ON_OWN_FEET) & (age < FIRST_STANDING_DAY)
    taken = (how == LYING) & (age >= FIRST_STANDING_DAY)
    correction: Floats = LYING_IS_LONGER_BY_CM * (added * 1.0 - taken * 1.0)
    return height + correction


def body_mass_index(weight_kg: npt.ArrayLike, height_cm: npt.ArrayLike) -> Floats:
    """Return kilograms per square metre."""
    metres = np.asarray(height_cm, dtype=np.float64) / 100
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.asarray(weight_kg, dtype=np.float64) / (metres * metres)
    return found
