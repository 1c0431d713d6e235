"""Keys rotated and killed at any moment: every value reads the same, and the end is reached."""

import json
import random
import subprocess
import sys
import time

import pytest

from tests.command_line import ROOT, mangnon, new_home
from tests.soak.test_kills import started, wait_until_alone

pytestmark = pytest.mark.soak
KILLS = 20
SEED = 11
READ = """
from mangnon.config.home import ready
with ready():
    from hashlib import sha256
    from mangnon.children.models import Child, Guardian
    numbers = Child.objects.order_by("pk").iterator()
    phones = Guardian.objects.order_by("pk").iterator()
    read = [r.identity_number for r in numbers] + [r.phone for r in phones]
    print(len(read), sha256(repr(read).encode()).hexdigest())
"""


def values_of(home):
    """Return how many values there are and the hash of all of them, as their records open them."""
    environment = {"MANGNON_HOME": str(home), "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    environment["DJANGO_SETTINGS_MODULE"] = "mangnon.config.settings"
    done = subprocess.run(
        [sys.executable, "-c", READ], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def listed(home):
    return json.loads(mangnon("keys", "list", "--json", home=home).stdout)


def test_keys_whose_rotation_is_killed_at_any_moment_are_rotated_in_the_end():
    moments = random.Random(SEED)
    with new_home() as home:
        assert mangnon("demo", "--children", 5000, "--no-serve", home=home).returncode == 0
        before, keys = values_of(home), {key["id"] for key in listed(home)}
        for kill in range(KILLS):
            words = ["keys", "rotate", *(["--index"] if kill % 2 else [])]
            process = started(*words, home=home)
            time.sleep(moments.uniform(0.3, 2.5))  # the moment of the kill is the test's input
            process.kill()
            process.wait()
            wait_until_alone(home)
            assert values_of(home) == before
        assert mangnon("keys", "rotate", home=home).returncode == 0
        assert mangnon("keys", "rotate", "--index", home=home).returncode == 0
        in_use = {key["id"] for key in listed(home) if key["rows"]}
        assert len(in_use) == 2
        assert not in_use & keys
        assert values_of(home) == before
        assert json.loads(mangnon("doctor", "--json", home=home).stdout)["problems"] == []
