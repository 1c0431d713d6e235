"""An import killed at 50 random moments loses nothing and brings nothing in twice."""

import pytest

from tests.soak.import_kills import kill_imports

pytestmark = pytest.mark.soak
KILLS, ROWS, SEED = 50, 1_000, 17


def test_an_import_that_is_killed_at_any_moment_is_whole_or_absent(tmp_path):
    assert kill_imports(tmp_path, kills=KILLS, rows=ROWS, seed=SEED) > KILLS // 2
