"""What one sum at a time tells of the unknowns: quick, and nearly all there is to know."""

from __future__ import annotations

import numpy as np

from mangnon.engine.suppression.cells import Ints
from mangnon.engine.suppression.unknowns import Unknowns

PASSES = 12


def narrow_by_sums(unknowns: Unknowns) -> Ints:
    """Return unknowns that are pinned down by asking each sum, over and over, what it leaves."""
    entry = unknowns.rows.tocoo()
    row, at, is_part = entry.row, entry.col, entry.data > 0
    low, high, sums = unknowns.low, unknowns.high, unknowns.sums
    for _pass in range(PASSES):
        least = np.where(is_part, low[at], -high[at])
        most = np.where(is_part, high[at], -low[at])
        at_most = sums[row] - (np.bincount(row, least, len(sums))[row] - least)
        at_least = sums[row] - (np.bincount(row, most, len(sums))[row] - most)
        risen, fallen = low.copy(), high.copy()
        np.maximum.at(risen, at, np.where(is_part, at_least, -at_most))
        np.minimum.at(fallen, at, np.where(is_part, at_most, -at_least))
        if np.array_equal(risen, low) and np.array_equal(fallen, high):
            break
        low, high = risen, fallen
    return np.flatnonzero(high - low < unknowns.wide)
