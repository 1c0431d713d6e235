"""The units of one day as made of the units of another: which whole units, which parts, how sure.

Counts move commune by commune. A unit above the communes is the sum of its communes, so a commune
that was split within it is whole again there, and no estimate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mangnon.engine.crosswalk import Share, UnitKey

COMMUNE = "commune"
WHOLE = Fraction(1)


@dataclass(frozen=True)
class Place:
    """A unit in the tree of its day; `parent` is None at the top."""

    key: UnitKey
    level: str
    parent: UnitKey | None


@dataclass(frozen=True)
class Part:
    """A unit, or a share of it, that lies in a territory; `basis` says what a share stands on."""

    unit: UnitKey
    share: Fraction
    basis: str

    @property
    def is_whole(self) -> bool:
        return self.share == WHOLE


@dataclass(frozen=True)
class Territory:
    """A unit of the day asked for, with the communes it is made of on the day of the figures.

    `same` is the unit of its own level that it is, whole and alone, under another code or name.
    `peers` are the units of its level that it took in. `is_regrouped` says that the communes below
    it are others than they were.
    """

    unit: UnitKey
    level: str
    parts: tuple[Part, ...]
    peers: tuple[Part, ...]
    same: UnitKey | None
    is_regrouped: bool

    @property
    def is_whole(self) -> bool:
        return all(part.is_whole for part in self.parts)

    @property
    def needed(self) -> frozenset[UnitKey]:
        """Return the units whose figures this territory's figure is made of."""
        if self.same is not None:
            return frozenset({self.same})
        return frozenset(part.unit for part in (*self.parts, *self.peers))


def territories(
    shares: Iterable[Share], before: Sequence[Place], after: Sequence[Place]
) -> list[Territory]:
    """Return every unit of the later list as made of units of the earlier one.

    `before` is the tree that figures stand on and `after` the tree they are asked for; `shares`
    is the crosswalk from the one to the other.
    """
    levels = {place.key: place.level for place in before}
    sources: dict[UnitKey, list[Part]] = defaultdict(list)
    for share in shares:
        sources[share.target].append(Part(share.source, share.share, share.basis))
    own = {
        place.key: tuple(p for p in sources[place.key] if levels[p.unit] == place.level)
        for place in after
    }
    below_before, below_after = _communes_below(before), _communes_below(after)
    communes = {
        place.key: tuple(p for p in sources[place.key] if levels[p.unit] == COMMUNE)
        for place in after
        if place.level == COMMUNE
    }
    found = []
    for place in after:
        parts = _joined(communes[key] for key in below_after[place.key])
        same = _same(own[place.key], parts, below_before)
        is_regrouped = any(not _is_one(communes[key]) for key in below_after[place.key])
        found.append(Territory(place.key, place.level, parts, own[place.key], same, is_regrouped))
    return found


def _same(
    peers: tuple[Part, ...], parts: tuple[Part, ...], below: Mapping[UnitKey, list[UnitKey]]
) -> UnitKey | None:
    """Return the one unit this is, if it took in no other and lost or gained no commune."""
    if not _is_one(peers) or not all(part.is_whole for part in parts):
        return None
    (peer,) = peers
    return peer.unit if {part.unit for part in parts} == set(below[peer.unit]) else None


def _is_one(parts: tuple[Part, ...]) -> bool:
    return len(parts) == 1 and parts[0].is_whole


def _joined(groups: Iterable[tuple[Part, ...]]) -> tuple[Part, ...]:
    """Add up the shares of each unit: parts that meet again are whole again."""
    found: dict[UnitKey, Part] = {}
    for part in (part for group in groups for part in group):
        known = found.get(part.unit)
        share = part.share if known is None else known.share + part.share
        found[part.unit] = Part(part.unit, share, part.basis)
    return tuple(found[key] for key in sorted(found))


def _communes_below(places: Sequence[Place]) -> dict[UnitKey, list[UnitKey]]:
    """Return the communes of each unit; a commune is its own."""
    parents = {place.key: place.parent for place in places}
    below: dict[UnitKey, list[UnitKey]] = {place.key: [] for place in places}
    for place in places:
        if place.level == COMMUNE:
            above: UnitKey | None = place.key
            while above is not None:
                below[above].append(place.key)
                above = parents[above]
    return below
