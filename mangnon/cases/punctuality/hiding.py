"""The sums of the counts, and which of them are hidden from who may see counts only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import numpy as np

from mangnon.cases.punctuality.counting import OUTCOMES, Place
from mangnon.engine.suppression.cells import NOTHING, Cells, Lines
from mangnon.engine.suppression.hiding import hide

# From 1 to 4 cases of a commune are people whom a neighbour knows.
HIDE_BELOW = 5


def summed(finest: Mapping[Place, int]) -> Counter[Place]:
    """Return every count that is shown: by unit, by limit and by month, and of all together.

    Never by two of them at once: so fine a table would be hidden nearly whole.
    """
    found: Counter[Place] = Counter()
    for place, count in finest.items():
        for outcome in (place.outcome, None):
            found[Place(unit=place.unit, outcome=outcome)] += count
            found[Place(code=place.code, outcome=outcome)] += count
            found[Place(month=place.month, outcome=outcome)] += count
            found[Place(outcome=outcome)] += count
    return found


def hidden_places(sums: Mapping[Place, int]) -> frozenset[Place]:
    """Return what to hide: small counts, and what would give a small one away.

    The totals of several units are told as they are: they are the office's own figures.
    """
    are_several = len({place.unit for place in sums} - {None}) > 1
    whole = _with_zeros(sums)
    places = sorted(whole, key=repr)
    at = {place: number for number, place in enumerate(places)}
    known = [are_several and _is_total(place) for place in places]
    below = np.full(len(places), HIDE_BELOW, np.int64)
    hidden = hide(
        Cells(
            count=np.array([whole[place] for place in places], np.int64),
            below=below,
            wide=below,
            wide_rest=below,
            within=np.array([_whole_of(place, at) for place in places], np.int64),
            depth=np.array([_depth(place) for place in places], np.int64),
            shelf=np.arange(len(places)),
            known=np.array(known, np.bool_),
            kept=np.zeros(len(places), np.bool_),
            lines=Lines.of([at[place] for place in line] for line in _lines(whole)),
        )
    )
    return frozenset(
        place for place, is_hidden in zip(places, hidden.mask, strict=True) if is_hidden
    )


def _is_total(place: Place) -> bool:
    return place.unit is None and place.code is None and place.month is None


def _with_zeros(sums: Mapping[Place, int]) -> Mapping[Place, int]:
    """Return the counts with the zeros between them: a sum needs all of its parts."""
    rows = {replace(place, outcome=None) for place in sums}
    return {
        place: sums.get(place, 0)
        for row, outcome in product(rows, (*OUTCOMES, None))
        for place in [replace(row, outcome=outcome)]
    }


def _lines(places: Mapping[Place, int]) -> Iterator[list[Place]]:
    """Yield each sum: the whole first, then its parts."""
    parts: dict[tuple[str, Place], list[Place]] = {}
    for place in places:
        for name in ("unit", "code", "month", "outcome"):
            if getattr(place, name) is not None:
                whole = replace(place, **{name: None})
                parts.setdefault((name, whole), []).append(place)
    for (_name, whole), found in parts.items():
        yield [whole, *found]


def _whole_of(place: Place, at: Mapping[Place, int]) -> int:
    """Return the cell of all outcomes of a place: one outcome is a part of it."""
    return NOTHING if place.outcome is None else at[replace(place, outcome=None)]


def _depth(place: Place) -> int:
    return sum(part is not None for part in (place.unit, place.code, place.month, place.outcome))
