"""Kills a real export at random moments: shared by the short and the long test."""

import json
import os
import random
import subprocess
import sys
import time

from bench.parts.sheets import Sheet
from tests.command_line import ROOT, made_home, mangnon
from tests.soak.import_kills import COMMUNES
from tests.soak.test_kills import wait_until_alone

DAY_OF_SHEETS = "2026-06-01"  # on it all their children are under 16
FORMS = ("csv", "xlsx")
KILLS_OF_ONE = 3


def begun(word, home):
    """Start making the export of the number, or a new one of the form; return it and its number."""
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    place = {"MANGNON_HOME": str(home), "PYTHONPATH": str(ROOT), "MANGNON_TODAY": DAY_OF_SHEETS}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.export_program", word],
        env=kept | place, stdout=subprocess.PIPE, text=True, cwd="/",
    )  # fmt: skip
    return process, process.stdout.readline().strip()


def made(word, home):
    """Make the file to its end; return what is in it and the seconds that it took."""
    process, _number = begun(word, home)
    began = time.monotonic()
    told = json.loads(process.communicate()[0])
    return told, time.monotonic() - began


def kill_exports(folder, *, kills, rows, seed):
    """Kill files in the making, some of them several times, and let each be made to its end.

    It holds the same rows as one that nobody killed, and nothing else is left of it.
    """
    moments, interrupted = random.Random(seed), 0
    with made_home() as home:
        file = Sheet(rows, COMMUNES, seed=seed).write(folder / "children.xlsx")
        assert mangnon("children", "import", file, home=home).returncode == 0
        whole, seconds = made("csv", home)
        assert len(whole["rows"]) == whole["counted"] == rows
        left = kills
        while left:
            form = number = FORMS[left % len(FORMS)]
            for _kill in range(min(left, moments.randint(1, KILLS_OF_ONE))):
                left -= 1
                process, number = begun(number, home)
                moment = moments.uniform(0, seconds)
                time.sleep(moment)  # the moment of the kill is the test's input
                process.kill()
                interrupted += process.wait() != 0
                wait_until_alone(home)
            found, _seconds = made(number, home)
            assert found["rows"] == whole["rows"]
            assert (found["state"], found["counted"]) == ("ready", rows)
            assert found["files"] == [f"children.{form}.sealed"]
        assert json.loads(mangnon("doctor", "--json", home=home).stdout)["problems"] == []
    return interrupted
