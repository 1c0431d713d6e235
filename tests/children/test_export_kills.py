"""One kill of a file in the making; `make soak` does fifty."""

from tests.soak.export_kills import kill_exports


def test_a_file_whose_making_is_killed_is_whole(tmp_path):
    kill_exports(tmp_path, kills=1, rows=200, seed=4)
