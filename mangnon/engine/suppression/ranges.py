"""How closely the unknowns can be pinned down by all sums together.

The least and the most that an unknown can be are two linear programs, solved by HiGHS; unknowns
that no sum ties together are solved apart. Every table met on the way widens the known range of
all unknowns in it, so tables that push many apart at once come first and most programs are spared.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from mangnon.engine.suppression.cells import Bools, Cells, Ints
from mangnon.engine.suppression.unknowns import Floats, Unknowns

ALMOST = 1e-6
DUAL = 1  # the primal simplex takes ten times as long to the first table
SEED = 1927  # the same tables always give the same answer


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


def narrow_by_all(unknowns: Unknowns, met: Met) -> Ints:
    """Return the unknowns whose least and most whole number are less than `wide` apart.

    While the hubs stay what they are, the rest falls into small pieces that are soon walked
    through; what stays narrow there is tried once more with all that hangs together. None is asked
    alone, so a few that are wide may be among them: hiding a little more is cheaper than to know.
    """
    walk = _Walk(unknowns, met)
    for free, turns in ((~unknowns.is_hub, 4), (np.ones(len(unknowns.cell), np.bool_), 1)):
        for group in unknowns.apart(free):
            walk.through(group, turns)
    return np.flatnonzero(walk.is_narrow(np.arange(len(unknowns.cell))))


class _Walk:
    """Goes from table to table, and notes how far every unknown went."""

    def __init__(self, unknowns: Unknowns, met: Met) -> None:
        self.unknowns = unknowns
        self.met = met
        self.name = unknowns.cell + unknowns.is_rest * (len(met.least) // 2)

    def is_narrow(self, places: Ints) -> Bools:
        """Say for which unknowns the whole numbers met so far do not lie far enough apart."""
        names = self.name[places]
        least, most = np.ceil(self.met.least[names] - ALMOST), self.met.most[names] + ALMOST
        narrow: Bools = np.floor(most) - least < self.unknowns.wide[places]
        return narrow

    def through(self, group: Ints, turns: int) -> None:
        """Meet tables at random corners that are far out for what is narrow, then the opposite."""
        left = self.is_narrow(group)
        if not left.any():
            return
        solver, chance = _solver(self.unknowns, group), np.random.default_rng(SEED)
        for _turn in range(turns):
            far = chance.choice([-1.0, 1.0], len(group)) * chance.uniform(0.5, 1, len(group))
            for aim in (far, -far):
                self._meet(solver, group, np.where(left, aim, 0.0))
                left = self.is_narrow(group)
                if not left.any():
                    return

    def _meet(self, solver: highspy.Highs, group: Ints, aim: Floats) -> None:
        """Find the table that the aim is least in."""
        solver.changeColsCost(len(group), np.arange(len(group), dtype=np.int32), aim)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return
        found, names = np.array(solver.getSolution().col_value), self.name[group]
        self.met.least[names] = np.minimum(self.met.least[names], found)
        self.met.most[names] = np.maximum(self.met.most[names], found)


def _solver(unknowns: Unknowns, group: Ints) -> highspy.Highs:
    """Return a program of the group alone: all other unknowns stay what they truly are."""
    rows = unknowns.columns[:, group].tocsr()
    matrix = rows[np.diff(rows.indptr) > 0].tocsc()
    sums = matrix @ unknowns.true[group].astype(np.float64)
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
    solver.setOptionValue("simplex_strategy", DUAL)
    solver.passModel(program)
    return solver
