"""Kills a real `children import` at random moments: shared by the short and the long test."""

import json
import random
import time

from bench.parts.sheets import Sheet
from tests.command_line import made_home, mangnon
from tests.soak.test_kills import started, wait_until_alone

COMMUNES = ("25217", "25270", "25222")


def imported(home, file):
    done = mangnon("children", "import", file, "--json", home=home)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    return answer["created"], answer["updated"], answer["unchanged"], answer["rejected"]


def assert_once(home, file, rows):
    """Assert that a sheet was in the register whole or not at all, and is in it once now."""
    answer = imported(home, file)
    assert answer in {(rows, 0, 0, 0), (0, 0, rows, 0)}, answer
    assert imported(home, file) == (0, 0, rows, 0)


def kill_imports(folder, *, kills, rows, seed):
    """Kill as many imports, each of a sheet of its own, and import it again after each kill.

    A sheet is in the register whole or not at all, and after the next import it is there once.
    """
    moments = random.Random(seed)
    with made_home() as home:
        last = Sheet(rows, COMMUNES, seed=seed).write(folder / "first.xlsx")
        began = time.monotonic()
        assert imported(home, last) == (rows, 0, 0, 0)
        whole = time.monotonic() - began
        interrupted = 0
        for kill in range(1, kills + 1):
            children = Sheet(rows, COMMUNES, seed=seed + kill, first_number=kill * rows)
            file = children.write(folder / f"{kill}.xlsx")
            process = started("children", "import", str(file), home=home)
            time.sleep(moments.uniform(0, whole))  # the moment of the kill is the test's input
            process.kill()
            interrupted += process.wait() != 0
            wait_until_alone(home)
            assert_once(home, file, rows)
            assert imported(home, last) == (0, 0, rows, 0)
            last = file
        assert json.loads(mangnon("doctor", "--json", home=home).stdout)["problems"] == []
        assert mangnon("audit", "verify", home=home).returncode == 0
    return interrupted


def kill_first_loads(folder, *, kills, rows, seed):
    """Kill imports into empty registers, whose keys are set aside meanwhile; import again."""
    moments = random.Random(seed)
    file = Sheet(rows, COMMUNES, seed=seed).write(folder / "first.xlsx")
    interrupted = 0
    with made_home() as home:
        began = time.monotonic()
        assert imported(home, file) == (rows, 0, 0, 0)
        whole = time.monotonic() - began
    for _kill in range(kills):
        with made_home() as home:
            process = started("children", "import", str(file), home=home)
            time.sleep(moments.uniform(0, whole))  # the moment of the kill is the test's input
            process.kill()
            interrupted += process.wait() != 0
            wait_until_alone(home)
            assert_once(home, file, rows)
            assert json.loads(mangnon("doctor", "--json", home=home).stdout)["problems"] == []
            assert mangnon("audit", "verify", home=home).returncode == 0
    return interrupted
