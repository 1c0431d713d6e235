"""The counts of all communes together, with what is small hidden, and what would betray it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from mangnon.cases.statistics.events import Event
from mangnon.engine.suppression.hiding import hide
from mangnon.engine.suppression.layers import TOTAL, Layers, Place, Sum
from mangnon.engine.suppression.top import settle_top

WHOLE = "province"
HAS, HAS_NOT = "has", "has_not"
DIMENSIONS = ("setting", "sex", "age_at_event", "finding")
COUNTED = "events"

Commune = tuple[str, date]
Unit = Commune | str
Counts = dict[Place, int | None]


def released(events: Sequence[Event], harms: Sequence[str], below: int) -> Counts:
    """Return each count by its place, None where it is hidden.

    The whole province's total alone is always told. A kind of harm is a breakdown of its own into
    those that have it and those that do not, since an event may be of several kinds.
    """
    counted = Counter(place for event in events for place in _places(event, harms))
    communes = tuple({event.unit for event in events})
    layers = Layers([Sum(WHOLE, communes)], always_told=frozenset({WHOLE}))
    for place, count in counted.items():
        layers.add(COUNTED, place, count, below)
    for place in counted:
        if place.dimension != TOTAL:
            cell = layers.at[COUNTED, place]
            layers.within[cell] = layers.at[COUNTED, Place(place.unit, TOTAL, TOTAL)]
    if not counted:
        return {}
    settle_top(layers)
    hidden = hide(layers.cells()).mask
    return {
        place: None if hidden[cell] else layers.count[cell]
        for (_layer, place), cell in layers.at.items()
    }


def _places(event: Event, harms: Sequence[str]) -> Iterator[Place]:
    for unit in (WHOLE, event.unit):
        yield Place(unit, TOTAL, TOTAL)
        for dimension in DIMENSIONS:
            yield Place(unit, dimension, getattr(event, dimension))
        for harm in harms:
            yield Place(unit, harm, HAS if harm in event.harms else HAS_NOT)
