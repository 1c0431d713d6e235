"""Kills at any moment: nothing half done is ever visible, and nothing is left running."""

import json
import os
import random
import subprocess
import sys
import time

import pytest

from tests.command_line import ROOT, mangnon, new_home, processes_of

pytestmark = pytest.mark.soak
KILLS = 25
SEED = 7


@pytest.fixture(scope="module")
def home():
    with new_home() as folder:
        done = mangnon("demo", "--children", 5000, "--no-serve", home=folder)
        assert done.returncode == 0, done.stderr
        yield folder


def started(*words, home):
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "MANGNON_TODAY"}}
    return subprocess.Popen(
        [sys.executable, "-m", "mangnon.config.cli", *words],
        env=kept | {"MANGNON_HOME": str(home), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )


def wait_until_alone(home) -> None:
    deadline = time.monotonic() + 60
    while processes_of(home):
        assert time.monotonic() < deadline, "a process outlived the command that was killed"
        time.sleep(0.05)


def test_a_snapshot_that_is_killed_at_any_moment_is_whole_or_absent(home):
    moments = random.Random(SEED)
    for _kill in range(KILLS):
        process = started("snapshot", "take", "--as-of", "2025-10-31", home=home)
        time.sleep(moments.uniform(0.2, 3.0))  # the moment of the kill is the test's input
        process.kill()
        process.wait()
        wait_until_alone(home)
    listed = json.loads(mangnon("snapshot", "list", "--json", home=home).stdout)
    for snapshot in listed:
        verified = mangnon("snapshot", "verify", snapshot["snapshot"], "--json", home=home)
        assert json.loads(verified.stdout)["identical"] is True
    done = mangnon("snapshot", "take", "--as-of", "2025-10-31", "--json", home=home)
    assert done.returncode == 0, done.stderr


def test_a_demonstration_that_is_killed_at_any_moment_can_be_made_again():
    moments = random.Random(SEED)
    with new_home() as folder:
        for _kill in range(KILLS // 5):
            process = started("demo", "--children", "3000", "--no-serve", home=folder)
            time.sleep(moments.uniform(1.0, 8.0))  # the moment of the kill is the test's input
            process.kill()
            process.wait()
            wait_until_alone(folder)
        done = mangnon("demo", "--children", 3000, "--no-serve", "--json", home=folder)
        assert done.returncode == 0, done.stderr
        assert len(json.loads(done.stdout)["indicators"]) == 34


def test_two_commands_on_an_empty_home_at_once_both_work():
    for _round in range(3):
        with new_home() as folder:
            both = [started("doctor", "--json", home=folder) for _command in range(2)]
            assert [process.wait() for process in both] == [0, 0]
            wait_until_alone(folder)
