"""The served site as people use it: an edit by one is in the live figure that another looks at."""

import json
import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from types import SimpleNamespace

import pytest

from mangnon.config.postgres import Server
from tests.children.test_editing import filled
from tests.command_line import ROOT, SMALL_DEMO, made_home
from tests.config.test_serve import served, wait_until

__all__ = ["served"]
TOKEN = "a" * 32
COUNTS = re.compile(r"(\d+) trên (\d+)")


@pytest.fixture
def home():
    with made_home(*SMALL_DEMO) as folder:
        yield folder


@pytest.fixture
def officer(served, home):
    """A commune officer who is signed in to the served site."""
    place = {"DATABASE_URL": Server(home).url(), "MANGNON_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.live.an_officer"],
        env=os.environ | place | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    told = json.loads(done.stdout)

    def ask(address, data=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{served[1]}{address}",
            data=None if data is None else urllib.parse.urlencode(data).encode(),
            headers={"Cookie": f"sessionid={told['session']}; csrftoken={TOKEN}"},
        )
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()

    return SimpleNamespace(ask=ask, child=told["child"], commune=told["commune"])


def live(officer):
    """Return the live counts of leaf 14 and whether they wait, as the page shows them."""
    _status, part = officer.ask(f"/indicators/14/live/?unit={officer.commune}")
    assert "chưa phải số chính thức" in part
    counts = COUNTS.search(part)
    return counts and tuple(map(int, counts.groups())), "đang chờ tính lại" in part


def test_an_edit_on_a_page_shows_in_the_communes_live_figure_by_itself(officer):
    wait_until(lambda: not live(officer)[1], "nothing was counted")
    (registered, children), _waits = live(officer)
    address = f"/children/{officer.child}/edit/"
    _status, form = officer.ask(address)
    sent = filled(SimpleNamespace(content=form.encode()))
    sent |= {"birth_registration": "no", "birth_registered_on": "", "csrfmiddlewaretoken": TOKEN}
    officer.ask(address, sent)
    now = (registered - 1, children), False
    wait_until(lambda: live(officer) == now, "the live figure did not follow")
