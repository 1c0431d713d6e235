"""Households and where every child lived, from birth to today."""

from dataclasses import dataclass

import numpy as np

from mangnon.demo.deaths import NEVER
from mangnon.demo.draw import Ints, identifiers, stream
from mangnon.demo.duplicates import ONLY
from mangnon.demo.moves import Moves
from mangnon.demo.people import People
from mangnon.demo.territory import Territory

FEWEST_HAMLETS, MOST_HAMLETS = 4, 9
HAMLET_IN_TOWN, HAMLET = "Khu phố", ("Thôn", "Ấp", "Sóc")
NO_HOME = -1
STILL = NEVER


@dataclass(frozen=True)
class Households:
    ids: np.ndarray
    commune: Ints
    number: Ints  # within its commune, from 1
    hamlet: Ints  # place in `hamlets`


@dataclass(frozen=True)
class Residences:
    """One entry a spell; `household` is NO_HOME where none is known, `ended_on` STILL if open."""

    who: Ints
    commune: Ints
    hamlet: Ints
    household: Ints
    began_on: Ints
    ended_on: Ints


@dataclass(frozen=True)
class Homes:
    households: Households
    residences: Residences
    hamlets: list[str]
    of_child: Ints  # each record's place in `households`, or NO_HOME


@dataclass(frozen=True)
class _Hamlets:
    """All names of hamlets, and for each commune where its own begin and how many they are."""

    names: list[str]
    first: Ints
    count: Ints

    def drawn(self, rng: np.random.Generator, commune: Ints) -> Ints:
        """Return a hamlet of each of these communes, as its place in `names`."""
        place = (rng.random(len(commune)) * self.count[commune]).astype(np.int64)
        return self.first[commune] + place


def make_homes(people: People, territory: Territory, moves: Moves, *, seed: int) -> Homes:
    """Settle every child: a household for those whose record has one, and its spells."""
    rng = stream(seed, "homes")
    hamlets = _hamlets(rng, territory)
    with_home = np.flatnonzero(people.living & (people.copy_of == ONLY))
    _, opener, place = np.unique(
        people.household[with_home], return_index=True, return_inverse=True
    )
    of_child = np.full(len(people), NO_HOME)
    of_child[with_home] = place
    commune = people.commune[with_home[opener]]
    households = Households(
        ids=identifiers(rng, len(commune)),
        commune=commune,
        number=_numbered(commune),
        hamlet=hamlets.drawn(rng, commune),
    )
    hamlet = hamlets.drawn(rng, people.commune)
    hamlet[with_home] = households.hamlet[place]
    before = hamlets.drawn(rng, moves.before[moves.who])
    residences = _spells(people, moves, of_child, hamlet, before)
    return Homes(households, residences, hamlets.names, of_child)


def _hamlets(rng: np.random.Generator, territory: Territory) -> _Hamlets:
    count = rng.integers(FEWEST_HAMLETS, MOST_HAMLETS + 1, len(territory.communes))
    kinds = [
        HAMLET_IN_TOWN if urban else HAMLET[int(rng.integers(len(HAMLET)))]
        for urban in territory.is_urban.tolist()
    ]
    names = [
        f"{kind} {number}"
        for kind, size in zip(kinds, count.tolist(), strict=True)
        for number in range(1, size + 1)
    ]
    return _Hamlets(names, np.cumsum(count) - count, count)


def _numbered(commune: Ints) -> Ints:
    """Number the households of each commune from 1."""
    order = np.argsort(commune, kind="stable")
    _, first, size = np.unique(commune[order], return_index=True, return_counts=True)
    number = np.empty(len(commune), dtype=np.int64)
    number[order] = 1 + np.arange(len(commune)) - np.repeat(first, size)
    return number


def _spells(people: People, moves: Moves, of_child: Ints, hamlet: Ints, before: Ints) -> Residences:
    """Return a spell where each lives now, and one where those who moved lived before."""
    everyone, moved = np.arange(len(people)), moves.who
    return Residences(
        who=np.concatenate([everyone, moved]),
        commune=np.concatenate([people.commune, moves.before[moved]]),
        hamlet=np.concatenate([hamlet, before]),
        household=np.concatenate([of_child, np.full(len(moved), NO_HOME)]),
        began_on=np.concatenate(
            [np.where(moves.on == NEVER, people.birth, moves.on), people.birth[moved]]
        ),
        ended_on=np.concatenate([np.full(len(people), STILL), moves.on[moved]]),
    )
