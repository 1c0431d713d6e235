"""Kills a case on its way, between any two steps and within them: for the short and long test."""

import json
import os
import random
import subprocess
import sys
import time

from tests.command_line import ROOT, made_home, mangnon
from tests.soak.test_kills import wait_until_alone

DAY = "2025-06-10"
WITHIN_SECONDS = 0.3  # an action takes less


def begun(name, home):
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    place = {"MANGNON_HOME": str(home), "PYTHONPATH": str(ROOT), "MANGNON_TODAY": DAY}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.soak.case_program", name],
        env=kept | place, stdout=subprocess.PIPE, text=True, cwd="/",
    )  # fmt: skip


def whole(name, home):
    """Play a case to its end; return what it said on the way, and what is left of it."""
    said, _none = begun(name, home).communicate()
    *actions, told = said.splitlines()
    return actions, json.loads(told)


def kill_after(name, home, actions, moment):
    """Kill a case's way so many seconds after its nth action was done."""
    process = begun(name, home)
    for _action in range(actions):
        process.stdout.readline()
    time.sleep(moment)  # the moment of the kill is the test's input
    process.kill()
    process.wait()
    wait_until_alone(home)


def kill_cases(*, cases, kills_of_one, seed):
    """Kill each case several times on its way, and let it be played to its end.

    What is left is what one that nobody killed leaves: nothing lost, nothing twice.
    """
    moments = random.Random(seed)
    with made_home() as home:
        actions, unbroken = whole("unbroken", home)
        assert unbroken["running"] == unbroken["waiting"] == 0
        assert unbroken["stage"] == "closed"
        for number in range(cases):
            points = sorted(moments.sample(range(len(actions)), kills_of_one))
            for point in points:
                kill_after(f"case {number}", home, point, moments.uniform(0, WITHIN_SECONDS))
            said, told = whole(f"case {number}", home)
            assert said == actions
            strays = told.pop("files") - unbroken["files"]
            assert strays in range(kills_of_one + 1)  # sealed under keys that nobody has
            assert told == {key: unbroken[key] for key in told}
        checked = mangnon("doctor", "--json", home=home, MANGNON_TODAY=DAY)
        assert json.loads(checked.stdout)["problems"] == []
        assert mangnon("audit", "verify", home=home, MANGNON_TODAY=DAY).returncode == 0
