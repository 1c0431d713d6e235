"""The breakdowns of an activity as a person may see them: small counts are for who reads names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise

from mangnon.activities.activity import Activity
from mangnon.activities.attendance.parts import DIMENSIONS
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.engine.suppression.hiding import hide
from mangnon.engine.suppression.layers import TOTAL, Layers, Place, Sum

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


def reads_small_counts(activity: Activity, user: User) -> bool:
    """Say whether the person may read also the small counts of an activity that they keep.

    A line takes from the register what nobody wrote of a child (`entering.py`): counts of such
    lines are for who may see children.
    """
    if allowed(user, "child.view"):
        return True
    return not activity.participants.filter(child__isnull=False).exists()


def breakdowns(headcount: Counted, *, reads_names: bool) -> list[Breakdown]:
    """Return the told breakdowns; of small counts, and what would give them away, no number.

    The activity's own total is always told: it is of a public event.
    """
    told = dict(_told(headcount))
    hidden = frozenset() if reads_names else hidden_parts(headcount.children, told)
    return [
        Breakdown(
            DIMENSIONS[name][0],
            [
                Part(label, None if (name, member) in hidden else members[member])
                for member, label in DIMENSIONS[name][1].items()
            ],
        )
        for name, members in told.items()
    ]


def _told(headcount: Counted) -> Iterator[tuple[str, dict[str, int]]]:
    for name in DIMENSIONS:
        if name in headcount.parts:
            counts = headcount.parts[name]
            yield name, {member: counts.get(member, 0) for member in DIMENSIONS[name][1]}


def hidden_parts(whole: int, told: Mapping[str, Mapping[str, int]]) -> frozenset[tuple[str, str]]:
    """Return (dimension, member) of the counts to hide, where the whole itself is told.

    They are the small ones, and those from which a small one could be reckoned.
    """
    layers = Layers(always_told=frozenset({ALL}))
    total = layers.add(ALL, Place(ALL, TOTAL, TOTAL), whole, HIDE_BELOW)
    for name, members in told.items():
        for member, count in members.items():
            cell = layers.add(ALL, Place(ALL, name, member), count, HIDE_BELOW)
            layers.within[cell] = total
    mask = hide(layers.cells()).mask
    return frozenset(
        (place.dimension, place.member) for (_layer, place), cell in layers.at.items() if mask[cell]
    )


def hidden_in_rows(
    rows: Mapping[Hashable, tuple[int, Mapping[str, Mapping[str, int]]]],
) -> frozenset[tuple[Hashable, str, str]]:
    """Return (row, dimension, member) of the counts to hide in a table whose rows' totals are told.

    A reader may know how many of a group there are in all rows together, as a teacher does of the
    class: from that too no small count may follow.
    """
    sums: dict[str, Counter[str]] = {}
    for _total, told in rows.values():
        for name, members in told.items():
            sums.setdefault(name, Counter()).update(members)
    whole = (sum(total for total, _told in rows.values()), sums)
    layers = Layers(sums=[Sum(ALL, tuple(rows))], always_told=frozenset({ALL, *rows}))
    for unit, (total, told) in [(ALL, whole), *rows.items()]:
        top = layers.add(ALL, Place(unit, TOTAL, TOTAL), total, HIDE_BELOW)
        for name, members in told.items():
            for member, count in members.items():
                cell = layers.add(ALL, Place(unit, name, member), count, HIDE_BELOW)
                layers.within[cell], layers.known[cell] = top, unit == ALL
    mask = hide(layers.cells()).mask
    hidden = {
        (place.unit, place.dimension, place.member)
        for (_layer, place), cell in layers.at.items()
        if mask[cell] and place.unit != ALL
    }
    # Nor from a row alone: what is known already, if all were known, would protect nothing there.
    for row, (total, told) in rows.items():
        hidden |= {(row, *part) for part in hidden_parts(total, told)}
    return frozenset(hidden)
