"""A file of children whose making is killed at 50 random moments holds each child once."""

import pytest

from tests.soak.export_kills import kill_exports

pytestmark = pytest.mark.soak
KILLS, ROWS, SEED = 50, 1_000, 23


def test_a_file_whose_making_is_killed_at_any_moment_is_whole(tmp_path):
    assert kill_exports(tmp_path, kills=KILLS, rows=ROWS, seed=SEED) > KILLS // 2
