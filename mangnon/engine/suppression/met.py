"""The tables met so far: each adds up as the printed ones do, so readers must hold it possible."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mangnon.engine.suppression.cells import Bools, Cells, Ints
from mangnon.engine.suppression.unknowns import Floats, Unknowns

ALMOST = 1e-6


@dataclass
class Met:
    """The least and the most that each count and each rest has been in the tables met so far.

    Hiding more leaves every one of those tables possible, so they count in all later rounds.
    """

    least: Floats
    most: Floats

    @classmethod
    def only_the_truth(cls, cells: Cells) -> Met:
        true = np.concatenate([cells.count, cells.rest]).astype(np.float64)
        return cls(true, true.copy())

    def meet(self, names: Ints, found: Floats) -> None:
        """Take a table into account, of which these are some counts and rests."""
        self.least[names] = np.minimum(self.least[names], found)
        self.most[names] = np.maximum(self.most[names], found)

    def name(self, unknowns: Unknowns) -> Ints:
        """Return which of the counts and rests each unknown is."""
        return unknowns.cell + unknowns.is_rest * (len(self.least) // 2)

    def is_narrow(self, unknowns: Unknowns, places: Ints | slice = slice(None)) -> Bools:
        """Say of which unknowns the whole numbers met so far do not lie far enough apart."""
        names = self.name(unknowns)[places]
        least, most = np.ceil(self.least[names] - ALMOST), self.most[names] + ALMOST
        narrow: Bools = np.floor(most) - least < unknowns.wide[places]
        return narrow
