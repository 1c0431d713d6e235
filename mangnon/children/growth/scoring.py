"""The z-scores of measurements, by the arithmetic of the engine: at entry, and when a child's sex
or birth date turns out to be another.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from mangnon.children.growing import Measurement
from mangnon.children.register import Child
from mangnon.engine import growth

Precision = Child.BirthPrecision
# Of an age known to the year only weight for height can be said.
DATED = frozenset({Precision.DAY, Precision.MONTH})
SCORES = (*growth.INDICES, "implausible")


def set_scores(measurements: Sequence[Measurement], child: Child) -> None:
    """Set what WHO says of each measurement of the child; nothing is saved."""
    found = growth.z_scores(
        [child.sex] * len(measurements),
        [age_of(child, taken) for taken in measurements],
        [_number(taken.weight_kg) for taken in measurements],
        [_number(taken.height_cm) for taken in measurements],
        [position_of(taken) for taken in measurements],
        [taken.has_oedema for taken in measurements],
    )
    plausible = found.plausible()
    for place, (taken, flagged) in enumerate(zip(measurements, found.flagged(), strict=True)):
        taken.implausible = str(flagged)
        for index in growth.INDICES:
            setattr(taken, index, _score(getattr(plausible, index)[place]))


def rescore(child: Child) -> None:
    """Score all measurements of the child again, in the transaction of what changed the child."""
    measurements = list(child.measurements.order_by("measured_on"))
    if measurements:
        set_scores(measurements, child)
        Measurement.objects.bulk_update(measurements, SCORES)


def age_of(child: Child, taken: Measurement) -> float:
    """Return the age in days; NaN where the birth is known to the year at best."""
    if child.birth_precision not in DATED:
        return float("nan")
    return float((taken.measured_on - child.birth_date).days)


def position_of(taken: Measurement) -> int:
    if taken.is_standing is None:
        return growth.POSITION_UNKNOWN
    return growth.STANDING if taken.is_standing else growth.LYING


def _number(measure: Decimal | None) -> float:
    return float("nan") if measure is None else float(measure)


def _score(score: float) -> Decimal | None:
    return None if np.isnan(score) else round(Decimal(score), 2)
