"""Two kills on the way of a case; `make soak` does sixty."""

from tests.soak.case_kills import kill_cases


def test_a_case_that_is_killed_on_its_way_loses_no_step_and_repeats_none():
    kill_cases(cases=1, kills_of_one=2, seed=3)
