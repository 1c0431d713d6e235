"""The breakdowns of an activity as a person may see them: small counts are for who reads names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise

from mangnon.activities.attendance.parts import DIMENSIONS
from mangnon.engine.suppression.hiding import hide
from mangnon.engine.suppression.layers import TOTAL, Layers, Place

HIDE_BELOW = 5
ALL = "activity"


class Counted(Protocol):
    """Children, and the breakdowns of them that were told."""

    children: Any
    parts: Any


@dataclass(frozen=True)
class Part:
    """How many children of one group; None where it is hidden."""

    label: str | Promise
    count: int | None


@dataclass(frozen=True)
class Breakdown:
    label: str | Promise
    parts: Sequence[Part]


def breakdowns(headcount: Counted, *, reads_names: bool) -> list[Breakdown]:
    """Return the told breakdowns; of small counts, and what would give them away, no number.

    The activity's own total is always told: it is of a public event.
    """
    hidden = frozenset() if reads_names else _hidden(headcount)
    return [
        Breakdown(
            DIMENSIONS[name][0],
            [
                Part(label, None if (name, member) in hidden else members.get(member, 0))
                for member, label in DIMENSIONS[name][1].items()
            ],
        )
        for name, members in _told(headcount)
    ]


def _told(headcount: Counted) -> Iterator[tuple[str, dict[str, int]]]:
    for name in DIMENSIONS:
        if name in headcount.parts:
            yield name, headcount.parts[name]


def _hidden(headcount: Counted) -> frozenset[tuple[str, str]]:
    layers = Layers(always_told=frozenset({ALL}))
    whole = layers.add(ALL, Place(ALL, TOTAL, TOTAL), headcount.children, HIDE_BELOW)
    for name, members in _told(headcount):
        for member in DIMENSIONS[name][1]:
            count = members.get(member, 0)
            cell = layers.add(ALL, Place(ALL, name, member), count, HIDE_BELOW)
            layers.within[cell] = whole
    mask = hide(layers.cells()).mask
    return frozenset(
        (place.dimension, place.member) for (_layer, place), cell in layers.at.items() if mask[cell]
    )
