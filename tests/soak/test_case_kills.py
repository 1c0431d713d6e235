"""Sixty kills on the way of twenty cases lose no step and repeat none."""

import pytest

from tests.soak.case_kills import kill_cases

pytestmark = pytest.mark.soak


def test_a_case_that_is_killed_between_and_within_any_steps_is_as_if_it_never_was():
    kill_cases(cases=20, kills_of_one=3, seed=31)
