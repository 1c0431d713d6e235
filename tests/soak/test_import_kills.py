"""An import killed at 50 random moments loses nothing and brings nothing in twice."""

import pytest

from mangnon.children.importing.filling import MANY
from tests.soak.import_kills import kill_first_loads, kill_imports

pytestmark = pytest.mark.soak
KILLS, ROWS, SEED = 50, 1_000, 17


def test_an_import_that_is_killed_at_any_moment_is_whole_or_absent(tmp_path):
    assert kill_imports(tmp_path, kills=KILLS, rows=ROWS, seed=SEED) > KILLS // 2


def test_a_first_load_that_is_killed_leaves_an_empty_register_or_a_whole_one(tmp_path):
    assert kill_first_loads(tmp_path, kills=10, rows=MANY + 1, seed=SEED) > 5
