"""A schematic map: one square a unit, those of one district together. It shows no true places."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from math import ceil, sqrt
from typing import Any, TypeVar

WIDE = 12  # squares in a row where there are several groups
GAP = 0.08  # of a square, around it
BETWEEN = 0.35  # of a square, between two groups
Key = TypeVar("Key", bound=Hashable)


def grid(groups: Sequence[Sequence[Key]]) -> dict[Key, tuple[float, float]]:
    """Return the left upper corner of each square; a group begins in a row of its own.

    >>> grid([["a", "b", "c"]])
    {'a': (0.0, 0.0), 'b': (1.0, 0.0), 'c': (0.0, 1.0)}
    """
    filled = [group for group in groups if group]
    is_alone = len(filled) == 1
    wide = ceil(sqrt(len(filled[0]))) if is_alone else WIDE
    found, top = {}, 0.0
    for group in filled:
        for place, key in enumerate(group):
            row, column = divmod(place, wide)
            found[key] = float(column), top + row
        top += ceil(len(group) / wide) + BETWEEN
    return found


def square(corner: tuple[float, float]) -> Mapping[str, Any]:
    """Return the square as a GeoJSON polygon, its ring clockwise on the screen."""
    left, top = corner[0] + GAP / 2, corner[1] + GAP / 2
    right, bottom = left + 1 - GAP, top + 1 - GAP
    ring = [[left, top], [left, bottom], [right, bottom], [right, top], [left, top]]
    return {"type": "Polygon", "coordinates": [ring]}


def middle(corner: tuple[float, float]) -> tuple[float, float]:
    return corner[0] + 0.5, corner[1] + 0.5
