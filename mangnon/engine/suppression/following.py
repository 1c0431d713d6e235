"""Which hidden counts the shown ones give exactly, several sums taken together.

A count follows where every table that adds up as the printed one does has the same there. Those
tables differ from the printed one by what all sums take to nothing; of that a few samples are
drawn. A count that none of them moves cannot move. Printing it tells nobody anything new.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import identity
from scipy.sparse.linalg import splu

from mangnon.engine.suppression.cells import Bools, Cells, Ints
from mangnon.engine.suppression.unknowns import Floats, Unknowns

SAMPLES, SEED = 2, 2026
STEPS = 3  # each takes off what is left of the sums: from the second on that is rounding
RIDGE = 1e-7  # sums that repeat others would leave no solution
STILL = 1e-8  # samples move free counts by a thousandth and more


def following(cells: Cells, hidden: Bools) -> Bools:
    """Return the hidden cells of which the shown ones and the sums leave one count."""
    unknowns = Unknowns.of(cells, hidden)
    found = np.zeros(len(cells), np.bool_)
    for group in unknowns.apart():
        still = group[np.abs(_moves(unknowns, group)).max(axis=1) < STILL]
        found[unknowns.cell[still[~unknowns.is_rest[still]]]] = True
    return found


def _moves(unknowns: Unknowns, group: Ints) -> Floats:
    """Return moves of the unknowns, unknowns x samples, that every sum takes to nothing."""
    moves: Floats = np.random.default_rng(SEED).normal(size=(len(group), SAMPLES))
    rows = unknowns.columns[:, group].tocsr()
    matrix = rows[np.diff(rows.indptr) > 0].tocsc()
    if not matrix.shape[0]:
        return moves
    square = (matrix @ matrix.T + RIDGE * identity(matrix.shape[0])).tocsc()
    solved = splu(
        square, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True}
    )
    for _step in range(STEPS):
        moves = moves - matrix.T @ solved.solve(matrix @ moves)
    return moves
