"""The draws keep their totals, lean where they are told to, and repeat themselves."""

from datetime import date
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.demo import draw


@pytest.fixture
def rng():
    return np.random.default_rng(11)


def test_a_stream_repeats_itself_and_differs_from_the_next():
    one, same, other = (
        draw.stream(seed, name).integers(0, 10**9, 5)
        for seed, name in ((1, "names"), (1, "names"), (1, "deaths"))
    )
    assert one.tolist() == same.tolist() != other.tolist()
    assert draw.stream(2, "names").integers(0, 10**9, 5).tolist() != one.tolist()


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(1970, 1, 1), 0), (date(1970, 1, 2), 1), (date(1969, 12, 31), -1)],
)  # fmt: skip
def test_days_are_counted_from_1970(day, number):
    assert draw.day_number(day) == number


@given(
    size=st.integers(0, 200),
    how_many=st.integers(-3, 250),
    seed=st.integers(0, 1000),
    leaning=st.booleans(),
)
def test_a_pick_has_as_many_different_candidates_as_asked_in_order(size, how_many, seed, leaning):
    candidates = np.arange(size) * 3
    weights = np.linspace(0.5, 2, size) if leaning else None
    found = draw.pick(np.random.default_rng(seed), candidates, how_many, weights).tolist()
    assert len(found) == min(max(how_many, 0), size)
    assert found == sorted(set(found))
    assert set(found) <= set(candidates.tolist())


def test_a_pick_leans_towards_the_heavy(rng):
    weights = np.where(np.arange(1000) < 500, 9.0, 1.0)
    found = draw.pick(rng, np.arange(1000), 200, weights)
    assert (found < 500).mean() > 0.8


@given(
    flags=st.lists(st.booleans(), max_size=120),
    share=st.floats(0, 1),
    seed=st.integers(0, 1000),
)
def test_a_share_is_the_nearest_whole_number_of_those_among(flags, share, seed):
    among = np.array(flags, dtype=bool)
    found = draw.pick_share(np.random.default_rng(seed), among, share)
    assert found.sum() == round(share * among.sum())
    assert not (found & ~among).any()


@pytest.mark.parametrize(("share", "expected"), [(0, 0), (0.5, 4), (1, 8)])
def test_a_share_of_eight(rng, share, expected):
    assert draw.pick_share(rng, np.ones(8, dtype=bool), share).sum() == expected


def test_identifiers_are_valid_uuids_that_rise(rng):
    found = [UUID(bytes=bytes(row)) for row in draw.identifiers(rng, 300)]
    assert {(one.version, one.variant) for one in found} == {(8, "specified in RFC 4122")}
    assert found == sorted(found)
    assert len(set(found)) == 300


def test_no_identifiers_are_no_rows(rng):
    assert draw.identifiers(rng, 0).shape == (0, 16)


def test_identifiers_of_two_tables_do_not_meet():
    one = draw.identifiers(draw.stream(1, "identifiers"), 5)
    two = draw.identifiers(draw.stream(1, "fact identifiers"), 5)
    assert not (one == two).all(axis=1).any()
