"""Two kills of a real import; `make soak` does fifty."""

from tests.soak.import_kills import kill_imports


def test_an_import_that_is_killed_is_whole_or_absent(tmp_path):
    kill_imports(tmp_path, kills=2, rows=200, seed=3)
