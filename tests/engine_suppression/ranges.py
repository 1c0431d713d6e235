"""The least and the most that counts can be when all sums hold, by linear programs.

An answer is a table at which every sum and bound holds. The truth is one; each program gives
another. Two answers of a count that lie far enough apart show that it is not pinned down; where
none are met, its least and most are found exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import highspy
import numpy as np
from scipy.sparse import csc_array, csr_array
from scipy.sparse.csgraph import connected_components

SLACK = 1e-5  # by which an answer of floating-point numbers may miss a sum or a bound
PASSES = 30
STEPS = 3  # from sum to sum that are near
PATIENCE = 2  # pairs of answers in a row that help too few


@dataclass(frozen=True)
class System:
    """Sums of counts: `matrix @ counts` lies from `least` to `most`, the counts from low to high.

    `true` are the counts as they are. A count is wide when its answers are `enough` whole numbers
    apart; only the `asked` are looked at.
    """

    matrix: csc_array
    least: np.ndarray
    most: np.ndarray
    low: np.ndarray
    high: np.ndarray
    true: np.ndarray
    enough: np.ndarray
    asked: np.ndarray

    def part(self, columns: np.ndarray) -> Self:
        """Return the counts of the columns alone, which no sum ties to others."""
        matrix = self.matrix[:, columns]
        rows = np.unique(matrix.indices)
        of_columns = (getattr(self, x)[columns] for x in ("low", "high", "true", "enough", "asked"))
        return type(self)(
            matrix.tocsr()[rows].tocsc(), self.least[rows], self.most[rows], *of_columns
        )

    def apart(self) -> list[np.ndarray]:
        """Return the columns in groups that no sum ties together."""
        tied = abs(self.matrix)
        count, label = connected_components(tied.T @ tied, directed=False)
        order = np.argsort(label, kind="stable")
        return np.split(order, np.cumsum(np.bincount(label, minlength=count))[:-1])

    def holds(self, answer: np.ndarray) -> bool:
        sums = self.matrix @ answer
        return bool(
            (sums >= self.least - SLACK).all()
            and (sums <= self.most + SLACK).all()
            and (answer >= self.low - SLACK).all()
            and (answer <= self.high + SLACK).all()
        )


def ranges(system: System) -> tuple[np.ndarray, np.ndarray]:
    """Return two answers of each count asked for: far enough apart, or its least and its most."""
    found = system.true.copy(), system.true.copy()
    for columns in system.apart():
        if system.asked[columns].any():
            search = Search(system.part(columns))
            search.far_corners(worth=0.05)
            search.nearby()
            search.far_corners(worth=0)
            search.one_by_one()
            for ends, met in zip(found, search.whole_numbers(), strict=True):
                ends[columns] = met
    return found


class Search:
    """What answers have been met of each count, and how far any answer can be."""

    def __init__(self, system: System) -> None:
        self.system = system
        assert system.holds(system.true)
        self.least, self.most = system.true.copy(), system.true.copy()
        self.outer_low, self.outer_high = one_sum_at_a_time(system)

    def whole_numbers(self) -> tuple[np.ndarray, np.ndarray]:
        return np.ceil(self.least - SLACK), np.floor(self.most + SLACK)

    @property
    def unsure(self) -> np.ndarray:
        """Say which counts asked for are neither met far apart nor known to lie no further."""
        least, most = self.whole_numbers()
        is_exact = (least <= self.outer_low) & (most >= self.outer_high)
        found: np.ndarray = self.system.asked & (most - least < self.system.enough) & ~is_exact
        return found

    def far_corners(self, worth: float) -> None:
        """Meet answers that are far out for many counts at once, while more than a share gains.

        Any answer will do, so the interior point method need not go on to a corner. Weights that
        differ much let another count have its way among its neighbours each time.
        """
        chance, in_vain = np.random.default_rng(2026), 0
        left = self.unsure
        while left.any() and in_vain < PATIENCE:
            weight = 10 ** chance.uniform(0, 2, len(left))
            aim = np.where(left, weight * chance.choice([-1.0, 1.0], len(left)), 0.0)
            for cost in (aim, -aim):
                self._meet(cost, to_the_corner=False)
            before, left = left.sum(), self.unsure
            in_vain = in_vain + 1 if before - left.sum() <= worth * before else 0

    def nearby(self) -> None:
        """Find which counts cannot lie further than they were met by the sums near them alone."""
        for place in np.flatnonzero(self.unsure).tolist():
            self._bound_from_nearby(place)

    def one_by_one(self) -> None:
        """Find the least and the most of each count that is still unsure."""
        for place in np.flatnonzero(self.unsure).tolist():
            for sign in (1.0, -1.0):
                if self.unsure[place]:
                    cost = np.zeros(len(self.least))
                    cost[place] = sign
                    self._meet(cost, to_the_corner=True)

    def _bound_from_nearby(self, place: int) -> None:
        """Find what the sums of nearby counts alone leave: no answer of all sums lies further."""
        system, rows = self.system, self._rows
        near = np.array([place])
        for _step in range(STEPS):
            near = np.unique(rows[np.unique(system.matrix[:, near].indices)].indices)
        inside = np.diff(rows[:, near].indptr) == np.diff(rows.indptr)
        program = _program(
            system.matrix[:, near].tocsr()[inside].tocsc(),
            system.least[inside], system.most[inside], system.low[near], system.high[near],
        )  # fmt: skip
        at = int(np.searchsorted(near, place))
        ends = []
        for sign in (1.0, -1.0):
            program.changeColCost(at, sign)
            program.run()
            if program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return
            ends.append(sign * program.getInfo().objective_function_value)
        self.outer_low[place] = max(self.outer_low[place], np.ceil(ends[0] - SLACK))
        self.outer_high[place] = min(self.outer_high[place], np.floor(ends[1] + SLACK))

    @cached_property
    def _rows(self) -> csr_array:
        return self.system.matrix.tocsr()

    def _meet(self, cost: np.ndarray, *, to_the_corner: bool) -> None:
        solver = self._solver
        solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        solver.setOptionValue("run_crossover", "on" if to_the_corner else "off")
        for method in ("ipm", "simplex") if to_the_corner else ("ipm",):
            solver.setOptionValue("solver", method)
            solver.clearSolver()
            solver.run()
            if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                break
        else:
            assert not to_the_corner, solver.getModelStatus()
        answer = np.array(solver.getSolution().col_value)
        if not self.system.holds(answer):
            assert not to_the_corner
            return
        np.minimum(self.least, answer, out=self.least)
        np.maximum(self.most, answer, out=self.most)

    @cached_property
    def _solver(self) -> highspy.Highs:
        system = self.system
        return _program(system.matrix, system.least, system.most, system.low, system.high)


def _program(
    matrix: csc_array, least: np.ndarray, most: np.ndarray, low: np.ndarray, high: np.ndarray
) -> highspy.Highs:
    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = matrix.shape
    program.col_cost_ = np.zeros(len(low))
    program.col_lower_, program.col_upper_ = low, high
    program.row_lower_, program.row_upper_ = least, most
    program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
    program.a_matrix_.value_ = matrix.data
    solver = highspy.Highs()  # type: ignore[no-untyped-call, unused-ignore]
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.passModel(program)
    return solver


def one_sum_at_a_time(system: System) -> tuple[np.ndarray, np.ndarray]:
    """Return whole numbers that no answer passes: what each sum leaves to each of its counts."""
    entry = system.matrix.tocoo()
    row, at, sign = entry.row, entry.col, entry.data
    low, high = system.low.copy(), system.high.copy()
    for _pass in range(PASSES):
        down = np.where(sign > 0, low[at], -high[at])
        up = np.where(sign > 0, high[at], -low[at])
        size = len(system.least)
        others_down = np.bincount(row, down, size)[row] - down
        others_up = np.bincount(row, up, size)[row] - up
        most, least = system.most[row] - others_down, system.least[row] - others_up
        risen, fallen = low.copy(), high.copy()
        np.maximum.at(risen, at, np.where(sign > 0, least, -most))
        np.minimum.at(fallen, at, np.where(sign > 0, most, -least))
        if np.array_equal(risen, low) and np.array_equal(fallen, high):
            break
        low, high = risen, fallen
    return low, high
