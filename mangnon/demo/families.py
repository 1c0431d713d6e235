"""Who is whose sibling: children of one commune and ethnic group, born at plausible distances."""

import numpy as np

from mangnon.demo.draw import Flags, Floats, Ints

SHORTEST_GAP = 400  # days between the births of siblings who are not twins
GAP_SHAPE, GAP_SCALE = 2.0, 480.0
HAVE_A_NEXT = 0.62  # of those old enough to have a younger brother or sister
TWINS = 0.009
LONGEST_CHAIN = 32


def pair_twins(rng: np.random.Generator, group: Ints, birth: Ints) -> Ints:
    """Give some neighbours in age one birth date; return each child's elder twin, or itself."""
    order = np.lexsort((birth, group))
    elder, younger = order[:-1:2], order[1::2]
    found = (group[elder] == group[younger]) & (rng.random(len(younger)) < 2 * TWINS)
    twin_of = np.arange(len(birth))
    twin_of[younger[found]] = elder[found]
    birth[younger[found]] = birth[elder[found]]
    return twin_of


def gather_households(rng: np.random.Generator, group: Ints, birth: Ints, same_as: Ints) -> Ints:
    """Return each child's household, numbered from 0.

    Siblings are of one group and born at least SHORTEST_GAP apart. A child that is in a household
    because another is (`same_as`: a twin, a second record) takes no part in the search.
    """
    count = len(birth)
    alone = same_as == np.arange(count)
    seeking = np.flatnonzero(alone)
    seeking = seeking[np.lexsort((birth[seeking], group[seeking]))]
    first = int(birth.min(initial=0))
    span = int(birth.max(initial=0)) - first + 1
    key = group[seeking] * span + birth[seeking] - first
    gap = SHORTEST_GAP + rng.gamma(GAP_SHAPE, GAP_SCALE, len(seeking)).astype(np.int64)
    wanted = np.searchsorted(key, key + gap)
    in_time = birth[seeking] + gap < first + span
    has_next = (rng.random(len(seeking)) < HAVE_A_NEXT) & in_time & (wanted < len(seeking))
    elder = np.flatnonzero(has_next)
    younger, at = np.unique(wanted[elder], return_index=True)
    elder = elder[at]
    same_group = group[seeking[elder]] == group[seeking[younger]]
    before = same_as.copy()
    before[seeking[younger[same_group]]] = seeking[elder[same_group]]
    return np.unique(_eldest(before), return_inverse=True)[1]


def _eldest(before: Ints) -> Ints:
    """Follow everyone's elder sibling to the eldest."""
    reach = 1
    while reach < LONGEST_CHAIN:
        before, reach = before[before], 2 * reach
    return before


def pick_households(
    rng: np.random.Generator, household: Ints, counted: Flags, share: float, weights: Floats
) -> Flags:
    """Return flags for whole households that hold about `share` of the children counted."""
    households = int(household.max(initial=-1)) + 1
    size = np.bincount(household, counted, minlength=households)
    weight = np.bincount(household, weights, minlength=households)
    members = np.maximum(np.bincount(household, minlength=households), 1)
    waits = rng.exponential(size=households) * members / np.maximum(weight, 1e-9)
    order = np.argsort(waits, kind="stable")
    chosen = np.zeros(households, dtype=bool)
    chosen[order[np.cumsum(size[order]) <= round(share * int(counted.sum()))]] = True
    return chosen[household]
