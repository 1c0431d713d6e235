"""What the apps above `core` tell it about their records, in `AppConfig.ready()`.

`core` may import none of them. This file imports no model, so that `ready()` may use it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

UnitWeights = Mapping[tuple[str, date], float]

UNIT_WEIGHTS: dict[str, Callable[[], UnitWeights]] = {}


def weigh_units_by(basis: str, weigh: Callable[[], UnitWeights]) -> None:
    """Register a basis, such as "children", that parts a unit over those it was made of.

    `weigh` returns a weight for each (code, valid_from) it knows; a unit it does not know has none.
    """
    UNIT_WEIGHTS[basis] = weigh
