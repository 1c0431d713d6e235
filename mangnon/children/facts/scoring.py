"""The z-scores of a measurement, computed once, on entry."""

from __future__ import annotations

import math
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.children.growing import Measurement
from mangnon.children.register import Child
from mangnon.engine.growth import LYING, POSITION_UNKNOWN, STANDING, z_scores

INDEX_WORDS: dict[str, str | Promise] = {
    "waz": gettext_lazy("weight for age"),
    "haz": gettext_lazy("height for age"),
    "whz": gettext_lazy("weight for height"),
    "baz": gettext_lazy("body mass index for age"),
}


def set_scores(measurement: Measurement, child: Child) -> None:
    """Set the scores; one that WHO calls implausible, or that cannot be computed, stays empty."""
    position = {True: STANDING, False: LYING, None: POSITION_UNKNOWN}[measurement.is_standing]
    weight, height = (
        math.nan if value is None else float(value)
        for value in (measurement.weight_kg, measurement.height_cm)
    )
    age = (measurement.measured_on - child.birth_date).days
    scores = z_scores([child.sex], [age], [weight], [height], [position], [measurement.has_oedema])
    measurement.implausible = str(scores.flagged()[0])
    plausible = scores.plausible()
    for index in INDEX_WORDS:
        score = float(getattr(plausible, index)[0])
        setattr(measurement, index, None if math.isnan(score) else Decimal(f"{score:.2f}"))


def flag_sentences(row: object) -> list[str]:
    """Return a sentence for each score of a measurement that WHO calls implausible."""
    if not isinstance(row, Measurement):
        return []
    return [
        _("The %(index)s is beyond what WHO calls plausible; look at the measure and the birth.")
        % {"index": INDEX_WORDS[index]}
        for index in row.implausible.split()
    ]
