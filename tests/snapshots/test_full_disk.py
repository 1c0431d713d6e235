"""A disk that fills up, and a process that is killed, in the middle of a snapshot."""

import contextlib
import resource
import subprocess
import sys

import pyarrow as pa
import pytest

from mangnon.snapshots.files import BUILDING, write_snapshot
from mangnon.snapshots.models import Snapshot
from mangnon.snapshots.services import take_snapshot
from tests.command_line import ROOT
from tests.small_province import TODAY

KILLED = """
import os, pathlib, signal, sys
import pyarrow as pa
from mangnon.snapshots.files import write_snapshot

class Fatal(dict):
    def items(self):
        os.kill(os.getpid(), signal.SIGKILL)

write_snapshot(
    pathlib.Path(sys.argv[1]), {"units": pa.table({"a": [1]})},
    texts=Fatal(), copies={}, description={},
)
"""


@contextlib.contextmanager
def disk_for_files_up_to(size):
    """Let this process write no larger file: the system's own refusal, as of a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_no_snapshot_and_the_next_one_is_whole(registers, officer, settings):
    with disk_for_files_up_to(2_000), pytest.raises(OSError, match="snapshots/20251031-") as full:
        take_snapshot(TODAY, by=officer)
    assert full.value.filename.startswith(str(settings.SNAPSHOTS / "20251031-"))
    assert list(settings.SNAPSHOTS.iterdir()) == []
    assert not Snapshot.objects.exists()
    taken = take_snapshot(TODAY, by=officer)
    assert list(settings.SNAPSHOTS.iterdir()) == [taken.folder]


def test_what_a_killed_process_left_is_not_seen_and_goes_with_the_next(tmp_path):
    folder = tmp_path / "one"
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder)], cwd=ROOT, check=False)
    assert done.returncode == -9
    assert [left.name for left in tmp_path.iterdir()] == [f"{BUILDING}one"]
    write_snapshot(
        tmp_path / "two", {"units": pa.table({"a": [1]})}, texts={}, copies={}, description={}
    )
    assert [left.name for left in tmp_path.iterdir()] == ["two"]
