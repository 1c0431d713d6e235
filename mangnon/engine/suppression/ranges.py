"""How closely the unknowns can be pinned down by all sums together.

The least and the most that an unknown can be are two linear programs, solved by HiGHS; unknowns
that no sum ties together are solved apart. Every table met on the way widens the known range of
all unknowns in it, so tables that push many apart at once come first and most programs are spared.
"""

from __future__ import annotations

import highspy
import numpy as np

from mangnon.engine.suppression.cells import Ints
from mangnon.engine.suppression.unknowns import Floats, Unknowns

ALMOST = 1e-6
PRIMAL = 4  # the last table stays possible when only the aim changes
ROAMS, WORTH_ROAMING = 20, 4
SEED = 1927  # the same tables always give the same answer


def narrow_by_all(unknowns: Unknowns, safe: set[bytes]) -> Ints:
    """Return the unknowns whose least and most whole number are less than `wide` apart.

    `safe` remembers groups in which none is, so that they need not be looked at again.
    """
    found = [np.zeros(0, np.int64)]
    for group in unknowns.apart():
        name = unknowns.cell[group].tobytes()
        if name in safe:
            continue
        narrow = _Group(unknowns, group).narrow()
        found.append(narrow)
        if not narrow.size:
            safe.add(name)
    return np.concatenate(found)


class _Group:
    """Unknowns that hang together, and the range in which each has been met so far."""

    def __init__(self, unknowns: Unknowns, group: Ints) -> None:
        self.group = group
        self.wide = unknowns.wide[group]
        self.least = unknowns.true[group].astype(np.float64)
        self.most = self.least.copy()
        self.solver = _solver(unknowns, group)

    def narrow(self) -> Ints:
        """Return which unknowns stay narrow, however the others are chosen."""
        self._roam()
        places = np.flatnonzero(self._is_narrow()).tolist()
        return self.group[[place for place in places if not self._reaches(place)]]

    def _is_narrow(self) -> np.ndarray:
        """Say for which unknowns the whole numbers met so far do not lie far enough apart."""
        return np.floor(self.most + ALMOST) - np.ceil(self.least - ALMOST) < self.wide

    def _roam(self) -> None:
        """Meet tables at random corners, each followed by the one opposite."""
        chance = np.random.default_rng(SEED)
        every = np.arange(len(self.group), dtype=np.int32)
        for turn in range(ROAMS):
            left = self._is_narrow()
            if left.sum() < WORTH_ROAMING:
                break
            if turn % 2 == 0:
                aim = chance.choice([-1.0, 1.0], len(every)) * chance.uniform(0.5, 1, len(every))
            self._meet(every, np.where(left, aim, 0.0))
            aim = -aim

    def _reaches(self, place: int) -> bool:
        for sign in (-1.0, 1.0):
            if not self._is_narrow()[place]:
                return True
            self._meet(np.array([place], np.int32), np.array([sign]))
        return not self._is_narrow()[place]

    def _meet(self, places: np.ndarray, aim: Floats) -> None:
        """Find the table that the aim is least in, and note how far every unknown went."""
        self.solver.changeColsCost(len(places), places, aim)
        self.solver.run()
        met = np.array(self.solver.getSolution().col_value)
        self.solver.changeColsCost(len(places), places, np.zeros(len(places)))
        np.minimum(self.least, met, out=self.least)
        np.maximum(self.most, met, out=self.most)


def _solver(unknowns: Unknowns, group: Ints) -> highspy.Highs:
    rows = unknowns.rows[:, group]
    used = np.diff(rows.indptr) > 0
    matrix, sums = rows[used].tocsc(), unknowns.sums[used]
    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = matrix.shape
    program.col_cost_ = np.zeros(len(group))
    program.col_lower_, program.col_upper_ = unknowns.low[group], unknowns.high[group]
    program.row_lower_, program.row_upper_ = sums, sums
    program.a_matrix_.start_ = matrix.indptr
    program.a_matrix_.index_ = matrix.indices
    program.a_matrix_.value_ = matrix.data
    solver = highspy.Highs()  # type: ignore[no-untyped-call, unused-ignore]
    solver.silent()
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("simplex_strategy", PRIMAL)
    solver.passModel(program)
    return solver
