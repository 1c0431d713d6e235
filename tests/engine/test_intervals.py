"""Against figures that others published."""

import numpy as np
import pytest

from mangnon.engine.intervals import poisson, wilson


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [  # Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_share_is_the_published_one(numerator, denominator, low, high):
    found_low, found_high = wilson(np.array([numerator]), np.array([denominator]))
    assert round(float(found_low[0]), 4) == low
    assert round(float(found_high[0]), 4) == high


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [  # the usual table of exact 95% limits for a Poisson count
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
        (100, 81.364, 121.627),
    ],
)
def test_the_interval_of_a_count_is_the_published_one(events, low, high):
    found_low, found_high = poisson(np.array([events]))
    assert float(found_low[0]) == pytest.approx(low, abs=6e-4)
    assert float(found_high[0]) == pytest.approx(high, abs=6e-4)


def test_a_share_of_nothing_has_no_interval():
    low, high = wilson(np.array([0]), np.array([0]))
    assert np.isnan(low[0])
    assert np.isnan(high[0])


def test_the_interval_of_all_or_none_ends_exactly_there():
    low, high = wilson(np.array([0, 7]), np.array([7, 7]))
    assert low[0] == 0.0
    assert high[1] == 1.0
    assert 0 < high[0] < 1
    assert 0 < low[1] < 1


def test_every_share_lies_within_its_interval():
    numerator = np.arange(51)
    low, high = wilson(numerator, np.full(51, 50))
    share = numerator / 50
    assert ((low <= share) & (share <= high)).all()
