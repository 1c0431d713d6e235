"""The attacker's own arithmetic beside a plain linear program for each end of each count."""

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csc_array

from tests.engine_suppression.ranges import System, one_sum_at_a_time, ranges


def a_table(seed: int, enough: float) -> System:
    """Return a table of counts with its sums by row and column, some known to lie in bounds."""
    chance = np.random.default_rng(seed)
    height, width = chance.integers(2, 6, 2)
    true = chance.poisson(2.0, height * width).astype(float)
    place = np.arange(height * width).reshape(height, width)
    lines = [*place, *place.T]
    matrix = np.zeros((len(lines), len(true)))
    for number, line in enumerate(lines):
        matrix[number, line] = 1
    sums = matrix @ true
    is_less = chance.random(len(lines)) < 0.2
    high = np.where(chance.random(len(true)) < 0.3, true + chance.integers(0, 3, len(true)), 1e6)
    return System(
        csc_array(matrix), sums, np.where(is_less, sums + 2, sums), np.zeros(len(true)), high,
        true, np.full(len(true), enough), np.ones(len(true), bool),
    )  # fmt: skip


def exactly(system: System) -> np.ndarray:
    upper = np.vstack([system.matrix.toarray(), -system.matrix.toarray()])
    most = np.concatenate([system.most, -system.least])
    bounds = list(zip(system.low, system.high, strict=True))
    ends = [
        [sign * linprog(sign * one, A_ub=upper, b_ub=most, bounds=bounds).fun for sign in (1, -1)]
        for one in np.eye(len(system.true))
    ]
    return np.array(ends).T


@pytest.mark.parametrize("seed", range(20))
def test_ends_are_those_of_a_program_for_each(seed):
    system = a_table(seed, enough=1e9)
    low, high = exactly(system)
    found = ranges(system)
    assert (found[0] == np.ceil(low - 1e-6)).all()
    assert (found[1] == np.floor(high + 1e-6)).all()
    least, most = one_sum_at_a_time(system)
    assert (least <= low + 1e-6).all()
    assert (most >= high - 1e-6).all()


@pytest.mark.parametrize("seed", range(20))
def test_a_count_is_called_wide_only_where_it_is(seed):
    system = a_table(seed, enough=3)
    low, high = exactly(system)
    is_wide = np.floor(high + 1e-6) - np.ceil(low - 1e-6) >= 3
    least, most = ranges(system)
    assert ((most - least >= 3) == is_wide).all()
    assert (least >= low - 1e-4).all()
    assert (most <= high + 1e-4).all()
