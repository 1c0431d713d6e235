"""How closely the unknowns can be pinned down by all sums together.

Every table that comes out at all sums is one that readers must hold possible. HiGHS finds tables
that are far out for many unknowns at once; how far each has been in all of them together is what
it can be at least. Unknowns that no sum ties together are solved apart.
"""

from __future__ import annotations

import highspy
import numpy as np

from mangnon.engine.suppression.cells import Ints
from mangnon.engine.suppression.met import Met
from mangnon.engine.suppression.unknowns import Floats, Unknowns

DUAL = 1  # the primal simplex takes ten times as long to the first table
MOST_TURNS, ENOUGH = 12, 8_000  # a group takes more turns the smaller it is: those cost little


def narrow_by_all(unknowns: Unknowns, met: Met, *, seed: int, turns: int) -> Ints:
    """Return the unknowns whose least and most whole number are not met `wide` apart.

    None is asked alone, so a few that are wide may be among them: hiding a little more is cheaper
    than to know.
    """
    chance = np.random.default_rng(seed)
    for group in unknowns.apart():
        _walk(unknowns, met, group, chance, max(turns, min(MOST_TURNS, ENOUGH // len(group))))
    return np.flatnonzero(met.is_narrow(unknowns))


def _walk(
    unknowns: Unknowns, met: Met, group: Ints, chance: np.random.Generator, turns: int
) -> None:
    """Meet tables at random corners that are far out for what is narrow, then the opposite."""
    left = met.is_narrow(unknowns, group)
    if not left.any():
        return
    solver, names = _solver(unknowns, group), met.name(unknowns)[group]
    for _turn in range(turns):
        far = chance.choice([-1.0, 1.0], len(group)) * chance.uniform(0.5, 1, len(group))
        for aim in (far, -far):
            found = _table(solver, np.where(left, aim, 0.0))
            if found is not None:
                met.meet(names, found)
            left = met.is_narrow(unknowns, group)
            if not left.any():
                return


def _table(solver: highspy.Highs, aim: Floats) -> Floats | None:
    """Return the table that the aim is least in."""
    solver.changeColsCost(len(aim), np.arange(len(aim), dtype=np.int32), aim)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.array(solver.getSolution().col_value)


def _solver(unknowns: Unknowns, group: Ints) -> highspy.Highs:
    """Return a program of the group alone."""
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
